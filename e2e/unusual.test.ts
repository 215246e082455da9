// What is seldom and must be safe at the desk: a group of another day opened to read, one that was
// given up and comes after all, one with a pass of another port, a child alone, what a supervisor
// says in words, a second signature, and notes from one officer to the next. One of the officers
// works at a tablet.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { wordsOf } from './applicant.ts'
import { openBrowser } from './browser.ts'
import { groupOf, mother, type Person } from './family.ts'
import * as desk from './officer.ts'
import { photoNamed } from './photos.ts'
import type { RunningHouse } from './running-house.ts'
import { beginning } from './say.ts'
import * as morning from './seated.ts'
import { storyOf } from './story.ts'
import { countersign, holdOn, letGoOn, returnIt } from './supervisor.ts'
import { openVisitor, screen, type Visitor, type VisitorOptions } from './visit.ts'

const inSpanish: VisitorOptions = { ...screen, language: 'es', locale: 'es-MX' }
const tablet: VisitorOptions = { ...inSpanish, viewport: { width: 768, height: 1024 } }
const patient = { timeout: 120_000, interval: 300 }
/** While the house is away the browser says so. */
const expects = /net::ERR_/
/** Half an hour and a little after the officer opened a group by breaking the glass. */
const halfAnHourOn = '2023-01-11T18:25:00Z'

let house: RunningHouse
let browser: Browser
let officer: Visitor
let second: Visitor
let supervisor: Visitor
const groups = new Map<string, morning.Seated>()
const everybody = () => [officer, second, supervisor].filter(Boolean)
const story = storyOf({ visitors: everybody, house: () => house })

function groupNamed(name: string): morning.Seated {
  const group = groups.get(name)
  if (!group) throw new Error(`no group ${name}`)
  return group
}

const named = (givenNames: string): Person => ({ ...mother, givenNames })

beforeAll(async () => {
  house = await morning.openMorning([
    { port: morning.port, times: ['07:00'] },
    { port: '2503', times: ['10:00'] },
  ])
  const shelter = await morning.openShelter(house)
  const photo = await photoNamed('002_ref')
  for (const wanted of [
    { name: 'Madrugada', time: '07:00' },
    { name: 'Futura', day: morning.tomorrow },
    { name: 'Vecina', at: '2503' as const },
    { name: 'Lejana', at: '2503' as const },
    { name: 'Nota' },
    { name: 'Retenida', size: 2 },
    { name: 'Criatura', as: withChild() },
    { name: 'Firmada' },
    { name: 'Devuelta' },
    { name: 'Enmendada' },
  ]) {
    const seated = await morning.seat(shelter, { photo, ...wanted })
    groups.set(seated.name, seated)
  }
  house = await morning.beginDay(house)
  browser = await openBrowser(await photoNamed('002_live-webcam'))
  supervisor = await openVisitor(browser, house, inSpanish)
  await desk.signInStaff(supervisor, 'supervisor')
  await supervisor.page.waitForURL('**/officer/arrivals')
  officer = await openVisitor(browser, house, { ...screen, expects })
  await desk.signInStaff(officer, 'demo-officer')
  await officer.sees(officer.say('arrivals', 'title'))
  await officer.reads('Nota 1')
  second = await openVisitor(browser, house, tablet)
  await desk.signInStaff(second, 'demo-officer-all-ports')
  await second.page
    .getByRole('combobox', { name: second.say('arrivals', 'port') })
    .selectOption(morning.port)
  await second.reads('Nota 1')
  await second.check()
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
  await house?.remove()
})

const person = (visitor: Visitor, name: string) =>
  visitor.page.getByRole('heading', { level: 2, name })

/** Checks in whoever is listed, by Enter, and waits for the first person. */
async function receive(visitor: Visitor, name: string): Promise<void> {
  const title = visitor.say('arrival', 'check-in-title')
  await visitor.page.getByRole('heading', { name: title }).waitFor()
  await visitor.check()
  await visitor.page.keyboard.press('Enter')
  await person(visitor, name).waitFor()
}

/** By a document, without a photo: same person, and the first outcome for the first reason. */
async function decide(visitor: Visitor): Promise<void> {
  await visitor.page.keyboard.press('i')
  await desk.acceptByKeys(visitor)
  await visitor.reads(visitor.say('arrival', 'all-decided'))
}

/** Finds a group by its code and receives it, as far as whom the person is. */
async function receiveByDocument(name: string): Promise<void> {
  await desk.find(officer, groupNamed(name).code)
  await receive(officer, name)
  await desk.sayWho(officer, { verdict: 'cannot-tell', ground: 'document' })
}

story('who was marked absent by the clock and comes after all is received by one key', async () => {
  const t = wordsOf(officer, 'arrival')
  const absent = officer.say('arrivals', 'state-absent')
  const row = officer.page.locator('[data-appointment]').filter({ hasText: 'Madrugada 1' })
  await row.filter({ hasText: absent }).waitFor({ timeout: 120_000 })
  expect(await desk.countsOf(officer)).toMatchObject({ absent: 1 })
  await row.click()
  await officer.page.getByRole('heading', { name: t('elsewhere-absent') }).waitFor()
  await officer.reads(t('undo-absent-means'))
  await officer.check()
  await officer.page.keyboard.press('u')
  await receive(officer, 'Madrugada 1')
  await decide(officer)
  await expect
    .poll(() => desk.countsOf(officer), patient)
    .toMatchObject({ absent: 0, determined: 1 })
})

story(
  'a group of another day is opened to read, for a reason, and nothing can be done',
  async () => {
    const t = wordsOf(officer, 'arrival')
    const { page } = officer
    const { code, token, group, appointment } = groupNamed('Futura 1')
    await desk.scan(officer, token)
    await page.getByRole('heading', { name: t('elsewhere-day') }).waitFor()
    await page.keyboard.press('g')
    await officer.reads(t('glass-means'))
    const why = page.getByRole('textbox', { name: beginning(t('glass-why')) })
    // Without a reason nothing opens.
    await why.press('Enter')
    expect(await why.inputValue()).toBe('')
    await officer.check()
    await why.fill('Ejemplo: su hermana está en urgencias.')
    await why.press('Enter')
    await officer.reads(t('read-only-means'))
    await person(officer, 'Futura 1').waitFor()
    await officer.check()
    for (const key of ['c', 'i', 'd', 'a', 'l', 'Enter', ' ', '1']) await page.keyboard.press(key)
    for (const name of ['take-photo', 'identity-say', 'decide-now', 'call-which', 'amend']) {
      const button = page.getByRole('button', { name: t(name), exact: true })
      expect(await button.count(), name).toBe(0)
    }
    const answer = await page.request.post(`${house.address}/api/acts/check-in`, {
      headers: { 'idempotency-key': `glass-${appointment}`, origin: house.address },
      data: { group, appointment, port: morning.port, present: groupNamed('Futura 1').members },
    })
    expect([404, 409]).toContain(answer.status())
    await desk.note(officer, 'Ejemplo de nota: avisar a la familia.')
    await officer.reads('Ejemplo de nota: avisar a la familia.')
    await officer.check()
    const cases = wordsOf(supervisor, 'cases')
    await supervisor.visit('/es/officer/cases')
    const glasses = supervisor.page.getByRole('region', { name: cases('glasses') })
    await glasses.getByText('Ejemplo: su hermana está en urgencias.').waitFor()
    await glasses.getByText(code).waitFor()
    await supervisor.check()
  },
)

story(
  'a pass of another port is received now in one step, or at another time of today',
  async () => {
    const t = wordsOf(officer, 'arrival')
    const { page } = officer
    await desk.scan(officer, groupNamed('Vecina 1').token)
    await page.getByRole('heading', { name: t('elsewhere-port') }).waitFor()
    await officer.reads('Calexico')
    await officer.check()
    await page.keyboard.press('r')
    await receive(officer, 'Vecina 1')
    await decide(officer)
    await desk.scan(officer, groupNamed('Lejana 1').token)
    await page.getByRole('heading', { name: t('elsewhere-port') }).waitFor()
    await page.keyboard.press('o')
    const slots = officer.field(t('re-seat-slot'))
    await slots.selectOption(`${morning.port}-${morning.today}-1100`)
    await officer.field(t('re-seat-reason')).fill('Ejemplo: viene a pie.')
    await officer.check()
    await page.getByRole('button', { name: t('re-seat'), exact: true }).click()
    await receive(officer, 'Lejana 1')
    await decide(officer)
  },
)

story('what one officer notes, the next sees without doing anything, and answers', async () => {
  await desk.find(second, groupNamed('Nota 1').code)
  await receive(second, 'Nota 1')
  await desk.find(officer, groupNamed('Nota 1').code)
  await person(officer, 'Nota 1').waitFor()
  await desk.note(officer, 'Ejemplo: espera a la intérprete.')
  await second.reads('Ejemplo: espera a la intérprete.')
  await second.reads(second.say('arrival', 'notes-count', { count: 1 }))
  await second.check()
  await desk.note(second, 'Ejemplo: llegó, los atiende.')
  await officer.reads('Ejemplo: llegó, los atiende.')
  await officer.check()
})

story(
  'at a tablet the same group is photographed and decided on, one thing below another',
  async () => {
    const t = wordsOf(second, 'arrival')
    await desk.photograph(second)
    await second.check()
    await desk.acceptByKeys(second)
    await second.reads(t('all-decided'))
    await second.check()
    await second.button(t('next-group')).click()
    await second.page.locator('[data-appointment]').first().waitFor()
    await second.check()
  },
)

story('held in a supervisor’s words, which the officer reads; then the group goes on', async () => {
  const t = wordsOf(officer, 'arrival')
  const words = 'Ejemplo: viene el padre con el segundo autobús.'
  await desk.find(officer, groupNamed('Retenida 1').code)
  await desk.checkIn(officer, [named('Retenida 1')], [named('Retenida 2')])
  await officer.reads(t('question-partly-here'))
  await holdOn(supervisor, 'partly-here', 'Retenida 1', words)
  await officer.reads(t('question-held', { words }))
  await officer.reads(t('held-person'))
  await officer.check()
  await letGoOn(supervisor, 'partly-here', 'Retenida 1')
  await officer.page.getByText(t('held-person')).waitFor({ state: 'hidden' })
  expect(await officer.page.getByText(words).count()).toBe(0)
  await decide(officer)
})

story('a child without an adult raises the supervisor at once, until the adult comes', async () => {
  const t = wordsOf(officer, 'arrival')
  const cases = wordsOf(supervisor, 'cases')
  await supervisor.visit('/es/officer/cases')
  await desk.find(officer, groupNamed('Adulta').code)
  const adult = officer.page.getByRole('checkbox', { name: 'Adulta' })
  await adult.uncheck()
  await officer.reads(t('will-ask-child-alone'))
  await officer.check()
  await officer.button(t('check-in', { count: 1 })).click()
  await officer.reads(t('question-child-alone'))
  await officer.check()
  // The supervisor's page stands open and does nothing.
  const raised = supervisor.page.locator('.case').filter({
    hasText: cases('question-child-alone'),
  })
  await raised.getByText('Adulta').waitFor()
  await officer.page.keyboard.press('c')
  await desk.checkIn(officer, [named('Adulta')])
  await officer.page.getByText(t('question-child-alone')).waitFor({ state: 'hidden' })
  await raised.waitFor({ state: 'detached' })
  await supervisor.check()
})

story('a decision against somebody counts and ends the appointment once it is signed', async () => {
  const t = wordsOf(officer, 'arrival')
  await receiveByDocument('Firmada 1')
  await desk.determine(officer, { outcome: 'not-excepted', reason: 'criterion-not-shown' })
  await officer.reads(t('countersign-awaited'))
  await officer.reads(t('all-decided-awaited', { count: 1 }))
  const row = officer.page.locator('[data-appointment]').filter({ hasText: 'Firmada 1' })
  const here = officer.say('arrivals', 'state-here', { minutes: '@' }).split('@')[0] ?? ''
  await row.filter({ hasText: here }).waitFor()
  await countersign(supervisor, 'not-excepted', 'Firmada 1')
  await officer.reads(t('countersign-confirmed'))
  await row.filter({ hasText: officer.say('arrivals', 'state-determined') }).waitFor()
  await officer.check()
})

story(
  'a decision that is returned, in words, is made anew by the officer who reads them',
  async () => {
    const t = wordsOf(officer, 'arrival')
    const words = 'Ejemplo: falta ver el documento.'
    await receiveByDocument('Devuelta 1')
    await desk.determine(officer, { outcome: 'not-excepted', reason: 'criterion-not-shown' })
    await officer.reads(t('countersign-awaited'))
    await returnIt(supervisor, 'not-excepted', 'Devuelta 1', words)
    await officer.page.getByRole('heading', { name: t('before-title') }).waitFor()
    await officer.reads(t('before-returned'))
    await officer.reads(words)
    await officer.check()
    await desk.determine(officer, { outcome: 'referred', reason: 'second-interview' })
    await officer.reads(t('decided', { outcome: t('outcome-referred') }))
    await officer.reads(t('all-decided'))
  },
)

story('a decision made anew says why, and what stood before stays to be read', async () => {
  const t = wordsOf(officer, 'arrival')
  await desk.find(officer, groupNamed('Enmendada 1').code)
  await receive(officer, 'Enmendada 1')
  // Found, the group stands in the whole list again.
  await officer.reads('Madrugada 1')
  await decide(officer)
  await officer.page.keyboard.press('a')
  await officer.page.getByRole('heading', { name: t('amend-title') }).waitFor()
  await officer.check()
  await officer.button(t('outcome-referred')).click()
  await officer.button(t('because-medical-care')).click()
  const record = t('record', { outcome: t('outcome-referred') })
  // Nothing is made anew without saying why.
  await officer.page.keyboard.press('Enter')
  await officer.page.getByRole('button', { name: record, disabled: true }).waitFor()
  await officer.page.keyboard.type('Ejemplo: se siente mal.')
  await officer.page.keyboard.press('Enter')
  await officer.reads(t('decided', { outcome: t('outcome-referred') }))
  await officer.reads('Ejemplo: se siente mal.')
  await officer.page.getByRole('heading', { name: t('before-title') }).waitFor()
  const before = officer.page.getByRole('listitem').filter({ hasText: t('outcome-excepted') })
  await before.getByText(t('because-criterion-confirmed')).waitFor()
  await officer.check()
})

story('what was opened to read leaves the screen when its half hour is over', async () => {
  const t = wordsOf(officer, 'arrival')
  const { group, appointment } = groupNamed('Futura 1')
  await officer.visit(`/en/officer/arrivals?group=${group}&appointment=${appointment}`)
  await person(officer, 'Futura 1').waitFor()
  house = await morning.beginDay(house, halfAnHourOn)
  await officer.reads(t('gone'))
  expect(await officer.page.getByText('Futura 1').count()).toBe(0)
  expect(await officer.page.getByText('avisar a la familia').count()).toBe(0)
  await officer.check()
})

/** An adult with a child. */
function withChild() {
  const family = groupOf('Criatura', 2)
  const [adult, child] = family.members
  if (!adult || !child) throw new Error('no family')
  const born = { year: 2014, month: 5, day: 6, approximate: false }
  const members = [
    { ...adult, givenNames: 'Adulta' },
    { ...child, givenNames: 'Criatura', birth: born },
  ]
  return { ...family, members }
}

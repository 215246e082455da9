// A morning at the port in a real browser, with real pairs of photos before a fake camera: the
// ordinary group, and those who are not ordinary: half a family, somebody else, nobody's phone, the
// wrong day, and a person in danger whom nobody expected.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { wordsOf } from './applicant.ts'
import { openBrowser } from './browser.ts'
import { mother, type Person } from './family.ts'
import * as desk from './officer.ts'
import { hasRealPhotos, photoNamed } from './photos.ts'
import type { RunningHouse } from './running-house.ts'
import { beginDay, openMorning, openShelter, type Seated, seat, tomorrow } from './seated.ts'
import { storyOf } from './story.ts'
import { countersign, letGoOn } from './supervisor.ts'
import { openVisitor, screen, type Visitor, type VisitorOptions } from './visit.ts'
import { receiveWalkIn } from './walk-in.ts'

const inSpanish: VisitorOptions = { ...screen, language: 'es', locale: 'es-MX' }
const patient = { timeout: 120_000, interval: 300 }

/** A name with what people leave out when they type. */
const accented = { givenNames: 'Jesús Ángel', familyNames: 'Núñez Ejemplo' }

let house: RunningHouse
let browser: Browser
let officer: Visitor
let supervisor: Visitor
const groups = new Map<string, Seated>()
const story = storyOf({ visitors: () => [officer, supervisor].filter(Boolean), house: () => house })

function groupNamed(name: string): Seated {
  const group = groups.get(name)
  if (!group) throw new Error(`no group ${name}`)
  return group
}

beforeAll(async () => {
  house = await openMorning()
  const shelter = await openShelter(house)
  const photo = await photoNamed('002_ref')
  const other = await photoNamed('004_ref')
  for (const seated of [
    await seat(shelter, { name: 'Ordinaria', photo }),
    await seat(shelter, { name: 'Mitad', size: 3, photo }),
    await seat(shelter, { name: 'Distinta', photo: other }),
    await seat(shelter, { name: 'Temprana', photo, day: tomorrow }),
    await seat(shelter, { name: 'Sin Telefono', photo, as: withoutPhone() }),
  ]) {
    groups.set(seated.name, seated)
  }
  house = await beginDay(house)
  browser = await openBrowser(await photoNamed('002_live-webcam'))
  supervisor = await openVisitor(browser, house, inSpanish)
  await desk.signInStaff(supervisor, 'supervisor')
  await supervisor.page.waitForURL('**/officer/arrivals')
  officer = await openVisitor(browser, house, screen)
  await desk.signInStaff(officer, 'officer')
  await officer.sees(officer.say('arrivals', 'title'))
  await officer.reads('Ordinaria 1')
  await officer.check()
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
  await house?.remove()
})

/** The heading of the person in the middle. */
const person = (name: string) => officer.page.getByRole('heading', { level: 2, name })
const allDecided = () => officer.reads(officer.say('arrival', 'all-decided'))

/** Everybody who is listed is here: asks the desk itself, by Enter. */
async function checkInByEnter(): Promise<void> {
  const title = officer.say('arrival', 'check-in-title')
  await officer.page.getByRole('heading', { name: title }).waitFor()
  await officer.check()
  await officer.page.keyboard.press('Enter')
}

async function photograph(): Promise<desk.Band> {
  const band = await desk.photographByKey(officer)
  await officer.check()
  return band
}

story(
  'the ordinary group: scanned, received, photographed and decided on by three keys',
  async () => {
    await desk.scan(officer, groupNamed('Ordinaria 1').token)
    await checkInByEnter()
    await person('Ordinaria 1').waitFor()
    const band = await photograph()
    const keys = await desk.acceptByKeys(officer)
    if (hasRealPhotos) expect({ band, keys }).toEqual({ band: 'same', keys: 1 })
    await allDecided()
    await officer.check()
    await expect
      .poll(() => desk.countsOf(officer), patient)
      .toMatchObject({ determined: 1, here: 0 })
  },
)

story('half a family: a supervisor is asked before anybody is decided on', async () => {
  await desk.find(officer, groupNamed('Mitad 1').code)
  const [first, second, third] = ['Mitad 1', 'Mitad 2', 'Mitad 3'].map(named)
  if (!first || !second || !third) throw new Error('no family')
  await desk.checkIn(officer, [first, second], [third])
  await officer.reads(officer.say('arrival', 'question-partly-here'))
  await person('Mitad 1').waitFor()
  await photograph()
  await officer.reads(officer.say('arrival', 'held-person'))
  expect(await desk.ordinary(officer).count()).toBe(0)
})

story('the supervisor lets half a family go on, and the rest come later', async () => {
  await letGoOn(supervisor, 'partly-here', 'Mitad 1')
  const held = officer.page.getByText(officer.say('arrival', 'held-person'))
  await held.waitFor({ state: 'hidden' })
  await desk.acceptByKeys(officer)
  await person('Mitad 2').waitFor()
  await photograph()
  await desk.acceptByKeys(officer)
  await allDecided()
  const t = wordsOf(officer, 'arrival')
  await officer.button(t('check-in-rest', { count: 1 })).click()
  await desk.checkIn(officer, [named('Mitad 3')])
  await person('Mitad 3').waitFor()
  await photograph()
  await desk.acceptByKeys(officer)
  await allDecided()
  await expect.poll(() => desk.countsOf(officer), patient).toMatchObject({ determined: 4, here: 0 })
})

story('who has no phone is found by a name typed without accents, in any order', async () => {
  await desk.find(officer, 'nunez jesus')
  await checkInByEnter()
  await person(accented.givenNames).waitFor()
  await photograph()
  await desk.acceptByKeys(officer)
  await allDecided()
})

story('who comes on the wrong day is received now by one key', async () => {
  const t = wordsOf(officer, 'arrival')
  await desk.scan(officer, groupNamed('Temprana 1').token)
  await officer.page.getByRole('heading', { name: t('elsewhere-day') }).waitFor()
  await officer.reads(t('receive-now-means'))
  await officer.check()
  await officer.page.keyboard.press('r')
  await checkInByEnter()
  await person('Temprana 1').waitFor()
  await photograph()
  await desk.acceptByKeys(officer)
  await allDecided()
})

story(
  'who is in danger without an appointment is written down, received and photographed',
  async () => {
    const walker: Person = { ...mother, givenNames: 'Urgente', familyNames: 'Ejemplo Dos' }
    await officer.page.keyboard.press('Escape')
    await officer.reads(officer.say('arrivals', 'empty-title'))
    await officer.page.keyboard.press('w')
    const code = await receiveWalkIn(officer, walker, 'Ejemplo: la persiguen hasta la fila.')
    expect(code.replaceAll('-', '')).toHaveLength(20)
    await person('Urgente').waitFor()
    await officer.reads(officer.say('arrival', 'walk-in'))
    // Nobody sent a photo: the paper says who it is.
    expect(await photograph()).toBe('cannot-compare')
    await desk.sayWho(officer, { verdict: 'same', ground: 'document' })
    await desk.determine(officer, { outcome: 'excepted', reason: 'criterion-confirmed' })
    await allDecided()
    await officer.check()
  },
)

story('a different person: not the same, and the group waits for a supervisor', async () => {
  await comeBackWith('006_live')
  await desk.find(officer, groupNamed('Distinta 1').code)
  await checkInByEnter()
  await person('Distinta 1').waitFor()
  const band = await photograph()
  if (hasRealPhotos) {
    expect(['different', 'unsure']).toContain(band)
    expect(await desk.ordinary(officer).count()).toBe(0)
  }
  await desk.sayWho(officer, { verdict: 'not-same', ground: 'photo' })
  await officer.reads(officer.say('arrival', 'question-not-same-person'))
  await officer.reads(officer.say('arrival', 'held-person'))
  await officer.check()
})

story('a decision against somebody counts only after a supervisor has signed it too', async () => {
  const t = wordsOf(officer, 'arrival')
  await letGoOn(supervisor, 'not-same-person', 'Distinta 1')
  const held = officer.page.getByText(t('held-person'))
  await held.waitFor({ state: 'hidden' })
  await desk.determine(officer, {
    outcome: 'not-excepted',
    reason: 'identity-not-confirmed',
    note: 'Ejemplo: no es la persona de la foto.',
  })
  await officer.reads(t('countersign-awaited'))
  await officer.check()
  await countersign(supervisor, 'not-excepted', 'Distinta 1')
  await officer.reads(t('countersign-confirmed'))
  await officer.check()
})

/** The same officer at the same screen, with something else before the camera. */
async function comeBackWith(photo: string): Promise<void> {
  const kept = await officer.context.storageState()
  const keptToo = await supervisor.context.storageState()
  await browser.close()
  browser = await openBrowser(await photoNamed(photo))
  supervisor = await openVisitor(browser, house, { ...inSpanish, storageState: keptToo })
  officer = await openVisitor(browser, house, { ...screen, storageState: kept })
  await officer.visit('/en/officer/arrivals')
  await officer.reads('Distinta 1')
}

function named(givenNames: string): Person {
  return { ...mother, givenNames }
}

/** Whoever has none leaves the address of a shelter. */
function withoutPhone() {
  const birth = { year: 1979, month: 2, day: 3, approximate: false }
  const said = { nationality: 'HN', birthCountry: 'HN', languages: ['es'], needs: [] }
  const first = { relation: 'self' as const, ...accented, birth, sex: 'male' as const, ...said }
  const contact = { email: 'albergue.ejemplo@example.org' }
  return { language: 'es' as const, members: [first], contact }
}

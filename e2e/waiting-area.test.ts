// The waiting area: an officer calls the group at the desk by a key, and the display shows its number
// and says it aloud in each language, without a name.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { languages } from '../web/src/lib/language.ts'
import { localeOf } from '../web/src/lib/time.ts'
import { wordsOf } from './applicant.ts'
import { openBrowser } from './browser.ts'
import * as desk from './officer.ts'
import type { RunningHouse } from './running-house.ts'
import { say } from './say.ts'
import * as morning from './seated.ts'
import { giveVoices, spokenBy } from './speech.ts'
import { storyOf } from './story.ts'
import { openVisitor, screen, type Visitor } from './visit.ts'

/** A screen on a wall, in the port's first language. */
const wall = { ...screen, language: 'es' as const, locale: 'es-MX' }
const patient = { timeout: 60_000, interval: 300 }

let house: RunningHouse
let browser: Browser
let officer: Visitor
let display: Visitor
const groups: morning.Seated[] = []
const everybody = () => [officer, display].filter(Boolean)
const story = storyOf({ visitors: everybody, house: () => house })

beforeAll(async () => {
  house = await morning.openMorning()
  const shelter = await morning.openShelter(house)
  for (const name of ['Primera', 'Segunda']) groups.push(await morning.seat(shelter, { name }))
  house = await morning.beginDay(house)
  browser = await openBrowser()
  display = await openVisitor(browser, house, wall)
  await giveVoices(
    display.context,
    languages.map((one) => localeOf(one)),
  )
  await display.visit(`/es/waiting-area?port=${morning.port}`)
  officer = await openVisitor(browser, house, screen)
  await desk.signInStaff(officer, 'officer')
  await officer.reads('Primera 1')
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
  await house?.remove()
})

/** Scans and checks in one of the groups. */
async function receive(index: number): Promise<void> {
  const { token, name } = groups[index] ?? { token: '', name: '' }
  await desk.scan(officer, token)
  const title = officer.say('arrival', 'check-in-title')
  await officer.page.getByRole('heading', { name: title }).waitFor()
  await officer.page.getByRole('checkbox', { name }).waitFor()
  await officer.page.keyboard.press('Enter')
  await officer.page.getByRole('heading', { level: 2, name }).waitFor()
}

/** One call as it is said: each language after the other, the display's own first. */
const saidOf = (call: { number: number; lane: number }) =>
  (['es', 'en'] as const).map((one) => ({
    language: localeOf(one),
    text: say(one, 'waiting-area', 'call-spoken', call),
  }))

story('the display waits for its first number, and its sound is turned on by a press', async () => {
  const t = wordsOf(display, 'waiting-area')
  await display.reads(t('none'))
  await display.button(t('sound')).click()
  await display.reads(t('sound-on'))
  await display.check()
})

story('the officer says once which lane this desk is, and calls by the key L', async () => {
  const t = wordsOf(officer, 'arrival')
  await receive(0)
  await officer.reads(t('number', { number: 1 }))
  await officer.page.keyboard.press('l')
  await officer.page.locator('#lane:focus').waitFor()
  await officer.page.keyboard.type('3')
  await officer.page.keyboard.press('Enter')
  await officer.reads(t('called-to', { lane: 3 }))
  await officer.check()
})

story('the display shows the number, says it in each language, and names nobody', async () => {
  const t = wordsOf(display, 'waiting-area')
  const newest = display.page.getByRole('region', { name: t('now') })
  await newest.getByText('1', { exact: true }).waitFor()
  await newest.getByText(say('en', 'waiting-area', 'lane', { lane: 3 })).waitFor()
  await expect.poll(() => spokenBy(display.page), patient).toEqual(saidOf({ number: 1, lane: 3 }))
  expect(await display.page.locator('body').innerText()).not.toContain('Primera')
  await display.check()
})

story('the next number stands before the first, and one called again is said again', async () => {
  const t = wordsOf(display, 'waiting-area')
  await receive(1)
  await officer.page.keyboard.press('l')
  await display.page.getByRole('region', { name: t('before') }).waitFor()
  const twice = [...saidOf({ number: 1, lane: 3 }), ...saidOf({ number: 2, lane: 3 })]
  await expect.poll(() => spokenBy(display.page), patient).toEqual(twice)
  await officer.page.keyboard.press('l')
  await display.page.getByRole('region', { name: t('again') }).waitFor()
  await expect
    .poll(() => spokenBy(display.page), patient)
    .toEqual([...twice, ...saidOf({ number: 2, lane: 3 })])
  await display.check()
})

story('turned off, the display shows a call and says nothing', async () => {
  const t = wordsOf(display, 'waiting-area')
  const before = await spokenBy(display.page)
  await display.button(t('sound-off')).click()
  await officer.page.getByRole('textbox', { name: officer.say('arrival', 'lane') }).fill('4')
  await officer.page.keyboard.press('Enter')
  await display.reads(t('lane', { lane: 4 }))
  await display.button(t('sound')).waitFor()
  expect(await spokenBy(display.page)).toEqual(before)
  await display.check()
})

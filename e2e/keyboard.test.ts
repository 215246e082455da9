// Twenty groups received without a pointer, every key counted: after the scan, which a scanner
// types, the ordinary case takes three, and each further person of a family two. Only photos of real
// people make the ordinary case: where drawn faces stand in, the same run shows another case, and
// its title says which.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { wordsOf } from './applicant.ts'
import { openBrowser } from './browser.ts'
import * as desk from './officer.ts'
import { hasRealPhotos, photoNamed } from './photos.ts'
import type { RunningHouse } from './running-house.ts'
import { beginDay, openMorning, openShelter, type Seated, seat } from './seated.ts'
import { storyOf } from './story.ts'
import { openVisitor, screen, type Visitor } from './visit.ts'

const total = 20
/** Every so manieth group is a family of two. */
const family = 5

let house: RunningHouse
let browser: Browser
let officer: Visitor
const groups: Seated[] = []
/** By a hand, after the scans. */
let pressed = 0
const story = storyOf({ visitors: () => [officer].filter(Boolean), house: () => house })

beforeAll(async () => {
  house = await openMorning()
  const shelter = await openShelter(house)
  const photo = await photoNamed('002_ref')
  for (let n = 1; n <= total; n += 1) {
    const size = n % family === 0 ? 2 : 1
    groups.push(await seat(shelter, { name: `Grupo ${String(n).padStart(2, '0')}`, size, photo }))
  }
  house = await beginDay(house)
  browser = await openBrowser(await photoNamed('002_live-webcam'))
  officer = await openVisitor(browser, house, screen)
  await desk.signInStaff(officer, 'officer')
  await officer.sees(officer.say('arrivals', 'title'))
  await officer.reads('Grupo 01')
  await officer.check()
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
  await house?.remove()
})

/** Receives a group by keys alone; gives how many. */
async function receive({ token, members, name }: Seated): Promise<number> {
  const t = wordsOf(officer, 'arrival')
  const { page } = officer
  await desk.scan(officer, token)
  await page.getByRole('heading', { name: t('check-in-title') }).waitFor()
  await page.getByRole('checkbox', { name }).waitFor()
  await page.keyboard.press('Enter')
  let keys = 1
  for (const index of members.keys()) {
    const person = name.replace(/\d+$/, `${index + 1}`)
    await page.getByRole('heading', { level: 2, name: person }).waitFor()
    await desk.photographByKey(officer)
    keys += 1 + (await desk.acceptByKeys(officer))
  }
  await officer.reads(t('all-decided'))
  return keys
}

/**
 * After the check-in. Drawn faces do not pass for one person: after the photo a document says who it is (two keys), and
 * the decision is a step of its own (three).
 */
const keysOfOne = hasRealPhotos ? 2 : 6
const counting = hasRealPhotos
  ? 'the ordinary case in three keys for one person, two for each more'
  : 'drawn faces, so never the ordinary case: seven keys for one person, six for each more'

story(`twenty groups by the keyboard alone: ${counting}`, async () => {
  await countHands(officer)
  const counted: number[] = []
  for (const group of groups) counted.push(await receive(group))
  pressed = counted.reduce((sum, keys) => sum + keys, 0)
  expect(counted).toEqual(groups.map(({ members }) => 1 + members.length * keysOfOne))
  await officer.check()
})

story('the page itself has heard no other keys, and no pointer', async () => {
  const scanned = groups.reduce((sum, { token }) => sum + token.length + 1, 0)
  const heard = await officer.page.evaluate(() => Reflect.get(globalThis, 'heard'))
  expect(heard).toEqual({ keydown: scanned + pressed, pointerdown: 0 })
  const people = groups.reduce((sum, { members }) => sum + members.length, 0)
  await expect
    .poll(() => desk.countsOf(officer), { timeout: 120_000, interval: 300 })
    .toMatchObject({ determined: people, here: 0, expected: 0 })
})

story(
  'the help lists the keys; they rest behind it, and single letters can be switched off',
  async () => {
    const { page } = officer
    const t = wordsOf(officer, 'desk-keys')
    await page.keyboard.press('Escape')
    await officer.reads(officer.say('arrivals', 'empty-title'))
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: t('keys') })
    await help.getByText(t('key-check-in-rest')).waitFor()
    await officer.check()
    // The switch has the keyboard; a letter does nothing behind the dialog.
    await page.keyboard.press('w')
    await page.keyboard.press('Space')
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })
    // Enter comes after the letter before it, which must have done nothing: the row opens, and not the walk-in.
    await page.keyboard.press('w')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await officer.reads(officer.say('arrival', 'all-decided'))
    expect(page.url()).toContain('/officer/arrivals')
    await officer.button(t('keys')).click()
    await help.getByRole('checkbox').check()
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })
  },
)

story('a button that goes when it is pressed leaves the keyboard near it', async () => {
  const { page } = officer
  await page.getByRole('button', { name: officer.say('arrival', 'amend') }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: officer.say('arrival', 'amend-title') }).waitFor()
  const isNear = () => page.evaluate(() => document.activeElement?.closest('.work') !== null)
  await expect.poll(isNear).toBe(true)
  await page.keyboard.press('1')
  await page.getByRole('heading', { name: officer.say('arrival', 'decide-reason') }).waitFor()
  await page.getByRole('button', { name: officer.say('arrival', 'change-outcome') }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: officer.say('arrival', 'amend-title') }).waitFor()
  await expect.poll(isNear).toBe(true)
})

story(
  'enlarged, arrows scroll the group that stands in the list’s place; Escape goes to its row',
  async () => {
    const { page } = officer
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: officer.say('arrival', 'amend') }).waitFor()
    const appointment = new URL(page.url()).searchParams.get('appointment')
    // As at 200 %, on a low screen.
    await page.setViewportSize({ width: 640, height: 360 })
    await framesPass(officer)
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0)
    expect(page.url()).toContain(appointment ?? 'nobody')
    await officer.check()
    await page.keyboard.press('Escape')
    await officer.reads(officer.say('arrivals', 'empty-title'))
    const row = () => page.evaluate(() => document.activeElement?.getAttribute('data-appointment'))
    await expect.poll(row).toBe(appointment)
    await page.setViewportSize({ width: 1280, height: 800 })
  },
)

/** The page knows of its new size when it is next drawn, as it does long before anybody's hand. */
async function framesPass({ page }: Visitor): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
  })
}

/** Counts in the page what hands do there. */
async function countHands({ page }: Visitor): Promise<void> {
  await page.evaluate(() => {
    const heard = { keydown: 0, pointerdown: 0 }
    Reflect.set(globalThis, 'heard', heard)
    for (const kind of ['keydown', 'pointerdown'] as const) {
      const count = () => {
        heard[kind] += 1
      }
      addEventListener(kind, count, true)
    }
  })
}

// A locked desk: by a key, by time, without a network, by wrong PINs. What the page hides the server
// refuses, whoever holds the cookie.

import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { wordsOf } from './applicant.ts'
import { openBrowser } from './browser.ts'
import * as lane from './lane.ts'
import * as desk from './officer.ts'
import { photoNamed } from './photos.ts'
import type { RunningHouse } from './running-house.ts'
import { beginDay, openMorning, openShelter, port, type Seated, seat } from './seated.ts'
import { storyOf } from './story.ts'
import { openVisitor, screen, type Visitor } from './visit.ts'

const minute = 60_000
/** A group of one, by a document: arrival, identity, decision. */
const stepsOfOne = 3

let house: RunningHouse
let browser: Browser
let officer: Visitor
const groups: Seated[] = []
const story = storyOf({ visitors: () => [officer].filter(Boolean), house: () => house })

beforeAll(async () => {
  house = await openMorning()
  const shelter = await openShelter(house)
  for (let n = 1; n <= 2; n += 1) groups.push(await seat(shelter, { name: `Grupo 0${n}` }))
  house = await beginDay(house)
  browser = await openBrowser(await photoNamed('002_live-webcam'))
  officer = await openVisitor(browser, house, screen)
  await officer.page.clock.install()
  await desk.signInStaff(officer, 'demo-officer')
  await officer.reads('Grupo 01')
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
  await house?.remove()
})

const t = (key: string, args?: Record<string, string | number>) =>
  officer.say('desk-offline', key, args)
const field = () => officer.page.getByLabel(t('pin'), { exact: true })
const hasKeyboard = (part: Locator) => part.evaluate((one) => one === document.activeElement)

/** The day's list as anybody reads it who has the cookies of this browser. */
async function readList(): Promise<string> {
  const cookies = await officer.context.cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const headers = { cookie }
  const answer = await fetch(`${house.address}/api/asks/arrivals?port=${port}`, { headers })
  return answer.ok ? 'read' : ((await answer.json()) as { name: string }).name
}

/** Until the server says so: the page tells it in the background. */
async function untilList(said: string): Promise<void> {
  await expect.poll(readList, { timeout: 30_000 }).toBe(said)
}

async function seesLocked(): Promise<void> {
  await officer.sees(t('locked-title'))
  expect(await officer.page.locator('[data-appointment]').first().isVisible()).toBe(false)
}

async function typePin(pin: string = lane.pin): Promise<void> {
  await field().fill(pin)
  await field().press('Enter')
}

async function seesList(): Promise<void> {
  await officer.page.locator('[data-appointment]').first().waitFor()
}

/** Names of what this computer keeps of the day: the list, what opens it, photos. */
async function kept(): Promise<string[]> {
  return await officer.page.evaluate(async () => {
    const opening = indexedDB.open('garita-desk')
    await new Promise((done) => {
      opening.onsuccess = done
    })
    const keys = opening.result.transaction('kept').objectStore('kept').getAllKeys()
    await new Promise((done) => {
      keys.onsuccess = done
    })
    opening.result.close()
    return keys.result.map(String).filter((name) => /^(day|lock)\//.test(name))
  })
}

story('[W3] without a PIN a lock ends only by signing in anew', async () => {
  expect(await readList()).toBe('read')
  // Whatever was open before stands behind the lock, and takes the keyboard no more.
  await officer.page.keyboard.press('?')
  await officer.page.getByRole('dialog', { name: officer.say('desk-keys', 'keys') }).waitFor()
  await officer.page.clock.fastForward(5 * minute + 1000)
  await seesLocked()
  await officer.reads(t('locked-no-pin'))
  expect(await hasKeyboard(officer.button(t('sign-in-again')))).toBe(true)
  await untilList('session-locked')
  await officer.check()
  await officer.button(t('sign-in-again')).click()
  await officer.sees(officer.say('officer-sign-in', 'title'))
  await desk.signInStaff(officer, 'demo-officer')
  await seesList()
  expect(await readList()).toBe('read')
})

story('[W3] a key locks page and session; loading the page anew opens neither', async () => {
  await lane.choosePin(officer)
  await officer.page.keyboard.press('z')
  await seesLocked()
  await untilList('session-locked')
  expect(await hasKeyboard(field())).toBe(true)
  await officer.check()
  await officer.page.keyboard.press('Escape')
  await officer.page.keyboard.press('Escape')
  await seesLocked()
  await officer.page.reload()
  await seesLocked()
  expect(await readList()).toBe('session-locked')
})

story('[W4] a wrong PIN is said with what is left, and the right one opens both', async () => {
  await typePin('000001')
  await officer.page
    .getByRole('alert')
    .getByText(t('pin-wrong', { count: 4 }))
    .waitFor()
  await field().fill('12')
  await officer.button(t('pin-show')).click()
  expect(await field().getAttribute('type')).toBe('text')
  await officer.check()
  await officer.button(t('pin-hide')).click()
  await typePin()
  await seesList()
  expect(await readList()).toBe('read')
  await officer.check()
})

story('[W5] four minutes without a touch warn, a touch goes on, five lock', async () => {
  await officer.page.clock.fastForward(4 * minute + 1000)
  const warning = officer.page.getByRole('alert').getByText(t('lock-warning'))
  await warning.waitFor()
  await officer.check()
  await officer.page.keyboard.press('Shift')
  await warning.waitFor({ state: 'hidden' })
  expect(await readList()).toBe('read')
  await officer.page.keyboard.press('?')
  await officer.page.clock.fastForward(5 * minute + 1000)
  await seesLocked()
  expect(await hasKeyboard(field())).toBe(true)
  await untilList('session-locked')
  await typePin()
  await seesList()
})

story('[W3] locked without a network, the server hears of it first when it is back', async () => {
  await officer.cutNetwork(true)
  await lane.netOf(officer, 'without').waitFor()
  await lane.receive(officer, groups[0] as Seated, false)
  await officer.reads(t('waiting', { count: stepsOfOne }))
  await officer.page.keyboard.press('z')
  await seesLocked()
  await officer.cutNetwork(false)
  await untilList('session-locked')
  await officer.reads(t('waiting', { count: stepsOfOne }))
  await typePin()
  expect(await lane.untilSent(officer)).toEqual({ sent: stepsOfOne, asked: 0 })
  expect(await readList()).toBe('read')
})

story('[W4] unlocked without a network, the session opens before what waits is sent', async () => {
  await officer.page.keyboard.press('z')
  await untilList('session-locked')
  await officer.cutNetwork(true)
  await typePin()
  await seesList()
  await lane.netOf(officer, 'without').waitFor()
  await lane.receive(officer, groups[1] as Seated, false)
  expect(await readList()).toBe('session-locked')
  await officer.cutNetwork(false)
  expect(await lane.untilSent(officer)).toEqual({ sent: stepsOfOne, asked: 0 })
  expect(await readList()).toBe('read')
})

story('another officer takes the desk over; the list of the first stays sealed', async () => {
  await officer.page.keyboard.press('z')
  await seesLocked()
  await officer.button(t('another')).click()
  await officer.sees(officer.say('officer-sign-in', 'title'))
  expect(await readList()).toBe('not-signed-in')
  await desk.signInStaff(officer, 'demo-officer-all-ports')
  const ports = officer.page.getByRole('combobox', { name: officer.say('arrivals', 'port') })
  await ports.selectOption(port)
  await seesList()
  expect((await kept()).filter((name) => name.startsWith('lock/'))).toHaveLength(1)
})

story('[W4] five wrong PINs end the session and delete the list', async () => {
  await lane.choosePin(officer)
  const before = await kept()
  await officer.page.keyboard.press('z')
  await untilList('session-locked')
  for (let left = 4; left > 0; left -= 1) {
    await typePin(`00000${left}`)
    await officer.page
      .getByRole('alert')
      .getByText(t('pin-wrong', { count: left }))
      .waitFor()
  }
  await typePin('000009')
  await officer.sees(officer.say('officer-sign-in', 'title'))
  expect(await readList()).toBe('not-signed-in')
  const after = await kept()
  expect(before.length).toBeGreaterThan(after.length)
  expect(after.filter((name) => name.startsWith('lock/'))).toHaveLength(1)
})

story('[R20] signing out wipes the list of who signs out', async () => {
  await desk.signInStaff(officer, 'demo-officer')
  await seesLocked()
  await typePin()
  await seesList()
  const words = wordsOf(officer, 'desk')
  await officer.button(words('sign-out')).click()
  await officer.sees(officer.say('officer-sign-in', 'title'))
  await expect.poll(kept).toEqual([])
  expect(await readList()).toBe('not-signed-in')
})

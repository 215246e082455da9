// A lane at the port: one officer at one desk, who goes through groups by scanner and keys, and has
// chosen a PIN, so that the desk goes on without a network.

import { builtInModelFiles, faceFilesFolder } from '@garita/domain/face-mesh'
import { wordsOf } from './applicant.ts'
import * as desk from './officer.ts'
import type { Seated } from './seated.ts'
import type { Visitor } from './visit.ts'

export const pin = '250427'

/** Chooses a PIN and waits until the day's list, the photos and the models are on this computer. */
export async function choosePin(visitor: Visitor): Promise<void> {
  const t = wordsOf(visitor, 'desk-offline')
  await visitor.button(t('pin-offer')).click()
  await visitor.page.getByRole('heading', { name: t('pin-title') }).waitFor()
  await visitor.check()
  await visitor.page.getByLabel(t('pin'), { exact: true }).fill(pin)
  await visitor.page.getByLabel(t('pin-again')).fill(pin)
  const letListGo = await heldBack(visitor, '**/api/asks/day-list*')
  await visitor.button(t('pin-choose')).click()
  // Scans are heard again at once: nobody waits for the list before a dialog that takes their keys.
  await visitor.page.locator('dialog').waitFor({ state: 'detached' })
  letListGo()
  const age = t('list-age', { time: '@', minutes: 0 }).split('@')[0] ?? ''
  await visitor.page.locator('.net-state').getByText(age).waitFor()
  await untilPrepared(visitor)
}

/** Waits until the service worker has kept what comparing photos here needs. */
async function untilPrepared({ page }: Visitor): Promise<void> {
  const files = builtInModelFiles.map((name) => faceFilesFolder + name)
  await page.waitForFunction(async (names) => {
    const kept = await Promise.all(names.map((name) => caches.match(name)))
    return kept.every(Boolean)
  }, files)
}

/** Holds back what is asked at an address, as a slow network does; gives how to let it go. */
async function heldBack({ context }: Visitor, address: string): Promise<() => void> {
  let letGo = () => {}
  const gone = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await context.route(address, async (route) => {
    await gone
    await route.fallback()
  })
  return letGo
}

/** Types the PIN at a desk that is locked. */
export async function unlock(visitor: Visitor): Promise<void> {
  const t = wordsOf(visitor, 'desk-offline')
  await visitor.page.getByLabel(t('pin'), { exact: true }).fill(pin)
  await visitor.button(t('unlock')).click()
}

export const netOf = (visitor: Visitor, state: 'with' | 'without') =>
  visitor.page.locator('.net-state').getByText(visitor.say('desk-offline', `net-${state}`))

type ListAge = {
  /** Of when the list is, by the port's clock: minutes since midnight. */
  readonly madeAt: number
  /** How old the bar says that it is. */
  readonly minutes: number
  /** The clock in the same bar, in minutes since midnight. */
  readonly now: number
}

/** What the bar says of the list on this computer; throws where it says nothing of it. */
export async function listAge({ page, say }: Visitor): Promise<ListAge> {
  const [before = '', between = '', after = ''] = say('desk-offline', 'list-age', {
    time: '@',
    minutes: '@',
  }).split('@')
  const said = new RegExp(`${before}(\\d+):(\\d\\d) ([AP]M)${between}(\\d+)${after}`)
  const bar = (await page.locator('.bar-end').innerText()).replaceAll(/\s+/g, ' ')
  const [found, hour, minute, half, minutes] = said.exec(bar) ?? []
  if (!found) throw new Error(`the bar says no age of the list: ${bar}`)
  const [, hourNow, minuteNow, halfNow] = /(\d+):(\d\d) ([AP]M)/.exec(bar.replace(found, '')) ?? []
  return {
    madeAt: minutesOf(hour, minute, half),
    minutes: Number(minutes),
    now: minutesOf(hourNow, minuteNow, halfNow),
  }
}

/** Of a clock that says AM and PM. */
function minutesOf(hour = '', minute = '', half = ''): number {
  return ((Number(hour) % 12) + (half === 'PM' ? 12 : 0)) * 60 + Number(minute)
}

/**
 * From the scan to the decision, for a group of one: by the photo, or by a document. Gives what is
 * said of the two photos.
 */
export async function receive(
  visitor: Visitor,
  { token, name }: Seated,
  byPhoto: boolean,
): Promise<desk.Band | undefined> {
  const t = wordsOf(visitor, 'arrival')
  const { page } = visitor
  await desk.scan(visitor, token)
  await page.getByRole('heading', { name: t('check-in-title') }).waitFor()
  await page.getByText(name).last().waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 2, name }).waitFor()
  const band = byPhoto ? await desk.photographByKey(visitor) : undefined
  if (!byPhoto) await page.keyboard.press('i')
  await desk.acceptByKeys(visitor)
  await visitor.reads(t('all-decided'))
  return band
}

/** The network is there again: waits until nothing is left to send. Gives what the bar sums up. */
export async function untilSent(visitor: Visitor): Promise<{ sent: number; asked: number }> {
  await netOf(visitor, 'with').waitFor({ timeout: 120_000 })
  const sum = visitor.page.locator('[role=status] .bar-button')
  const said = (await sum.textContent({ timeout: 120_000 })) ?? ''
  const [sent = 0, asked = 0] = (said.match(/\d+/g) ?? []).map(Number)
  return { sent, asked }
}

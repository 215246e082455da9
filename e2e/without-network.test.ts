// Two lanes at one port lose the network in mid-morning and go on, each by itself, with some groups
// in common. When it is back everything is sent once; what happened twice, and what was cancelled
// meanwhile, is asked of a supervisor.

import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { openDatabase } from '../server/src/database/open.ts'
import { openBrowser } from './browser.ts'
import { type Client, signInStaff } from './client.ts'
import * as lane from './lane.ts'
import * as desk from './officer.ts'
import { hasRealPhotos, photoNamed } from './photos.ts'
import type { RunningHouse } from './running-house.ts'
import { beginDay, openMorning, openShelter, port, type Seated, seat } from './seated.ts'
import { storyOf } from './story.ts'
import { openVisitor, screen, type Visitor } from './visit.ts'

const total = 30
/** Groups that each lane receives before the network is lost. */
const before = 2
/** Groups that both lanes receive while neither knows of the other. */
const both = 3
/** Groups of each lane whose photo is taken and compared without a network. */
const photographed = 2
/** Of the port's day, in minutes: twenty to ten. */
const atMorning = 9 * 60 + 40
/** What a lane does with a group: arrival, identity, decision. */
const actsOfOne = 3

/** Those that only the first lane receives; the second has as many or one less. */
const half = Math.ceil((total - both) / 2)
let house: RunningHouse
let browser: Browser
let shelter: Client
let first: Visitor
let second: Visitor
const groups: Seated[] = []
const story = storyOf({ visitors: () => [first, second].filter(Boolean), house: () => house })

/** The first lane takes from the beginning of the list, the second from its end; they meet. */
const ofFirst = () => groups.slice(0, half + both)
const ofSecond = () => groups.slice(half).reverse()
const ofBoth = () => groups.slice(half, half + both)
/** One of the second lane's that only it receives. */
const cancelled = () => groups.at(-before - photographed - 1) as Seated

beforeAll(async () => {
  house = await openMorning()
  shelter = await openShelter(house)
  const photo = await photoNamed('002_ref')
  for (let n = 1; n <= total; n += 1) {
    groups.push(await seat(shelter, { name: `Grupo ${String(n).padStart(2, '0')}`, photo }))
  }
  house = await beginDay(house)
  shelter = await openShelter(house)
  browser = await openBrowser(await photoNamed('002_live-webcam'))
  first = await comeToLane('demo-officer')
  second = await comeToLane('demo-officer-all-ports')
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
  await house?.remove()
})

/** Signs in at San Ysidro and chooses a PIN. */
async function comeToLane(user: string): Promise<Visitor> {
  // One answer is lost on purpose while the network is there.
  const officer = await openVisitor(browser, house, { ...screen, expects: /net::ERR_FAILED/ })
  await desk.signInStaff(officer, user)
  await officer.sees(officer.say('arrivals', 'title'))
  const ports = officer.page.getByRole('combobox', { name: officer.say('arrivals', 'port') })
  await officer.page.locator('[data-appointment]').or(ports).first().waitFor()
  if (await ports.isVisible()) await ports.selectOption(port)
  await officer.reads('Grupo 01')
  await lane.choosePin(officer)
  await officer.check()
  return officer
}

/** Both lanes at the same time. */
async function inBothLanes(work: (officer: Visitor, own: readonly Seated[]) => Promise<void>) {
  await Promise.all([work(first, ofFirst()), work(second, ofSecond())])
}

story('both lanes receive their first groups, and one answer is lost on its way', async () => {
  const keys: (string | undefined)[] = []
  await first.context.route('**/api/acts/check-in', async (route) => {
    keys.push(route.request().headers()['idempotency-key'])
    if (keys.length > 1) return await route.fallback()
    // The house has done it; the desk never hears so.
    await route.fetch()
    await route.abort()
  })
  await inBothLanes(async (officer, own) => {
    for (const group of own.slice(0, before)) await lane.receive(officer, group, false)
    await lane.netOf(officer, 'with').waitFor()
    await officer.check()
  })
  expect(keys.filter((key) => key === keys[0])).toHaveLength(2)
  await first.context.unrouteAll({ behavior: 'wait' })
})

story('the network is cut: the desks say so, with the age of their list', async () => {
  await inBothLanes(async (officer) => {
    await officer.cutNetwork(true)
    await lane.netOf(officer, 'without').waitFor()
    // Of when it is, by the port's clock, and how long that is ago.
    const { madeAt, minutes, now } = await lane.listAge(officer)
    expect(madeAt).toBeGreaterThanOrEqual(atMorning)
    expect([minutes, minutes + 1]).toContain(now - madeAt)
    await officer.check()
  })
})

story(
  'each lane goes on through its groups, some of them the same, with photos compared',
  async () => {
    await inBothLanes(async (officer, own) => {
      for (const [index, group] of own.slice(before).entries()) {
        const isPhotographed = index < photographed
        const band = await lane.receive(officer, group, isPhotographed)
        if (isPhotographed && hasRealPhotos) expect(band).toBe('same')
      }
      const steps = (own.length - before) * actsOfOne + photographed
      await officer.reads(officer.say('desk-offline', 'waiting', { count: steps }))
      await officer.check()
    })
  },
)

story('meanwhile one of the groups cancels', async () => {
  const { group, appointment } = cancelled()
  await shelter.perform('cancel-appointment', { group, appointment })
})

story('the network is back: everything is sent, and what clashes is asked', async () => {
  await Promise.all([first.cutNetwork(false), second.cutNetwork(false)])
  const [one, other] = await Promise.all([lane.untilSent(first), lane.untilSent(second)])
  const done = (ofFirst().length + ofSecond().length - 2 * before) * actsOfOne + 2 * photographed
  expect(one.sent + other.sent + one.asked + other.asked).toBe(done)
  expect(one.asked + other.asked).toBe((both + 1) * actsOfOne)
  await first.check()
  await second.check()
})

story('the supervisor is asked about the groups received twice and the one cancelled', async () => {
  const supervisor = await signInStaff(house.address, 'supervisor')
  const { questions } = await supervisor.ask('questions', {})
  const asked = (kind: string) =>
    questions.filter((one) => one.kind === kind).map(({ appointment }) => appointment)
  const idsOf = (list: readonly Seated[]) => list.map(({ appointment }) => appointment).sort()
  expect([...new Set(asked('double-arrival'))].sort()).toEqual(idsOf(ofBoth()))
  expect([...new Set(asked('cancelled-meanwhile'))]).toEqual(idsOf([cancelled()]))
  const kept = questions.filter((one) => one.act === 'determine')
  expect(kept).toHaveLength(both + 1)
  await seeCases(second)
})

/** The same as a supervisor's page shows it. */
async function seeCases({ context: lost }: Visitor): Promise<void> {
  await lost.close()
  second = await openVisitor(browser, house, { ...screen, language: 'es', locale: 'es-MX' })
  await desk.signInStaff(second, 'supervisor')
  await second.page.waitForURL('**/officer/arrivals')
  await second.visit('/es/officer/cases')
  const t = (key: string) => second.say('cases', key)
  await second.page.getByRole('heading', { name: t('part-found') }).waitFor()
  const line = second.page.locator('.case').filter({ hasText: t('question-double-arrival') })
  await line.first().getByRole('button').first().click()
  await second.reads(t('done-there'))
  await second.check()
  await second.reads(t('question-cancelled-meanwhile'))
}

story('every act stands once in the house', async () => {
  await house.stop()
  const database = await openDatabase({ folder: join(house.folder, 'database') })
  const rows = await database.db
    .selectFrom('records')
    .select(['groupId', 'act', ({ fn }) => fn.countAll<number>().as('count')])
    .where('outcome', '=', 'allowed')
    .where('act', 'in', ['check-in', 'confirm-identity', 'determine'])
    .groupBy(['groupId', 'act'])
    .execute()
  await database.close()
  const came = groups.filter((one) => one !== cancelled()).map(({ group }) => group)
  for (const act of ['check-in', 'confirm-identity', 'determine']) {
    const done = rows.filter((row) => row.act === act)
    expect(done.map(({ groupId }) => groupId).sort()).toEqual(came.toSorted())
    expect(done.map(({ count }) => Number(count))).toEqual(came.map(() => 1))
  }
})

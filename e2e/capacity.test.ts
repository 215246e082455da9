// Capacity in a real browser: a planner plans months, in both languages; a supervisor closes a time
// whose groups are told; two planners change a rule; and a house that is full for a while.

import { portOf } from '@garita/domain/port'
import { instantOf } from '@garita/domain/time'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { localDayText, timeText } from '../web/src/lib/time.ts'
import * as walk from './applicant.ts'
import { wordsOf } from './applicant.ts'
import { openBrowser } from './browser.ts'
import { type Client, readyGroup, signInApplicant } from './client.ts'
import { messagesTo } from './demo.ts'
import { groupOf } from './family.ts'
import * as desk from './officer.ts'
import * as places from './places.ts'
import { openProxy } from './proxy.ts'
import { type RunningHouse, runHouse } from './running-house.ts'
import { say } from './say.ts'
import { storyOf } from './story.ts'
import {
  openVisitor,
  phone,
  screen,
  type Visitor,
  type VisitorOptions,
  visitUntil,
} from './visit.ts'

const sanYsidro = portOf('2504')
if (!sanYsidro) throw new Error('no San Ysidro')
const { zone, name: port } = sanYsidro
const day = '2023-01-19'
const times = [
  ['09:00', '40'],
  ['11:00', '20'],
] as const
const desktop = { en: screen, es: { ...screen, language: 'es', locale: 'es-MX' } } as const
const patient = { timeout: 60_000, interval: 300 }

let house: RunningHouse
let browser: Browser
const visitors: Visitor[] = []
const story = storyOf({ visitors: () => visitors, house: () => house })

beforeAll(async () => {
  house = await runHouse({ env: { GARITA_DEMO_GROUPS: '0' } })
  browser = await openBrowser()
})
afterEach(async () => {
  for (const visitor of visitors.splice(0)) await visitor.close()
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
})

async function come(options: VisitorOptions, at = house): Promise<Visitor> {
  const visitor = await openVisitor(browser, at, options)
  visitors.push(visitor)
  return visitor
}

async function staff(who: string, options: VisitorOptions = screen): Promise<Visitor> {
  const visitor = await come(options)
  await desk.signInStaff(visitor, who)
  await visitor.page.waitForURL(/planner|officer\/(arrivals|signed-in)/)
  return visitor
}

story('a planner plans the rest of the month in Spanish', async () => {
  const planner = await staff('planner', desktop.es)
  await places.planMonth(planner, {
    ...{ port, month: 'this-month', times, holiday: '2023-01-16' },
    reason: 'El plan de enero.',
  })
  // From tomorrow, the eleventh, to the last of the month, but for the holiday.
  await planner.reads(planner.say('plan-places', 'done', { slots: 40, places: '1,200' }))
  await planner.link(planner.say('plan-places', 'see')).click()
  await planner.sees(planner.say('calendar', 'title'))
  await planner.reads('El plan de enero.')
  await planner.check()
})

story('and the next month in English', async () => {
  const planner = await staff('planner')
  await places.planMonth(planner, {
    ...{ port, month: 'next-month', times, holiday: '2023-02-20' },
    reason: 'The plan of February.',
  })
  await planner.reads(planner.say('plan-places', 'done', { slots: 54, places: '1,620' }))
})

story(
  'a supervisor closes a time with groups in it: shown, done, and each group is told',
  async () => {
    const booked = await Promise.all(
      [
        ['Carril', 20],
        ['Puente', 4],
        ['Fila', 3],
      ].map(async ([name, count]) => await bookedGroup(String(name), Number(count))),
    )
    const supervisor = await staff('supervisor')
    await places.openDay(supervisor, day)
    const reason = 'The pedestrian lane is under repair.'
    await places.closeTime(supervisor, { time: '09:00', groups: 3, reason })
    for (const { email, client } of booked) {
      const [group] = (await client.ask('my-journey', {})).groups
      expect(group?.appointment?.state).toBe('standing')
      expect(group?.appointment?.startsAt).not.toBe(instantOf(day, '09:00', zone))
      await expect.poll(() => movedMessagesTo(email), patient).toBe(1)
    }
    const reader = await come(phone)
    const line = reader.page.getByRole('listitem').filter({ hasText: reason })
    await visitUntil(reader, '/es/place-changes', line)
    await line.getByText(reader.say('place-changes', 'closed')).waitFor()
    await line.getByText(localDayText(day, 'es')).waitFor()
    await line.getByText(reader.say('place-changes', 'at', { time: '09:00' })).waitFor()
    await reader.check()
  },
)

story('a group that was moved reads the new time on its phone', async () => {
  const client = await signInApplicant(house.address, 'carril@example.org')
  const [group] = (await client.ask('my-journey', {})).groups
  const person = await come(phone)
  await person.visit('/es/sign-in')
  await walk.signIn(person, 'carril@example.org')
  await person.link(person.say('journey', 'go-pass')).waitFor()
  await person.reads(timeText(group?.appointment?.startsAt ?? 0, zone, 'es'))
  await person.check()
})

story('two planners change a rule, and the public reads what changes, in words', async () => {
  const reason = 'A day to answer is easier to understand.'
  await places.proposeRules(await staff('planner'), { rule: 'offerHours', to: '24', reason })
  const second = await staff('demo-second-planner', desktop.es)
  await places.approveRules(second, '2')
  for (const options of [phone, screen]) {
    const reader = await come(options)
    const t = wordsOf(reader, 'rules')
    await reader.page.clock.setFixedTime('2023-01-10T18:30:00Z')
    const coming = reader.page.getByRole('region', { name: t('coming-title') })
    await visitUntil(reader, `/${reader.language}/rules`, coming)
    await coming.getByText(t('rule-offerHours')).waitFor()
    await coming.getByText(t('change', { before: '23', after: '24' })).waitFor()
    await coming.getByText(t('change-reason', { reason })).waitFor()
    await reader.check()
  }
})

story('a full house is said calmly, and what was sent goes again under the same key', async () => {
  let isFull = false
  const keys: unknown[] = []
  const act = '/api/acts/make-request'
  const proxy = await openProxy(house, {
    instead: ({ path, headers }) => {
      if (path === act) keys.push(headers['idempotency-key'])
      if (!isFull || !path.startsWith('/api/')) return undefined
      return full
    },
  })
  const client = await signInApplicant(house.address, 'lleno@example.org')
  await readyGroup(client, groupOf('Lleno', 3))
  const person = await come({ ...phone, expects: /status of 503/ }, proxy.house)
  const t = wordsOf(person, 'make-request')
  await person.visit('/es/sign-in')
  await walk.signIn(person, 'lleno@example.org')
  await person.link(person.say('journey', 'go-make-request')).click()
  await person.button(`${t('want')}: San Ysidro`).click()
  isFull = true
  await person.button(t('ask')).click()
  await person.reads(person.say('shell', 'overload-title'))
  await person.reads(person.say('shell', 'overload-again'))
  await person.check()
  await expect.poll(() => keys.length, patient).toBeGreaterThan(1)
  isFull = false
  await person.sees(person.say('journey', 'head-await-draw'))
  await person.check()
  expect(new Set(keys).size).toBe(1)
  expect((await client.ask('my-journey', {})).groups[0]?.request?.ports).toEqual(['2504'])
  await person.close()
  await proxy.stop()
})

const full = {
  status: 503,
  headers: { 'content-type': 'application/problem+json', 'retry-after': '1' },
  body: JSON.stringify({ type: 'urn:garita:overload', status: 503, name: 'overload' }),
}

/** A group with an appointment at nine. */
async function bookedGroup(
  name: string,
  count: number,
): Promise<{ readonly client: Client; readonly email: string }> {
  const email = `${name.toLowerCase()}@example.org`
  const client = await signInApplicant(house.address, email)
  const { group } = await readyGroup(client, groupOf(name, count))
  await client.perform('pick-slot', { group, port: '2504', slot: `2504-${day}-0900` })
  return { client, email }
}

/** How often a group was told that its appointment moved. */
async function movedMessagesTo(email: string): Promise<number> {
  const told = await messagesTo(house.address, email)
  const subject = say('es', 'messages-sent', 'appointment-moved.subject', { port: '@', when: '@' })
  const [start = ''] = subject.split('@')
  return told.filter((one) => one.subject.startsWith(start)).length
}

// The day's draw in a real browser: a family asks in Spanish on a small phone, the draw freezes at
// noon and is published while people watch, and the places are taken, changed, lost and given back.
// A journalist, an auditor and a custodian do their part in English.

import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { drawDay } from '../web/src/lib/draw/draw-day.ts'
import * as walk from './applicant.ts'
import { wordsOf } from './applicant.ts'
import * as asking from './asking.ts'
import { openBrowser } from './browser.ts'
import { type Client, readyGroup, signInApplicant } from './client.ts'
import { messagesTo } from './demo.ts'
import { groupOf } from './family.ts'
import * as desk from './officer.ts'
import { openProxy } from './proxy.ts'
import { type RunningHouse, runHouse } from './running-house.ts'
import { beginning, say } from './say.ts'
import { storyOf } from './story.ts'
import {
  openVisitor,
  phone,
  screen,
  untilKept,
  type Visitor,
  type VisitorOptions,
  visitUntil,
} from './visit.ts'
import * as watching from './watching.ts'

const draw = '2023-01-10'
const nextDraw = '2023-01-11'
/** Noon in New York is 17:00 there; the clock ticks every quarter of a minute. */
const morning = '2023-01-10T15:00:00Z'
const beforeNoon = (day: string) => `${day}T16:59:50Z`
const wishes = { ports: ['San Ysidro', 'Nogales'], never: 'Laredo' }
const size = 3
const custodian = 'Example University'

/** A draw waits for two ticks and for the secrets between them. */
const patient = { timeout: 120_000, interval: 500 }

let house: RunningHouse
let browser: Browser
const visitors = new Map<string, Visitor>()
const story = storyOf({ visitors: () => [...visitors.values()], house: () => house })
const clients = new Map<string, Client>()
const known = { ticket: '' }

beforeAll(async () => {
  house = await houseAt(morning)
  browser = await openBrowser()
  for (const name of ['Sorteo', 'Otra']) {
    const client = await signInApplicant(house.address, emailOf(name))
    clients.set(name, client)
    const { group } = await readyGroup(client, groupOf(name, size))
    if (name === 'Otra') {
      await client.perform('make-request', { group, ports: ['2504'], ruledOut: [] })
    }
  }
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
  house?.remove()
})

const emailOf = (name: string) => `${name.toLowerCase()}@example.org`

async function houseAt(clock: string): Promise<RunningHouse> {
  const env = { GARITA_CLOCK: clock, GARITA_DEMO_GROUPS: '24' }
  if (!house) return await runHouse({ env, keep: true })
  // Pages that look by themselves shall not find the house away.
  for (const { page } of visitors.values()) await page.goto('about:blank')
  await house.stop()
  return await runHouse({ env, folder: house.folder, port: house.port })
}

/** Somebody with a page open; who came before goes on where they were. */
async function come(who: string, options: VisitorOptions): Promise<Visitor> {
  const here = visitors.get(who)
  if (here) return here
  const visitor = await openVisitor(browser, house, options)
  visitors.set(who, visitor)
  return visitor
}

/** A family on its phone, at its home. */
async function family(name: string): Promise<Visitor> {
  const isNew = !visitors.has(name)
  const person = await come(name, phone)
  await person.visit(isNew ? '/es/sign-in' : '/es/journey')
  if (isNew) await walk.signIn(person, emailOf(name))
  return person
}

async function staff(role: string): Promise<Visitor> {
  const isNew = !visitors.has(role)
  const person = await come(role, screen)
  if (isNew) {
    await desk.signInStaff(person, role)
    await person.page.waitForURL(/custodian|auditor|officer\/(arrivals|signed-in)/)
  }
  return person
}

/** How a family's group stands, by the server's word. */
async function groupNow(name: string) {
  const [group] = (await clients.get(name)?.ask('my-journey', {}))?.groups ?? []
  if (!group) throw new Error(`${name} has no group`)
  return group
}

async function stateOf(id: string): Promise<string | undefined> {
  const answer = await fetch(`${house.address}/api/asks/draws`)
  const { draws } = (await answer.json()) as { draws: { draw: string; state: string }[] }
  return draws.find((one) => one.draw === id)?.state
}

story(
  'a custodian makes a secret, keeps it in a file, and commits to the draws ahead',
  async () => {
    const person = await staff('custodian')
    await watching.commit(person, join(house.folder, 'long-secret.txt'), custodian)
  },
)

story('a family asks for places on a small phone and sees its ticket before the draw', async () => {
  const person = await family('Sorteo')
  await person.sees(person.say('journey', 'head-pick-slot'))
  await asking.askForPlaces(person, wishes)
  known.ticket = await asking.readTicket(person)
  expect(known.ticket.replaceAll(' ', '')).toMatch(/^[0-9a-f]{32}$/)
  await person.link(person.say('journey', 'go-my-draws')).click()
  await person.sees(person.say('my-draws', 'title'))
  expect(await asking.readTicket(person)).toBe(known.ticket)
})

story('at noon the draw is frozen, and published once the secrets are in', async () => {
  const journalist = await come('journalist', screen)
  const address = `/en/draw?draw=${draw}`
  await journalist.visit(address)
  const t = wordsOf(journalist, 'draw')
  await journalist.page.getByRole('heading', { name: t('committed-title') }).waitFor()
  await journalist.check()
  house = await houseAt(beforeNoon(draw))
  await expect.poll(() => stateOf(draw), patient).toBe('published')
  await journalist.visit(address)
  await journalist.link(t('check')).waitFor()
  await journalist.reads(t('signed-none'))
  await journalist.check()
})

story('the family is told, accepts its places and gets its pass', async () => {
  const person = await family('Sorteo')
  const [start = ''] = say('es', 'messages-sent', 'offer-made.subject', where).split('@')
  const told = async () => (await messagesTo(house.address, emailOf('Sorteo'))).map(subjectOf)
  await expect.poll(told, patient).toContainEqual(expect.stringMatching(beginning(start)))
  await asking.acceptOffer(person, size)
  const { appointment, request } = await groupNow('Sorteo')
  expect(appointment).toMatchObject({ state: 'standing', port: '2504' })
  expect(request).toBeNull()
})

const where = { port: '@', when: '@' }
const subjectOf = ({ subject }: { readonly subject: string }) => subject

story('another family gives its places back, and its request goes on', async () => {
  const person = await family('Otra')
  await asking.declineOffer(person, size)
  await asking.readTicket(person)
})

story('a journalist checks the draw in the browser', async () => {
  const journalist = await come('journalist', screen)
  await watching.openCheck(journalist, draw)
  const start = journalist.say('check-draw', 'start')
  expect(await watching.readFinding(journalist, start)).toBe('holds')
})

story('a byte that was flipped on its way is found and named, with file and line', async () => {
  const flipped = `/draws/${draw}/ranking.ndjson`
  const proxy = await openProxy(house, {
    body: (path, bytes) => (path === flipped ? flipIn(bytes, 2) : bytes),
  })
  const reader = await openVisitor(browser, proxy.house, screen)
  visitors.set('reader', reader)
  await watching.openCheck(reader, draw)
  const start = reader.say('check-draw', 'start')
  expect(await watching.readFinding(reader, start)).toBe('wrong')
  await reader.reads(reader.say('draw-check', 'wrong-line', { file: 'ranking.ndjson', line: '2' }))
  visitors.delete('reader')
  await reader.close()
  await proxy.stop()
})

/** One bit of the first hexadecimal digit that a line says. */
function flipIn(bytes: Buffer, line: number): Buffer {
  const lines = bytes.toString('latin1').split('\n')
  const flipped = Buffer.from(lines[line - 1] ?? '')
  const at = flipped.toString('latin1').search(/[0-9a-f]{32}/)
  flipped[at] = flipped[at] === 0x30 ? 0x31 : 0x30
  lines[line - 1] = flipped.toString('latin1')
  return Buffer.from(lines.join('\n'), 'latin1')
}

story('the family checks its own ticket, and again without a network', async () => {
  const person = await family('Sorteo')
  await person.visit('/es/my-draws')
  expect(await asking.readTicket(person)).toBe(known.ticket)
  await person.link(person.say('my-draws', 'check')).click()
  await watching.readOwnCheck(person)
  await untilKept(person.page)
  await person.cutNetwork(true)
  await person.page.reload()
  await watching.readOwnCheck(person)
  await person.cutNetwork(false)
})

story('it changes to another time without being without a place', async () => {
  const person = await family('Sorteo')
  const before = (await groupNow('Sorteo')).appointment
  await asking.changeToFirst(person, 'San Ysidro', size)
  const after = (await groupNow('Sorteo')).appointment
  expect(after).toMatchObject({ state: 'standing', appointment: before?.appointment })
  expect(after?.startsAt).not.toBe(before?.startsAt)
})

story('it reports trouble, and a supervisor answers with another time', async () => {
  const person = await family('Sorteo')
  const before = (await groupNow('Sorteo')).appointment
  await asking.reportTrouble(person, 'threatened', 'Nos esperan afuera del albergue.')
  const supervisor = await staff('supervisor')
  const t = wordsOf(supervisor, 'cases')
  await supervisor.visit('/en/officer/cases')
  await supervisor.button(t('kind-threatened')).click()
  await supervisor.reads('Nos esperan afuera del albergue.')
  await supervisor.check()
  const answer = beginning(t('answer-re-seated'))
  await supervisor.page.getByRole('radio', { name: answer }).check()
  await supervisor.field(t('seat')).selectOption({ index: 3 })
  await supervisor.field(t('words')).fill('Vengan a esta otra hora.')
  await supervisor.check()
  await supervisor.button(t('send-seat')).click()
  await supervisor.reads(t('trouble-done'))
  await supervisor.check()
  await family('Sorteo')
  await person.reads(person.say('journey', 'trouble-re-seated'))
  await person.reads('Vengan a esta otra hora.')
  await person.check()
  const after = (await groupNow('Sorteo')).appointment
  expect(after).toMatchObject({ state: 'standing', appointment: before?.appointment })
  expect(after?.startsAt).not.toBe(before?.startsAt)
})

story('it cancels, and may pick or ask again with the same registration date', async () => {
  const person = await family('Sorteo')
  const { registeredAt } = await groupNow('Sorteo')
  await asking.cancel(person)
  const group = await groupNow('Sorteo')
  expect(group).toMatchObject({ registeredAt, appointment: { state: 'cancelled' } })
  await person.link(person.say('journey', 'go-make-request')).waitFor()
})

story('an auditor checks the sealed files and signs, and the public reads it', async () => {
  const auditor = await staff('auditor')
  await watching.countersign(auditor, draw, 'Example observers')
  const journalist = await come('journalist', screen)
  const section = journalist.page.getByRole('region', {
    name: journalist.say('draw', 'signed-title'),
  })
  const name = section.getByText('Example observers')
  await visitUntil(journalist, `/en/draw?draw=${draw}`, name)
  await section.getByText(journalist.say('draw', 'holds')).waitFor()
  await journalist.check()
})

story(
  'at the next noon the custodian reveals by an open page, and the draw is published',
  async () => {
    house = await houseAt(beforeNoon(nextDraw))
    await expect.poll(() => stateOf(nextDraw), patient).toBe('frozen')
    const person = await staff('custodian')
    const t = wordsOf(person, 'commit-secrets')
    await person.visit('/en/custodian/commit-secrets')
    await watching.openSecret(person, join(house.folder, 'long-secret.txt'))
    await person.reads(t('revealed', { day: drawDay(nextDraw, 'en') }))
    await person.check()
    await expect.poll(() => stateOf(nextDraw), patient).toBe('published')
    await person.link(t('see-draw')).click()
    const section = person.page.getByRole('region', {
      name: person.say('draw', 'custodians-title'),
    })
    const own = section.getByRole('listitem').filter({ hasText: custodian })
    await own.getByText(person.say('draw', 'revealed')).waitFor()
    await person.check()
  },
)

story('the family that gave its places back was in that draw too', async () => {
  const person = await family('Otra')
  const head = person.say('journey', 'head-accept-offer', { count: size })
  const waiting = person.say('journey', 'head-await-draw')
  await person.page
    .getByRole('heading', { level: 1, name: head })
    .or(person.page.getByRole('heading', { level: 1, name: waiting }))
    .waitFor()
  await person.visit('/es/my-draws')
  await expect.poll(() => person.page.locator('details.card').count(), patient).toBe(2)
  await person.check()
})

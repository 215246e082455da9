import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { family, openSlot, person, readyFamily } from '../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../test/house.ts'
import { type Delivery, startDelivery } from './deliver.ts'
import { openSender } from './sender.ts'
import { readWords } from './words.ts'

type Arrived = { readonly to: string; readonly text: string }

const slot = '2504-2023-01-18-0900'
const words = readWords()
let house: House
let smtp: SMTPServer
let delivery: Delivery
let arrived: Arrived[]
/** How many messages the SMTP server refuses before it takes one. */
let refusals: number
let refused: number

beforeAll(async () => {
  house = await openHouse()
  await openSlot(house, { day: '2023-01-18' })
})

afterAll(() => house.close())

beforeEach(async () => {
  arrived = []
  refusals = 0
  refused = 0
  smtp = smtpServer()
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  await house.world.database.pool.query('update notices set sent_at = made_at')
})

afterEach(async () => {
  await delivery.stop()
  await new Promise<void>((done) => smtp.close(() => done()))
})

test('a picked appointment leads to one message, sent again after the server refused it', async () => {
  refusals = 1
  await start()
  const group = await withMail(1, 'familia-ejemplo-1@example.org')
  const picked = granted(await pick(group, 1))
  await until(async () => (await notices(group)).every((one) => one.sentAt !== null))
  // Two more looks: nothing is sent a second time.
  await pause(1_600)
  expect(refused).toBe(1)
  expect(arrived.map((one) => one.to)).toEqual(['familia-ejemplo-1@example.org'])
  expect(await notices(group)).toMatchObject([{ kind: 'appointment-made', tries: 2 }])
  const { code } = await house.db
    .selectFrom('appointments')
    .select('code')
    .where('id', '=', picked.appointment)
    .executeTakeFirstOrThrow()
  expect(arrived[0]?.text).toContain(code.match(/.{4}/g)?.join('-'))
  expect(arrived[0]?.text).toMatch(/San Ysidro, California el miércoles, 18 de enero de 2023.*9:00/)
  expect(arrived[0]?.text).toContain('https://garita.example.org/es/check-appointment')
})

test('a refused pick announces nothing', async () => {
  await start()
  const other = await withMail(3, 'familia-ejemplo-3@example.org')
  granted(await pick(other, 3))
  const group = await withMail(2, 'familia-ejemplo-2@example.org', 20)
  expect(namesOf(await pick(group, 2))).toEqual(['slot-full'])
  await until(async () => arrived.length > 0)
  expect(await notices(group)).toEqual([])
  expect(arrived.map((one) => one.to)).toEqual(['familia-ejemplo-3@example.org'])
})

test('what no address of the group can be told is marked as failed', async () => {
  await start()
  // A phone alone, and this installation sends e-mail alone.
  const { group } = await readyFamily(house, house.asApplicant(4), person(4))
  granted(await pick(group, 4))
  await until(async () => (await notices(group)).some((one) => one.failedAt !== null))
  expect(await notices(group)).toMatchObject([{ kind: 'appointment-made', sentAt: null }])
  expect(arrived).toEqual([])
})

test('an appointment that was cancelled before its message left is not announced', async () => {
  const group = await withMail(5, 'familia-ejemplo-5@example.org')
  granted(await pick(group, 5))
  await house.db
    .updateTable('appointments')
    .set({ state: 'cancelled' })
    .where('groupId', '=', group)
    .execute()
  await start()
  await until(async () => (await notices(group)).some((one) => one.failedAt !== null))
  expect(arrived).toEqual([])
})

test('a message that never gets through is given up after the last try', async () => {
  refusals = 100
  const group = await withMail(6, 'familia-ejemplo-6@example.org')
  granted(await pick(group, 6))
  await start(2)
  await until(async () => (await notices(group)).some((one) => one.failedAt !== null))
  expect(refused).toBe(2)
  expect(await notices(group)).toMatchObject([{ sentAt: null, tries: 2 }])
})

test('[R6] who was marked absent is told how to go on, unless an officer seated them since', async () => {
  const [group, seated] = [
    await withMail(7, 'familia-ejemplo-7@example.org'),
    await withMail(8, 'familia-ejemplo-8@example.org'),
  ]
  granted(await pick(group, 7))
  granted(await pick(seated, 8))
  await house.world.database.pool.query('update notices set sent_at = made_at')
  house.setNow(Date.UTC(2023, 0, 18, 19))
  granted(await house.perform(house.asClock(), 'mark-absent', { slot }))
  await house.db
    .updateTable('appointments')
    .set({ state: 'standing' })
    .where('groupId', '=', seated)
    .execute()
  await start()
  await until(async () => (await notices(seated)).some((one) => one.failedAt !== null))
  await until(async () => arrived.some((one) => one.to === 'familia-ejemplo-7@example.org'))
  const told = arrived.find((one) => one.to === 'familia-ejemplo-7@example.org')
  expect(told?.text).toMatch(/No los vimos en la garita de San Ysidro, California/)
  expect(arrived.map((one) => one.to)).not.toContain('familia-ejemplo-8@example.org')
})

async function start(tries = 5): Promise<void> {
  const { port } = smtp.server.address() as AddressInfo
  const mail = { url: `smtp://127.0.0.1:${port}`, from: 'garita@example.org' }
  const sender = openSender({ mode: 'production', mail, sms: undefined })
  const address = 'https://garita.example.org'
  const pace = { lookEveryMs: 500, retrySeconds: 1, tries }
  delivery = await startDelivery({ world: house.world, words, sender, address, pace })
}

function smtpServer(): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (refused < refusals) {
          refused += 1
          return done(new Error('try again later'))
        }
        const to = session.envelope.rcptTo.map((one) => one.address).join()
        arrived.push({ to, text: bodyOf(Buffer.concat(chunks).toString('utf8')) })
        done()
      })
    },
  })
}

/** The text of a message as it was before it was encoded for the way. */
function bodyOf(raw: string): string {
  const [head = '', ...body] = raw.split('\r\n\r\n')
  const coded = body.join('\r\n\r\n').trim()
  if (/base64/i.test(head)) return Buffer.from(coded, 'base64').toString('utf8')
  const bytes = coded
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** A group of so many that may pick and can be reached by e-mail. */
async function withMail(number: number, email: string, size = 1): Promise<string> {
  const who = house.asApplicant(number)
  const members = Array.from({ length: size }, (_, index) =>
    person(number * 100 + index, index === 0 ? {} : { relation: 'sibling' }),
  )
  const { group, members: ids } = await readyFamily(house, who, ...members)
  const corrected = members.map((member, index) => ({ id: ids[index] ?? '', ...member }))
  const input = { ...family(...members), group, members: corrected, contact: { email } }
  granted(await house.perform(who, 'correct-group', input))
  return group
}

const pick = (group: string, number: number) =>
  house.perform(house.asApplicant(number), 'pick-slot', { group, port: '2504', slot })

const notices = (group: string) =>
  house.db.selectFrom('notices').selectAll().where('groupId', '=', group).execute()

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function until(is: () => Promise<boolean>): Promise<void> {
  while (!(await is())) await pause(100)
}

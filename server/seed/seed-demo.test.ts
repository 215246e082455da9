import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dayOf } from '@garita/domain/time'
import { fastify } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Accounts, openAccounts } from '../src/accounts/accounts.ts'
import { reportsToRecords } from '../src/accounts/reports.ts'
import { currentTotp } from '../src/accounts/totp.ts'
import { ConfigError } from '../src/config.ts'
import { greeting } from '../src/demo/greeting.ts'
import { addDemo, type DemoAnswer } from '../src/demo/pages.ts'
import { readSignIns } from '../src/demo/sign-ins.ts'
import { demoSender, type Sender } from '../src/notices/sender.ts'
import { readWords } from '../src/notices/words.ts'
import { registered } from '../test/families.ts'
import { type House, openHouse } from '../test/house.ts'
import { demoPorts, zoneOf } from './daily-places.ts'
import { type DemoPlace, seedDemo } from './seed-demo.ts'

// 13:00 at San Ysidro, 15:00 at Brownsville: everywhere some have come and some are yet to come.
const now = Date.UTC(2023, 0, 10, 21)
/** Enough that every state of an arrival is there at every port. */
const groups = 180
let folder: string
let house: House
let sender: Sender
let accounts: Accounts
let said: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'garita-demo-'))
  house = await openHouse({ now })
  sender = demoSender()
  said = []
  accounts = await openAccounts({
    pool: house.world.database.pool,
    keys: house.world.vault.keys,
    address: 'http://localhost:3000',
    sender,
    words: readWords(),
    reports: reportsToRecords(house.door.perform),
  })
})

afterEach(async () => {
  await accounts.close()
  await house.close()
  rmSync(folder, { recursive: true })
})

function placeOf(over: Partial<DemoPlace> = {}): DemoPlace {
  const { world, door } = house
  const say = (line: string) => void said.push(line)
  return { world, perform: door.perform, accounts, sender, folder, groups, say, ...over }
}

test('the demo is a list of acts that the door allows, with every state at every port', async () => {
  await seedDemo(placeOf())
  const { rows: refused } = await house.world.database.pool.query(
    `select act, outcome from records where outcome <> 'allowed'`,
  )
  expect(refused).toEqual([])
  for (const port of demoPorts) {
    const states = await statesToday(port)
    expect(states).toMatchObject({ standing: expect.any(Number), arrived: expect.any(Number) })
    expect(states).toMatchObject({ absent: expect.any(Number), done: expect.any(Number) })
  }
  const outcomes = await house.db
    .selectFrom('determinations')
    .select('outcome')
    .distinct()
    .execute()
  expect(outcomes.map((one) => one.outcome).sort()).toEqual([
    'excepted',
    'not-excepted',
    'referred',
  ])
  // Every screen of the desk has something to show.
  const { rows: shown } = await house.world.database.pool.query(
    `select (select count(*) from appointments where walk_in) > 0 as walkins,
      (select count(*) from desk_notes) > 0 as notes,
      (select count(distinct number) from calls where port = '2504') > 2 as called,
      (select count(*) from questions where kind = 'partly-here' and holds) > 0 as partly,
      (select count(*) from determinations where countersign = 'awaited') > 0 as awaited`,
  )
  expect(shown).toEqual([{ walkins: true, notes: true, called: true, partly: true, awaited: true }])
  const { count } = await house.db
    .selectFrom('groups')
    .select((of) => of.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(count).toBe(groups)
})

test('fourteen days of places are open at every port, and today too', async () => {
  await seedDemo(placeOf({ groups: 0 }))
  const days = await house.db
    .selectFrom('slots')
    .select(['port', 'day'])
    .select((of) => of.fn.sum<number>('places').as('places'))
    .groupBy(['port', 'day'])
    .execute()
  expect(days).toHaveLength(8 * 15)
  const total = days.reduce((sum, one) => sum + Number(one.places), 0)
  expect(total).toBe(1450 * 15)
})

test('one traveler is in two groups, and photos are of at most 24 drawn faces', async () => {
  await seedDemo(placeOf({ groups: 12 }))
  const { rows: shared } = await house.world.database.pool.query(
    'select mac from fingerprints group by mac having count(distinct group_id) > 1',
  )
  expect(shared).toHaveLength(1)
  const { rows: faces } = await house.world.database.pool.query<{ sha256: string }>(
    `select distinct sha256 from photos join members on members.photo_id = photos.id`,
  )
  expect(faces.length).toBeGreaterThan(0)
  expect(faces.length).toBeLessThanOrEqual(24)
})

test('a start that was killed goes on where it stopped, and the next one does nothing', async () => {
  // The door falls shut in the midst of it, as when the process is killed.
  const { world } = house
  const tables = ['groups', 'appointments', 'determinations', 'records', 'photos'] as const
  let left = 120
  const newId = () => {
    left -= 1
    if (left < 0) throw new Error('killed')
    return world.newId()
  }
  const place = placeOf({ groups: 24 })
  await expect(seedDemo({ ...place, world: { ...world, newId } })).rejects.toThrow('killed')
  const begun = readSignIns(folder)
  house.setNow(now + 3_600_000)
  const seeded = await seedDemo(place)
  await seeded.compare()
  expect(seeded.signIns.begunAt).toBe(begun?.begunAt)
  expect(seeded.signIns.staff.map((one) => one.password)).toEqual(
    begun?.staff.map((one) => one.password),
  )
  expect(said.filter((line) => line.includes('refused'))).toEqual([])
  const counts = () =>
    Promise.all(
      tables.map((table) =>
        world.database.pool
          .query(`select count(*) from ${table}`)
          .then(({ rows }) => rows[0]?.count),
      ),
    )
  const before = await counts()
  expect(before[0]).toBe(24)
  await seedDemo(place)
  const after = await counts()
  // Only what keeps fourteen days open is recorded anew.
  expect(after.slice(0, 3)).toEqual(before.slice(0, 3))
})

test('a database with groups that no demo made is left alone', async () => {
  await registered(house, house.asApplicant(1))
  await expect(seedDemo(placeOf({ groups: 0 }))).rejects.toThrow(ConfigError)
  const staff = await house.db.selectFrom('staff').selectAll().execute()
  expect(staff).toEqual([])
})

test('the demo says how to sign in, and shows the codes of the moment', async () => {
  const { signIns } = await seedDemo(placeOf({ groups: 3 }))
  expect(statSync(join(folder, 'demo-sign-ins.json')).mode & 0o777).toBe(0o600)
  const server = fastify()
  addDemo({ world: house.world, sender, accounts, signIns })(server)
  const answer = await server.inject({ url: '/api/demo' })
  expect(answer.headers['cache-control']).toBe('no-store')
  const shown: DemoAnswer = answer.json()
  const officer = shown.staff.find((one) => one.role === 'officer')
  const secret = signIns.staff.find((one) => one.user === officer?.user)?.totpSecret ?? ''
  expect([currentTotp(secret), currentTotp(secret, Date.now() - 30_000)]).toContain(officer?.code)
  expect(officer?.secondsLeft).toBeLessThanOrEqual(30)
  const typed = { user: officer?.user ?? '', password: officer?.password ?? '' }
  const came = await accounts.signInStaff({ ...typed, code: currentTotp(secret) })
  expect(came.ok).toBe(true)
  const text = greeting('http://localhost:3000', signIns)
  for (const one of signIns.staff) {
    expect(text).toContain(one.user)
    expect(text).toContain(one.password)
  }
  expect(shown.messages[0]?.to.address).toBe(shown.applicant.email)
  await server.close()
})

test('the applicant of the demo signs in by a code and has a family with an appointment', async () => {
  const { signIns } = await seedDemo(placeOf({ groups: 3 }))
  const { account, email } = signIns.applicant
  const who = { kind: 'applicant' as const, account: account ?? '', ports: [] }
  const journey = await house.ask(who, 'my-journey', {})
  expect(journey).toMatchObject({ ok: true, value: { groups: [{ next: 'pass' }] } })
  await accounts.sendCode({ kind: 'mail', address: email }, 'es')
  const code = /\d{6}/.exec(sender.recentMessages()[0]?.text ?? '')?.[0] ?? ''
  const came = await accounts.signInByCode({ kind: 'mail', address: email }, code)
  expect(came).toMatchObject({ ok: true, session: { account } })
})

async function statesToday(port: string): Promise<Record<string, number>> {
  const rows = await house.db
    .selectFrom('appointments')
    .innerJoin('slots', 'slots.id', 'appointments.slotId')
    .select('state')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('slots.port', '=', port)
    .where('slots.day', '=', dayOf(now, zoneOf(port)))
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.state, row.count]))
}

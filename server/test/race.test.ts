// Many takers for few places, on a real PostgreSQL and through HTTP; and a negative control: with
// the lock left out, the same test shows the race. A test that cannot show it would prove nothing.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allActs } from '../src/acts/all.ts'
import { pickSlotWith } from '../src/acts/applicant/pick-slot.ts'
import { readConfig } from '../src/config.ts'
import { type Definitions, openDoor } from '../src/perform.ts'
import { type House, runHouse } from '../src/run.ts'
import { type lockSlots, slotColumns } from '../src/store/slots.ts'
import { insertReadyGroups, insertSlot, type ReadyGroup } from './many-groups.ts'
import { freePort, type RunningPostgres, startPostgres } from './postgres.ts'

const groupCount = 500
const places = 100
const seed = 20230112

let postgres: RunningPostgres

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
})

/** Sizes 1 to 6, the same in every run. */
function sizeOf(index: number): number {
  return 1 + ((Math.imul(index + 1, seed) >>> 8) % 6)
}

async function openHouse(name: string): Promise<{ house: House; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'garita-race-'))
  const config = readConfig({
    DATABASE_URL: await postgres.database(name),
    GARITA_DATA: folder,
    GARITA_CLOCK: '2023-01-10T18:00:00Z',
    GARITA_DEMO_GROUPS: '0',
    PORT: String(await freePort()),
  })
  const house = await runHouse(config, () => {})
  const close = async () => {
    await house.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { house, close }
}

async function counts(house: House, slot: string) {
  const { db } = house.world.database
  const { taken } = await db
    .selectFrom('slots')
    .select('taken')
    .where('id', '=', slot)
    .executeTakeFirstOrThrow()
  const row = await db
    .selectFrom('appointments')
    .select([sql<number>`coalesce(sum(size), 0)::int`.as('seated')])
    .select([sql<number>`count(distinct group_id)::int`.as('groups')])
    .select([sql<number>`count(*)::int`.as('appointments')])
    .where('slotId', '=', slot)
    .executeTakeFirstOrThrow()
  return { taken, ...row }
}

describe('a slot of 100 places and 500 groups', () => {
  test('[S1] [B1] through HTTP: places given are places taken, and never more than there are', async () => {
    const { house, close } = await openHouse('race_http')
    try {
      const slot = await insertSlot(house.world, places)
      const ready = await insertReadyGroups(house.world, groupCount, sizeOf)
      const answers = await Promise.all(ready.map((one) => pick(house, one, slot)))
      const given = answers.filter((one) => one.status === 200)
      const statuses = new Set(answers.map((one) => one.status))
      const seated = given.reduce((sum, { index }) => sum + sizeOf(index), 0)
      const found = await counts(house, slot)
      expect([...statuses].sort()).toEqual([200, 409])
      expect(found.taken).toBe(found.seated)
      expect(seated).toBe(found.seated)
      expect(found.appointments).toBe(given.length)
      expect(found.groups).toBe(found.appointments)
      // All are of at most six: what is left is less than the largest family that still asked.
      expect(found.taken).toBeGreaterThan(places - 6)
      expect(found.taken).toBeLessThanOrEqual(places)
    } finally {
      await close()
    }
  })

  test('[B1] two sign-ins of one group that pick at once get one appointment', async () => {
    const { house, close } = await openHouse('race_two_phones')
    try {
      const slot = await insertSlot(house.world, places)
      const ready = await insertReadyGroups(house.world, 40, () => 2)
      await secondPhone(house, ready)
      const answers = await Promise.all(
        ready.flatMap((one) => [
          pick(house, one, slot),
          pick(house, { ...one, account: `second-${one.account}` }, slot),
        ]),
      )
      expect(answers.filter((one) => one.status === 200)).toHaveLength(40)
      expect(answers.filter((one) => one.name === 'appointment-standing')).toHaveLength(40)
      expect(await counts(house, slot)).toMatchObject({ taken: 80, seated: 80, groups: 40 })
    } finally {
      await close()
    }
  })

  test('[I2] the same key sent ten times at once gives one appointment and one answer', async () => {
    const { house, close } = await openHouse('race_same_key')
    try {
      const slot = await insertSlot(house.world, places)
      const [one] = await insertReadyGroups(house.world, 1, () => 3)
      if (!one) throw new Error('no group')
      const key = 'the-same-key-ten-times'
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => pick(house, one, slot, key)),
      )
      expect(new Set(answers.map((answer) => answer.body)).size).toBe(1)
      expect(await counts(house, slot)).toMatchObject({ taken: 3, appointments: 1 })
    } finally {
      await close()
    }
  })

  test('negative control: without the lock more places are given than there are', async () => {
    const { house, close } = await openHouse('race_control')
    try {
      const slot = await insertSlot(house.world, places)
      const ready = await insertReadyGroups(house.world, groupCount, sizeOf)
      const unlocked: typeof lockSlots = async (tx, ids) =>
        await tx
          .selectFrom('slots')
          .select(slotColumns)
          .where('id', 'in', [...ids])
          .execute()
      const control = pickSlotWith(unlocked)
      const definitions: Definitions = { ...allActs, 'pick-slot': control }
      const door = openDoor(house.world, definitions, { together: false })
      await Promise.all(
        ready.map(({ account, group }) =>
          door.perform({
            who: { kind: 'applicant', account, ports: [] },
            act: 'pick-slot',
            input: { group, port: '2504', slot },
            key: `control-${group}`,
          }),
        ),
      )
      const found = await counts(house, slot)
      expect(found.seated).toBeGreaterThan(places)
      expect(found.seated).not.toBe(found.taken)
    } finally {
      await close()
    }
  })
})

async function secondPhone(house: House, ready: readonly ReadyGroup[]): Promise<void> {
  await house.world.database.pool.query(
    `insert into account_groups (account_id, group_id, since, opens_at)
     select 'second-' || account, "group", $3, $3
     from unnest($1::text[], $2::uuid[]) as fresh (account, "group")`,
    [
      ready.map((one) => one.account),
      ready.map((one) => one.group),
      new Date(house.world.now()).toISOString(),
    ],
  )
}

/** As a page does: who is asked to come again sends the same act under the same key. */
async function pick(house: House, ready: ReadyGroup, slot: string, key?: string) {
  for (;;) {
    const answer = await pickOnce(house, ready, slot, key)
    if (answer.status !== 503) return answer
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function pickOnce(house: House, { account, group }: ReadyGroup, slot: string, key?: string) {
  const session = { session: `s-${account}`, account, kind: 'applicant' as const }
  const answer = await fetch(`${house.address}/api/acts/pick-slot`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key ?? `pick-${account}-${group}`,
      origin: house.address,
      cookie: house.accounts.seen(session).split(';')[0] ?? '',
    },
    body: JSON.stringify({ group, port: '2504', slot }),
  })
  const body = await answer.text()
  const name = answer.ok ? null : (JSON.parse(body) as { name: string }).name
  return { status: answer.status, body, name, index: Number(account.split('-').at(-1)) }
}

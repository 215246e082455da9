// Everything that moves places, all at once, on a real PostgreSQL: whoever comes first, a slot holds
// as many places as its appointments, and an appointment as many as its group has members.

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { child, family, openSlot, person, picked, readyFamily } from './families.ts'
import { granted, type House, openHouse } from './house.ts'
import { type RunningPostgres, startPostgres } from './postgres.ts'

const groupCount = 8
const rounds = 3

let postgres: RunningPostgres
let house: House
let slots: string[]

beforeAll(async () => {
  postgres = await startPostgres()
  house = await openHouse({ place: { url: await postgres.database('places') } })
  slots = [
    await openSlot(house, { day: '2023-01-10', time: '13:00', places: 60 }),
    await openSlot(house, { day: '2023-01-10', time: '14:00', places: 60 }),
  ]
})
afterAll(async () => {
  await house.close()
  await postgres.stop()
})

type Held = { readonly n: number; readonly group: string; readonly members: readonly string[] }

/** With one child more, or back to two; what is refused meanwhile is refused. */
async function correct({ n, group, members }: Held, grows: boolean): Promise<void> {
  const { language, contact } = family()
  const known = [person(n), child(n)].map((one, index) => ({ ...one, id: members[index] ?? '' }))
  const input = { group, language, contact, members: grows ? [...known, child(n + 100)] : known }
  await house.perform(house.asApplicant(n), 'correct-group', input)
}

async function pick({ n, group }: Held, slot: string): Promise<void> {
  await house.perform(house.asApplicant(n), 'pick-slot', { group, port: '2504', slot })
}

async function reSeat({ group }: Held, slot: string): Promise<void> {
  const row = await house.db
    .selectFrom('appointments')
    .select('code')
    .where('groupId', '=', group)
    .executeTakeFirstOrThrow()
  const input = { code: row.code, slot, reason: 'prueba' }
  granted(await house.perform(house.asOfficer('2504'), 're-seat', input))
}

/** Slots and appointments whose numbers differ from those of what they hold. */
async function wrong(): Promise<object[]> {
  const { rows } = await sql<object>`
    select slots.id, taken::int, coalesce(sum(size), 0)::int as seated
    from slots left join appointments on slot_id = slots.id group by slots.id
    having taken <> coalesce(sum(size), 0)
    union all
    select appointments.code, size, count(*)::int
    from appointments join members using (group_id) where left_at is null
    group by appointments.code, size having size <> count(*)`.execute(house.db)
  return rows
}

test('[S1] [B8] [G14] corrections, picks and re-seatings at once leave every place accounted for', async () => {
  const held: Held[] = []
  for (let n = 1; n <= groupCount; n += 1) {
    const ready = await readyFamily(house, house.asApplicant(n), person(n), child(n))
    await picked(house, house.asApplicant(n), ready.group, slots[n % 2] ?? '')
    held.push({ n, ...ready })
  }
  for (let round = 0; round < rounds; round += 1) {
    const [here = '', there = ''] = round % 2 ? slots : slots.toReversed()
    await Promise.all(
      held.flatMap((one) => [
        correct(one, true),
        reSeat(one, here),
        pick(one, there),
        reSeat(one, there),
        correct(one, round % 2 === 0),
      ]),
    )
    expect(await wrong()).toEqual([])
  }
  const { seated } = await house.db
    .selectFrom('appointments')
    .select([sql<number>`sum(size)::int`.as('seated')])
    .executeTakeFirstOrThrow()
  expect(seated).toBeGreaterThanOrEqual(2 * groupCount)
  // What is looked for would be found.
  await house.db.updateTable('slots').set({ taken: 1 }).execute()
  expect(await wrong()).toHaveLength(2)
})

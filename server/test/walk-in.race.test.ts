// Many desks receive groups without an appointment into one slot at once, on a real PostgreSQL; and a
// negative control: with the lock left out, the same test shows the race.

import type { InputOf } from '@garita/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allActs } from '../src/acts/all.ts'
import { receiveWalkInWith } from '../src/acts/officer/receive-walk-in.ts'
import { type Definitions, openDoor } from '../src/perform.ts'
import { type lockSlots, slotColumns } from '../src/store/slots.ts'
import { child, openSlot, person } from './families.ts'
import { type House, openHouse } from './house.ts'
import { type RunningPostgres, startPostgres } from './postgres.ts'

const groups = 30
const places = 40
const day = '2023-01-11'
// The day before, so that places can be opened and the morning begin.
const opening = Date.UTC(2023, 0, 10, 18)
const morning = Date.UTC(2023, 0, 11, 18, 30)

let postgres: RunningPostgres

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
})

const inputOf = (n: number, slot: string): InputOf<'receive-walk-in'> => ({
  port: '2504',
  slot,
  language: 'es',
  members: [person(n), child(n), child(n + groups)],
  contact: { phone: '+526640000012' },
  said: [{ member: 0, criteria: ['threatened'], preferToSay: false }],
  reason: 'Ejemplo de motivo.',
})

/** All at once, each from a desk of its own; gives what the slot says and who sits in it. */
async function rush(house: House, door: House['door']) {
  const slot = await openSlot(house, { day, time: '10:00', places })
  await sql`update slots set urgent = 11 where id = ${slot}`.execute(house.db)
  house.setNow(morning)
  const decisions = await Promise.allSettled(
    Array.from({ length: groups }, (_, n) =>
      door.perform({
        who: { kind: 'officer', account: `officer-${n}`, ports: ['2504'] },
        act: 'receive-walk-in',
        input: inputOf(n, slot),
        key: `walk-in-${n}`,
      }),
    ),
  )
  const seated = await house.db
    .selectFrom('appointments')
    .select(['number', 'size'])
    .where('slotId', '=', slot)
    .orderBy('number')
    .execute()
  const row = await house.db
    .selectFrom('slots')
    .select(['taken', 'urgent'])
    .where('id', '=', slot)
    .executeTakeFirstOrThrow()
  const people = seated.reduce((sum, one) => sum + one.size, 0)
  return { decisions, row, people, numbers: seated.map((one) => one.number) }
}

describe('a slot of 40 places and 30 groups of three that came without an appointment', () => {
  test('[R12] [R8] receives those who fit, and gives each a number of its own', async () => {
    const house = await openHouse({
      now: opening,
      place: { url: await postgres.database('walk_in') },
    })
    try {
      const { decisions, row, people, numbers } = await rush(house, house.door)
      expect(decisions.every((one) => one.status === 'fulfilled')).toBe(true)
      expect(people).toBe(39)
      expect(row).toEqual({ taken: 39, urgent: 0 })
      expect(numbers).toEqual(Array.from({ length: 13 }, (_, index) => index + 1))
    } finally {
      await house.close()
    }
  })

  test('negative control: without the lock places given are not places taken', async () => {
    const house = await openHouse({
      now: opening,
      place: { url: await postgres.database('walk_in_control') },
    })
    try {
      const unlocked: typeof lockSlots = async (tx, ids) =>
        await tx
          .selectFrom('slots')
          .select(slotColumns)
          .where('id', 'in', [...ids])
          .execute()
      const control = receiveWalkInWith(unlocked)
      const definitions: Definitions = { ...allActs, 'receive-walk-in': control }
      const { row, people } = await rush(house, openDoor(house.world, definitions))
      expect(people).not.toBe(row.taken)
    } finally {
      await house.close()
    }
  })
})

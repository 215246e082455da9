// Two lanes that check in the same groups at once, and fifty groups that come at the same moment, on
// a real PostgreSQL; with a negative control: where the next number is read and then written, some
// groups get the same one.

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allActs } from '../src/acts/all.ts'
import { checkInWith } from '../src/acts/officer/check-in.ts'
import { openDoor } from '../src/perform.ts'
import type { nextNumber } from '../src/store/waiting-area.ts'
import { granted, type House, openHouse } from './house.ts'
import { insertReadyGroups, insertSlot } from './many-groups.ts'
import { type RunningPostgres, startPostgres } from './postgres.ts'

const groupCount = 50
const size = 3
const begin = Date.UTC(2023, 0, 10, 18)
const morning = begin + 2 * 86_400_000
const port = '2504' as const

let postgres: RunningPostgres

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => await postgres.stop())

type Here = { readonly group: string; readonly appointment: string; readonly members: string[] }

/** A house on the morning of its groups' appointments. */
async function openMorning(name: string): Promise<{ house: House; here: readonly Here[] }> {
  const place = { url: await postgres.database(name) }
  const house = await openHouse({ place, now: begin })
  const slot = await insertSlot(house.world, groupCount * size)
  for (const { account, group } of await insertReadyGroups(house.world, groupCount, () => size)) {
    const who = { kind: 'applicant' as const, account, ports: [] }
    granted(await house.perform(who, 'pick-slot', { group, port, slot }))
  }
  house.setNow(morning)
  const { rows } = await house.world.database.pool.query<Here>(
    `select group_id as group, appointments.id as appointment,
       (select array_agg(id order by position) from members
        where members.group_id = appointments.group_id) as members
     from appointments order by appointments.id`,
  )
  return { house, here: rows }
}

const inputOf = ({ group, appointment }: Here, present: readonly string[]) => ({
  ...{ group, appointment, port, present: [...present] },
})

describe('check-in', () => {
  test('[R8] [R4] two lanes at once: one number a group, one presence a member', async () => {
    const { house, here } = await openMorning('arrival_lanes')
    try {
      const lane = (n: number) => ({ ...house.asOfficer(port), account: `lane-${n}` })
      // The first lane sees the first two of each group, the second all of it.
      const answers = await Promise.all(
        here.flatMap((one) => [
          house.perform(lane(1), 'check-in', inputOf(one, one.members.slice(0, 2))),
          house.perform(lane(2), 'check-in', inputOf(one, one.members)),
        ]),
      )
      const refusals = answers.flatMap((one) => (one.ok ? [] : one.reasons.map(({ name }) => name)))
      // Where the second lane was first, the first lane's pass was used.
      expect(refusals.filter((name) => name !== 'pass-used')).toEqual([])
      const given = new Map<string, Set<number>>()
      for (const one of answers) {
        if (!one.ok) continue
        const { appointment, number } = one.value
        given.set(appointment, (given.get(appointment) ?? new Set()).add(number))
      }
      expect([...given.values()].every((numbers) => numbers.size === 1)).toBe(true)
      expect(await counted(house)).toEqual({
        ...{ presences: groupCount * size, numbers: groupCount, last: groupCount },
        // Nobody is missing in the end, whichever lane was first.
        open: 0,
      })
    } finally {
      await house.close()
    }
  })

  test('[R8] no number is given twice where fifty groups come at once', async () => {
    const { house, here } = await openMorning('arrival_numbers')
    try {
      const answers = await Promise.all(
        here.map((one) =>
          house.perform(house.asOfficer(port), 'check-in', inputOf(one, one.members)),
        ),
      )
      const numbers = answers.map((one) => granted(one).number).sort((a, b) => a - b)
      expect(numbers).toEqual(Array.from({ length: groupCount }, (_, place) => place + 1))
    } finally {
      await house.close()
    }
  })

  test('negative control: a number that is read first and then written is given twice', async () => {
    const { house, here } = await openMorning('arrival_control')
    try {
      const door = openDoor(house.world, { ...allActs, 'check-in': checkInWith(readThenWrite) })
      const who = house.asOfficer(port)
      const answers = await Promise.all(
        here.map((one) => {
          const input = inputOf(one, one.members)
          return door.perform({ who, act: 'check-in', input, key: `control-${one.group}` })
        }),
      )
      const numbers = answers.map((one) => granted(one).number)
      expect(new Set(numbers).size).toBeLessThan(groupCount)
    } finally {
      await house.close()
    }
  })
})

const readThenWrite: typeof nextNumber = async (tx, at, day) => {
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(last), 0) + 1 as next from arrival_numbers
    where port = ${at} and day = ${day}`.execute(tx)
  const next = rows[0]?.next ?? 1
  await sql`insert into arrival_numbers (port, day, last) values (${at}, ${day}, ${next})
    on conflict (port, day) do update set last = excluded.last`.execute(tx)
  return next
}

async function counted(house: House) {
  const { rows } = await sql<{ presences: number; numbers: number; last: number; open: number }>`
    select (select count(*)::int from presences) as presences,
      (select count(distinct number)::int from appointments) as numbers,
      (select last from arrival_numbers) as last,
      (select count(*)::int from questions where settled_at is null) as open`.execute(house.db)
  return rows[0]
}

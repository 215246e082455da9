// Groups change and cancel their appointments while a supervisor closes the slot under them, on a
// real PostgreSQL; and a negative control: where a closure is not worked out again under its locks,
// the same shows places that nobody holds. A test that cannot show it would prove nothing.

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allActs } from '../src/acts/all.ts'
import { closePlacesWith } from '../src/acts/supervisor/close-places.ts'
import type { lockClosure } from '../src/acts/supervisor/closing.ts'
import { type Definitions, openDoor } from '../src/perform.ts'
import { readClosure } from '../src/proposal.ts'
import { openDay, seatMany } from './closing.ts'
import { granted, type House, namesOf, openHouse } from './house.ts'
import { insertReadyGroups, type ReadyGroup } from './many-groups.ts'
import { type RunningPostgres, startPostgres } from './postgres.ts'
import { wrongSums } from './sums.ts'

const port = '2504' as const
const reason = 'Ejemplo'

let postgres: RunningPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => await postgres.stop())

type Begun = {
  readonly house: House
  readonly ready: readonly ReadyGroup[]
  readonly appointments: readonly string[]
  readonly closing: string
  readonly other: string
}

async function begin(name: string, groups: number): Promise<Begun> {
  const house = await openHouse({ place: { url: await postgres.database(name) } })
  const slots = await openDay(house, port, '2023-01-17', ['09:00', '10:00', '11:00'], 300)
  // A closure would take the nearest; groups change to the one after it.
  const [closing = '', , other = ''] = slots
  const ready = await insertReadyGroups(house.world, groups, (index) => 1 + (index % 5))
  const appointments = await seatMany(house, ready, [closing])
  return { house, ready, appointments, closing, other }
}

async function change({ house, ready, appointments, other }: Begun, place: number) {
  const { account, group } = ready[place] ?? { account: '', group: '' }
  const who = { kind: 'applicant' as const, account, ports: [] }
  const input = { group, appointment: appointments[place] ?? '', port, slot: other }
  return await house.perform(who, 'change-appointment', input)
}

/** Proposes and closes until it is done; gives how often it was refused as outdated. */
async function closeStubbornly({ house, closing }: Begun): Promise<number> {
  const who = house.asSupervisor(port)
  for (let outdated = 0; outdated < 200; outdated++) {
    const { proposal } = granted(await house.ask(who, 'propose-closure', { port, slots: closing }))
    const slots = [{ slot: closing, places: 0 }]
    const done = await house.perform(who, 'close-places', { port, slots, reason, proposal })
    if (done.ok) return outdated
    expect(namesOf(done)).toEqual(['proposal-outdated'])
  }
  throw new Error('it never closed')
}

describe('changing against closing', () => {
  test('[H12] whoever comes first, no place is lost or given twice', async () => {
    const begun = await begin('closure_race', 80)
    const { house, closing } = begun
    try {
      const changes = begun.ready.map((_, place) => change(begun, place))
      const [, ...answers] = await Promise.all([closeStubbornly(begun), ...changes])
      const { rows } = await sql<{ standing: number; all: number }>`
        select count(*) filter (where state = 'standing' and slot_id <> ${closing}) as standing,
          count(*) as all from appointments`.execute(house.db)
      // The other slots have room for all: nobody is left in the closed one, and nobody lost.
      expect(rows).toEqual([{ standing: 80, all: 80 }])
      expect(await wrongSums(house.db)).toEqual([])
      const allowed = answers.filter((one) => typeof one === 'object' && one.ok).length
      const moves = await house.db.selectFrom('moves').select('id').execute()
      expect(moves.length).toBeGreaterThanOrEqual(80)
      expect(allowed).toBeGreaterThan(0)
    } finally {
      await house.close()
    }
  })

  /** As `lockClosure`, but without a lock; and a group changes just then. */
  const unlocked =
    (begun: Begun): typeof lockClosure =>
    async (tx, { moves }) => {
      granted(await change(begun, 0))
      const ids = moves.map((move) => move.id)
      const groups = await tx.selectFrom('groups').selectAll().execute()
      const appointments = await tx
        .selectFrom('appointments')
        .selectAll()
        .where('id', 'in', ids)
        .execute()
      return {
        groups: new Map(groups.map((row) => [row.id, row])),
        appointments: new Map(appointments.map((row) => [row.id, row])),
        offers: new Map(),
      }
    }

  async function closeUnlocked(begun: Begun, readAgain: typeof readClosure) {
    const { house, closing } = begun
    const control = closePlacesWith(unlocked(begun), readAgain)
    const definitions: Definitions = { ...allActs, 'close-places': control }
    const door = openDoor(house.world, definitions)
    const who = house.asSupervisor(port)
    const { proposal } = granted(await house.ask(who, 'propose-closure', { port, slots: closing }))
    const input = { port, slots: [{ slot: closing, places: 0 }], reason, proposal }
    return await door.perform({ who, act: 'close-places', input, key: 'control' })
  }

  test('negative control: what is not read again under the locks gives places twice', async () => {
    const begun = await begin('closure_control', 10)
    const { house } = begun
    try {
      const { world, db } = house
      const asked = [{ slot: begun.closing, places: 0 }]
      // What was shown counts, whatever became of it meanwhile.
      const stale = await readClosure(db, port, asked, world.now(), world.rulesAt(world.now()))
      granted(await closeUnlocked(begun, async () => stale))
      expect(await wrongSums(house.db)).not.toEqual([])
    } finally {
      await house.close()
    }
  })

  test('[H12] what came out otherwise when read again is not done', async () => {
    const begun = await begin('closure_outdated', 10)
    try {
      const refusal = await closeUnlocked(begun, readClosure)
      expect(namesOf(refusal)).toEqual(['proposal-outdated'])
      expect(await wrongSums(begun.house.db)).toEqual([])
    } finally {
      await begun.house.close()
    }
  })
})

// A full day at one port, written as sets with real ciphertexts: groups with appointments in the slots
// of today, of which the first part has come.

import { makeCode } from '@garita/domain/code'
import { portOf } from '@garita/domain/port'
import { slotIdOf } from '@garita/domain/slot-id'
import { dayOf, hoursMs, instantOf, minutesMs } from '@garita/domain/time'
import type { World } from '../src/world.ts'
import { insertReadyGroups } from './many-groups.ts'

export type ManyArrivals = {
  readonly port: string
  readonly day: string
  readonly appointments: readonly string[]
}

const slotCount = 20
const placesEach = 200

/**
 * @param here how many of the groups have come, whole.
 * @param sizeOf the size of the n-th group, 1–20.
 */
export async function insertArrivals(
  world: World,
  port: string,
  { groups, here, sizeOf }: { groups: number; here: number; sizeOf: (index: number) => number },
): Promise<ManyArrivals> {
  const { pool } = world.database
  const day = dayOf(world.now(), portOf(port)?.zone ?? 'UTC')
  const slots = await insertSlotsOfToday(world, port, day)
  const ready = await insertReadyGroups(world, groups, sizeOf)
  const ids = ready.map(() => world.newId())
  const now = new Date(world.now()).toISOString()
  await pool.query(
    `insert into appointments (id, group_id, slot_id, size, code, state, made_at, changed_at,
       arrived_at, number)
     select id, "group", slot, size, code, case when n <= $7 then 'arrived' else 'standing' end,
       $6, $6, case when n <= $7 then $6::timestamptz end, case when n <= $7 then n end
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::text[])
       with ordinality as fresh (id, "group", slot, size, code, n)`,
    [
      ids,
      ready.map((one) => one.group),
      ready.map((_, index) => slots[Math.floor((index * slots.length) / groups)]),
      ready.map((one) => one.size),
      ready.map(() => makeCode(world.randomBytes(16))),
      now,
      here,
    ],
  )
  await pool.query(
    `insert into presences (appointment_id, member_id, present_at, by_account)
     select appointments.id, members.id, arrived_at, 'bench'
     from appointments join members on members.group_id = appointments.group_id
     where state = 'arrived' and appointments.id = any($1::uuid[])`,
    [ids],
  )
  await pool.query(
    `update slots set taken = (select coalesce(sum(size), 0) from appointments where slot_id = slots.id)
     where id = any($1::text[])`,
    [slots],
  )
  return { port, day, appointments: ids }
}

/** From six in the morning on, every forty minutes. */
async function insertSlotsOfToday(world: World, port: string, day: string): Promise<string[]> {
  const six = instantOf(day, '06:00', portOf(port)?.zone ?? 'UTC')
  const starts = Array.from({ length: slotCount }, (_, index) => six + index * minutesMs(40))
  const ids = starts.map((startsAt) => slotIdOf({ port, startsAt, kind: 'general' }))
  const opened = new Date(six - hoursMs(24)).toISOString()
  await world.database.pool.query(
    `insert into slots (id, port, day, starts_at, kind, places, opened_at, drawn_at)
     select id, $3, $4, starts_at, 'general', $5, $6, $6
     from unnest($1::text[], $2::timestamptz[]) as fresh (id, starts_at)
     on conflict (id) do update set places = greatest(slots.places, excluded.places)`,
    [ids, starts.map((at) => new Date(at).toISOString()), port, day, placesEach, opened],
  )
  return ids
}

// What tests of closures begin with: many seated groups, requests and offers, written as sets.

import type { InputOf } from '@garita/contract'
import { granted, type House } from './house.ts'
import type { ReadyGroup } from './many-groups.ts'

export type PortCode = InputOf<'open-places'>['port']

/** Opens slots at these times of a day, open to pick; gives their ids in order. */
export async function openDay(
  house: House,
  port: PortCode,
  day: string,
  times: readonly string[],
  places: number,
): Promise<string[]> {
  const input = {
    ...{ port, weekdays: [1, 2, 3, 4, 5, 6, 7], from: day, to: day, kind: 'general' as const },
    times: times.map((time) => ({ time, places })),
  }
  granted(await house.perform(house.asPlanner(), 'open-places', input))
  return times.map((time) => `${port}-${day}-${time.replace(':', '')}`)
}

/** Each group picks one of these slots in turn; gives the appointments in the order of the groups. */
export async function seatMany(
  house: House,
  ready: readonly ReadyGroup[],
  slots: readonly string[],
): Promise<string[]> {
  const answers = await Promise.all(
    ready.map(async ({ account, group }, place) => {
      const slot = slots[place % slots.length] ?? ''
      const port = slot.slice(0, 4) as PortCode
      const who = { kind: 'applicant' as const, account, ports: [] }
      return granted(await house.perform(who, 'pick-slot', { group, port, slot }))
    }),
  )
  return answers.map((one) => one.appointment)
}

/** A request as it lies there, in the group's own order of ports. */
export async function insertRequest(
  house: House,
  group: string,
  request: {
    readonly state: string
    readonly ports: readonly string[]
    readonly ruledOut?: readonly string[]
  },
): Promise<string> {
  const id = house.world.newId()
  const at = new Date(house.world.now()).toISOString()
  await house.world.database.pool.query(
    `insert into requests (id, group_id, state, ports, ruled_out, made_at, changed_at, alive_at)
     values ($1, $2, $3, $4, $5, $6, $6, $6)`,
    [id, group, request.state, request.ports, request.ruledOut ?? [], at],
  )
  return id
}

/** An open offer of a draw in a slot, with the request it came from; gives both ids. */
export async function insertOffer(
  house: House,
  { group, size }: ReadyGroup,
  slot: string,
  hours: number,
): Promise<{ offer: string; request: string }> {
  const request = await insertRequest(house, group, { state: 'offered', ports: ['2504', '2503'] })
  const offer = house.world.newId()
  const now = house.world.now()
  const { pool } = house.world.database
  await pool.query(
    `insert into offers (id, group_id, slot_id, size, state, because, request_id, made_at, expires_at)
     values ($1, $2, $3, $4, 'open', 'draw', $5, $6, $7)`,
    [
      ...[offer, group, slot, size, request],
      ...[now, now + hours * 3_600_000].map((at) => new Date(at).toISOString()),
    ],
  )
  await pool.query('update slots set taken = taken + $2 where id = $1', [slot, size])
  return { offer, request }
}

/** A frozen draw that gives out so many waiting places of a slot. */
export async function freeze(
  house: House,
  slot: string,
  places: number,
): Promise<() => Promise<void>> {
  const { pool } = house.world.database
  const draw = '2023-01-10'
  await pool.query(
    `insert into draws (id, state, sealed_ticket_key, committed_at, frozen_at)
     values ($1, 'frozen', '\\x00', now(), now())`,
    [draw],
  )
  await pool.query(
    'insert into draw_slots (draw, slot_id, position, places) values ($1, $2, 0, $3)',
    [draw, slot, places],
  )
  return async () => {
    await pool.query('delete from draw_slots where draw = $1', [draw])
    await pool.query('delete from draws where id = $1', [draw])
  }
}

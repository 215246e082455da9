// A port closes a whole day with 300 booked groups, on a real PostgreSQL: what was proposed is done,
// nobody is forgotten, told twice or split, and the public log says why.

import type { AskAnswerOf } from '@garita/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertOffer, insertRequest, openDay, seatMany } from './closing.ts'
import { granted, type House, openHouse } from './house.ts'
import { insertReadyGroups, type ReadyGroup } from './many-groups.ts'
import { type RunningPostgres, startPostgres } from './postgres.ts'
import { wrongSums } from './sums.ts'

const groupCount = 300
const offerCount = 6
const reason = 'Obra en el puente, ejemplo'

type Moves = AskAnswerOf<'propose-closure'>['moves']

describe('closing a day with 300 booked groups', () => {
  let postgres: RunningPostgres
  let house: House
  let slots: string[]
  let seated: readonly ReadyGroup[]
  let offered: readonly ReadyGroup[]
  let moves: Moves
  const sizeOf = (index: number) => 1 + (index % 6)

  beforeAll(async () => {
    postgres = await startPostgres()
    house = await openHouse({ place: { url: await postgres.database('closure') } })
    const hours = ['08:00', '09:00', '10:00', '11:00', '12:00', '13:00', '14:00', '15:00']
    slots = await openDay(house, '2504', '2023-01-17', hours, 170)
    await openDay(house, '2504', '2023-01-18', ['09:00', '10:00', '11:00'], 120)
    await openDay(house, '2503', '2023-01-18', ['09:00', '10:00'], 120)
    await openDay(house, '2604', '2023-01-18', ['09:00'], 60)
    const ready = await insertReadyGroups(house.world, groupCount + offerCount, sizeOf)
    seated = ready.slice(0, groupCount)
    offered = ready.slice(groupCount)
    await seatMany(house, seated, slots)
    // Some had asked before they picked: for Nogales next, or not for Calexico.
    for (const one of seated.slice(-60, -30))
      await insertRequest(house, one.group, { state: 'picked', ports: ['2504', '2604'] })
    for (const one of seated.slice(-30)) {
      const wish = { state: 'picked', ports: ['2504'], ruledOut: ['2503'] }
      await insertRequest(house, one.group, wish)
    }
    for (const one of offered) await insertOffer(house, one, slots[0] ?? '', 20)
    const asked = { port: '2504' as const, slots: slots.join(',') }
    const shown = granted(await house.ask(house.asSupervisor('2504'), 'propose-closure', asked))
    expect(shown.groups).toBe(groupCount + offerCount)
    moves = shown.moves
    const input = {
      ...{ port: '2504' as const, reason, proposal: shown.proposal },
      slots: slots.map((slot) => ({ slot, places: 0 })),
    }
    await house.db.updateTable('notices').set({ tries: 1 }).execute()
    const done = granted(await house.perform(house.asSupervisor('2504'), 'close-places', input))
    expect(done).toEqual({
      closed: 8,
      moved: count('moved'),
      offered: count('offered'),
      displaced: count('displaced'),
      ended: count('ended'),
    })
  })
  afterAll(async () => {
    await house.close()
    await postgres.stop()
  })

  const count = (how: string) => moves.filter((one) => one.how === how).length

  test('[H12] every way there is was gone, and every group went the way that was shown', async () => {
    expect(count('moved')).toBeGreaterThan(50)
    expect(count('offered')).toBeGreaterThan(50)
    expect(count('displaced')).toBeGreaterThan(30)
    expect(count('ended')).toBe(offerCount)
    const appointments = await house.db.selectFrom('appointments').selectAll().execute()
    expect(appointments).toHaveLength(groupCount)
    const byId = new Map(moves.map((move) => [move.id, move]))
    expect(
      appointments.map((row) => [row.id, row.state, row.slotId, row.version, row.size]),
    ).toEqual(appointments.map(({ id }) => expectedOf(byId.get(id))))
    const offers = await house.db
      .selectFrom('offers')
      .selectAll()
      .where('because', '=', 'closure')
      .execute()
    expect(
      offers.map((row) => [row.appointmentId, row.slotId, row.size, row.state]).sort(),
    ).toEqual(
      moves
        .filter(({ how }) => how === 'offered')
        .map((move) => [move.id, move.to, move.size, 'open'])
        .sort(),
    )
  })

  function expectedOf(move: Moves[number] | undefined) {
    return move?.how === 'moved'
      ? [move.id, 'standing', move.to, 2, move.size]
      : [move?.id, 'displaced', move?.from, 1, move?.size]
  }

  test('[H9] nobody is offered a port that it ruled out or did not ask for', async () => {
    const rows = await house.db
      .selectFrom('offers')
      .innerJoin('requests', 'requests.groupId', 'offers.groupId')
      .select(['offers.slotId', 'requests.ports', 'requests.ruledOut'])
      .where('offers.because', '=', 'closure')
      .execute()
    expect(rows.length).toBeGreaterThan(0)
    for (const { slotId, ports, ruledOut } of rows) {
      expect(ports).toContain(slotId.slice(0, 4))
      expect(ruledOut).not.toContain(slotId.slice(0, 4))
    }
  })

  test('[H10] open offers went back into requests that stand again', async () => {
    const rows = await house.db
      .selectFrom('requests')
      .innerJoin('offers', 'offers.requestId', 'requests.id')
      .select(['requests.state as request', 'offers.state as offer'])
      .execute()
    expect(rows).toHaveLength(offerCount)
    expect(new Set(rows.map((row) => `${row.request} ${row.offer}`))).toEqual(
      new Set(['standing withdrawn']),
    )
  })

  test('[H13] one message a group, in the words of what became of it', async () => {
    const rows = await house.db
      .selectFrom('notices')
      .select(['groupId', 'kind'])
      .where('tries', '=', 0)
      .execute()
    const kinds = {
      moved: 'appointment-moved',
      offered: 'closure-offered',
      displaced: 'appointment-displaced',
      ended: 'offer-ended',
    }
    expect(rows).toHaveLength(groupCount + offerCount)
    expect(new Set(rows.map((row) => row.groupId)).size).toBe(groupCount + offerCount)
    for (const [how, kind] of Object.entries(kinds))
      expect(rows.filter((row) => row.kind === kind)).toHaveLength(count(how))
  })

  test('[S1] places taken are those that groups hold, in every slot', async () => {
    expect(await wrongSums(house.db)).toEqual([])
    const closed = await house.db
      .selectFrom('slots')
      .select(['taken', 'closedAt'])
      .where('day', '=', '2023-01-17')
      .execute()
    expect(closed).toHaveLength(8)
    expect(closed.every((row) => row.taken === 0 && row.closedAt !== null)).toBe(true)
  })

  test('[S21] everybody sees what was closed, when and why', async () => {
    const { changes } = granted(
      await house.ask(house.asPublic(), 'place-changes', { port: '2504' as const }),
    )
    const closures = changes.filter((one) => one.kind === 'closed')
    expect(closures.map((one) => one.slot).sort()).toEqual([...slots].sort())
    for (const one of closures)
      expect(one).toMatchObject({ day: '2023-01-17', before: 170, after: 0, reason })
    expect(closures[0]?.at).toBe(house.world.now())
  })

  test('the reason is kept with each move, sealed', async () => {
    const rows = await house.db.selectFrom('moves').selectAll().execute()
    expect(rows).toHaveLength(count('moved'))
    expect(rows.some((row) => row.sealedReason.includes(Buffer.from('Obra')))).toBe(false)
    const [row] = rows
    if (!row) throw new Error('nothing was moved')
    const { keyId } = await house.db
      .selectFrom('groups')
      .innerJoin('appointments', 'appointments.groupId', 'groups.id')
      .select('groups.keyId')
      .where('appointments.id', '=', row.appointmentId)
      .executeTakeFirstOrThrow()
    const key = await house.world.vault.keys.open(keyId)
    expect(key.unseal(row.sealedReason, `moves/${row.id}`).toString('utf8')).toBe(reason)
  })
})

// Accepting at the last moment while the clock ends the offers, and picking while places are given
// back, on a real PostgreSQL; and a negative control: where the clock does not read again under its
// locks, the same test shows places lost. Two servers, one a moment ahead of the other.

import { randomUUID } from 'node:crypto'
import { hoursMs } from '@garita/domain/time'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allActs } from '../src/acts/all.ts'
import { expireOffersWith } from '../src/acts/programme/expire-offers.ts'
import { type Definitions, openDoor } from '../src/perform.ts'
import { insertOffers } from '../src/store/offers.ts'
import { insertRequests, updateRequests } from '../src/store/requests.ts'
import { type House, openHouse } from './house.ts'
import { insertReadyGroups, insertSlot, type ReadyGroup } from './many-groups.ts'
import { type RunningPostgres, startPostgres } from './postgres.ts'

const groupCount = 120
const size = 2
const clocks = 3
const begin = Date.UTC(2023, 0, 10, 18)
const expiresAt = begin + hoursMs(23)

let postgres: RunningPostgres

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
})

type Offered = ReadyGroup & { readonly offer: string; readonly request: string }

/** Groups with an open offer each, in one slot that is full of them. */
async function offerAll(house: House, slot: string): Promise<readonly Offered[]> {
  const ready = await insertReadyGroups(house.world, groupCount, () => size)
  const all = ready.map((one) => ({ ...one, offer: randomUUID(), request: randomUUID() }))
  await house.db.transaction().execute(async (tx) => {
    const made = { madeAt: begin, aliveAt: begin, ports: ['2504'], ruledOut: [] }
    await insertRequests(
      tx,
      all.map((one) => ({ id: one.request, groupId: one.group, ...made })),
    )
    await updateRequests(
      tx,
      all.map((one) => ({ id: one.request, state: 'offered' as const })),
      begin,
    )
    const of = { slotId: slot, size, because: 'draw' as const, draw: null, rank: null }
    await insertOffers(
      tx,
      all.map((one) => ({
        ...of,
        id: one.offer,
        groupId: one.group,
        requestId: one.request,
        appointmentId: null,
        madeAt: begin,
        expiresAt,
      })),
    )
    await tx
      .updateTable('slots')
      .set({ taken: groupCount * size })
      .where('id', '=', slot)
      .execute()
  })
  return all
}

/** Comes once everybody has called whom it waits for. */
type Meeting = { readonly come: () => void; readonly all: Promise<void> }

function meetingOf(count: number): Meeting {
  const { promise, resolve } = Promise.withResolvers<void>()
  let here = 0
  const come = () => {
    here += 1
    if (here === count) resolve()
  }
  return { come, all: promise }
}

type Expiring = {
  readonly expire: Definitions['expire-offers']
  /** When families accept; default at once. */
  readonly begin?: Promise<void>
  /** Told when all of them have an answer. */
  readonly end?: () => void
}

/** Half a moment before the end they accept; half a moment after it the clock comes by. */
async function acceptAndExpire(url: string, { expire, begin: called, end }: Expiring) {
  const house = await openHouse({ place: { url }, now: begin })
  const ahead = await openHouse({ place: { url }, now: expiresAt })
  try {
    const slot = await insertSlot(house.world, groupCount * size)
    const all = await offerAll(house, slot)
    house.setNow(expiresAt - 1)
    // The first batches open their connections, and the clock would come by before any has one.
    const { together } = house.world.database
    await Promise.all([0, 1].map(() => sql`select pg_sleep(0.05)`.execute(together)))
    const clock = openDoor(ahead.world, { ...allActs, 'expire-offers': expire })
    const who = ahead.asClock()
    const accept = async () => {
      await called
      return await Promise.all(
        all.map(({ account, group, offer }) =>
          house.perform({ kind: 'applicant', account, ports: [] }, 'accept-offer', {
            group,
            offer,
          }),
        ),
      ).finally(end)
    }
    const accepting = accept()
    const expiries = Array.from({ length: clocks }, (_, n) =>
      clock.perform({ who, act: 'expire-offers', input: { by: expiresAt }, key: `expire/${n}` }),
    )
    const answers = await accepting
    // Where places are lost, the rule for giving places back may notice: a fault, and no answer.
    const faults = (await Promise.allSettled(expiries)).filter((one) => one.status === 'rejected')
    const accepted = answers.filter((one) => one.ok).length
    return { accepted, faults: faults.length, found: await count(house, slot) }
  } finally {
    await ahead.close()
    await house.close()
  }
}

async function count(house: House, slot: string) {
  const { rows } = await sql<{
    taken: number
    seated: number
    held: number
    appointments: number
    accepted: number
    won: number
    standing: number
  }>`
    select taken,
      (select coalesce(sum(size), 0)::int from appointments where slot_id = slots.id) as seated,
      (select coalesce(sum(size), 0)::int from offers where slot_id = slots.id and state = 'open')
        as held,
      (select count(*)::int from appointments) as appointments,
      (select count(*)::int from offers where state = 'accepted') as accepted,
      (select count(*)::int from requests where state = 'won') as won,
      (select count(*)::int from requests where state = 'standing') as standing
    from slots where id = ${slot}`.execute(house.db)
  const [row] = rows
  if (!row) throw new Error('no slot')
  return row
}

describe('offers that end at this moment', () => {
  test('[O2] [O3] [O9] are accepted or expired, each whole, and no place is lost', async () => {
    const url = await postgres.database('offers')
    const { accepted, faults, found } = await acceptAndExpire(url, {
      expire: allActs['expire-offers'],
    })
    expect(faults).toBe(0)
    expect(found.taken).toBe(found.seated + found.held)
    expect(found.appointments).toBe(accepted)
    expect(found.accepted).toBe(accepted)
    expect(found.won).toBe(accepted)
    expect(found.won + found.standing).toBe(groupCount - found.held / size)
  })

  test('negative control: where nothing is read again, places of appointments are given away', async () => {
    const url = await postgres.database('offers_control')
    // The worst moment, made sure of: every clock has found what is open, then everybody accepts,
    // then the clocks go on.
    const [looked, accepted] = [meetingOf(clocks), meetingOf(1)]
    const expire = expireOffersWith(async (_, offers) => {
      looked.come()
      await accepted.all
      return [...offers]
    })
    const times = { begin: looked.all, end: accepted.come }
    const { found } = await acceptAndExpire(url, { expire, ...times })
    expect(found.taken).toBeLessThan(found.seated + found.held)
  })
})

describe('places that are given back while others pick', () => {
  test('[S14] [O4] [B13] every place is open, waits, or belongs to somebody', async () => {
    const house = await openHouse({
      place: { url: await postgres.database('giving') },
      now: begin,
    })
    try {
      const slot = await insertSlot(house.world, groupCount * size)
      const all = await offerAll(house, slot)
      const applicant = (account: string) => ({ kind: 'applicant' as const, account, ports: [] })
      const first = all.slice(0, groupCount / 2)
      const accepted = await Promise.all(
        first.map(({ account, group, offer }) =>
          house.perform(applicant(account), 'accept-offer', { group, offer }),
        ),
      )
      await Promise.all([
        ...all
          .slice(groupCount / 2)
          .map(({ account, group, offer }) =>
            house.perform(applicant(account), 'decline-offer', { group, offer }),
          ),
        ...first.map(async ({ account, group }, index) => {
          const one = accepted[index]
          if (!one?.ok) throw new Error('not accepted')
          const { appointment } = one.value
          const input = { group, appointment }
          await house.perform(applicant(account), 'cancel-appointment', input)
          return await house.perform(applicant(account), 'pick-slot', { group, port: '2504', slot })
        }),
      ])
      const { rows } = await sql<{ wrong: number; taken: number }>`
        select taken - (select coalesce(sum(size), 0)::int from appointments
            where slot_id = slots.id and state <> 'cancelled') as wrong, taken
        from slots`.execute(house.db)
      expect(rows).toMatchObject([{ wrong: 0 }])
    } finally {
      await house.close()
    }
  })
})

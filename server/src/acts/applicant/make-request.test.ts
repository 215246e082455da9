import type { InputOf } from '@garita/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  child,
  family,
  openSlot,
  person,
  picked,
  readyFamily,
  registered,
} from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { askingFamily, offerPlaces } from '../../../test/offered-group.ts'
import { at } from '../../database/open.ts'

const begin = Date.UTC(2023, 0, 10, 18)
const day = 86_400_000

let house: House
let slot: string
let soon: string
let next = 1
const someone = () => house.asApplicant(next++)

beforeAll(async () => {
  house = await openHouse()
  // Opened before anybody asks, so that their places are open.
  slot = await openSlot(house, { places: 60 })
  soon = await openSlot(house, { day: '2023-01-11', time: '15:00' })
})
afterAll(async () => await house.close())
beforeEach(() => house.setNow(begin))

type Ports = InputOf<'make-request'>['ports']
const asked = (group: string, ports: Ports = ['2504'], ruledOut: Ports = []) => ({
  group,
  ports,
  ruledOut,
})
const rowOf = async (id: string) =>
  await house.db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('make-request', () => {
  it('[Q1] [Q3] stands with ports in the group’s own order, for the next draw to come', async () => {
    const who = someone()
    const { group } = await readyFamily(house, who)
    const input = asked(group, ['2503', '2504'], ['2301'])
    const answer = granted(await house.perform(who, 'make-request', input))
    // It is one in the afternoon in New York: today's entries are frozen.
    expect(answer).toMatchObject({ draw: '2023-01-11', expiresAt: begin + 180 * day })
    expect(await rowOf(answer.request)).toMatchObject({
      state: 'standing',
      ports: ['2503', '2504'],
      ruledOut: ['2301'],
      madeAt: begin,
      aliveAt: begin,
    })
    const [mine] = granted(await house.ask(who, 'my-journey', {})).groups
    expect(mine).toMatchObject({
      next: 'await-draw',
      request: { request: answer.request, state: 'standing', ports: ['2503', '2504'] },
    })
  })

  it('[Q1] refuses a second one beside a live one, and takes one after it was withdrawn', async () => {
    const { who, group, request } = await askingFamily(house, someone())
    const again = async () => await house.perform(who, 'make-request', asked(group, ['2402']))
    expect(namesOf(await again())).toEqual(['request-standing'])
    granted(await house.perform(who, 'withdraw-request', { group, request }))
    expect(namesOf(await again())).toEqual([])
  })

  it('[O6] refuses while an offer is open', async () => {
    const { who, group, request } = await askingFamily(house, someone())
    await offerPlaces(house, { group, request, slot })
    expect(namesOf(await house.perform(who, 'make-request', asked(group)))).toEqual(['offer-open'])
  })

  it('[Q13] refuses beside an appointment, but not to who was displaced', async () => {
    const who = someone()
    const { group } = await readyFamily(house, who)
    const { appointment } = await picked(house, who, group, slot)
    const ask = async () => await house.perform(who, 'make-request', asked(group))
    expect(namesOf(await ask())).toEqual(['appointment-standing'])
    await house.db
      .updateTable('appointments')
      .set({ state: 'displaced' })
      .where('id', '=', appointment)
      .execute()
    expect(namesOf(await ask())).toEqual([])
  })

  it('[Q9] [Q10] refuses a port twice and a port that is ruled out, both at once', async () => {
    const who = someone()
    const { group } = await readyFamily(house, who)
    const input = asked(group, ['2504', '2504', '2503'], ['2503'])
    expect(namesOf(await house.perform(who, 'make-request', input))).toEqual([
      'port-repeated',
      'port-ruled-out',
    ])
  })

  it('[B4] [B5] [B6] says all that is missing at once', async () => {
    const who = someone()
    const { group } = await registered(house, who)
    const names = namesOf(await house.perform(who, 'make-request', asked(group)))
    expect(names.sort()).toEqual(['attestation-missing', 'location-missing', 'photos-undecided'])
  })

  it('[L6] [L7] refuses outside the area, and when the location is too old', async () => {
    const who = someone()
    const { group } = await readyFamily(house, who)
    house.setNow(begin + 7 * day)
    expect(namesOf(await house.perform(who, 'make-request', asked(group)))).toEqual([
      'location-stale',
    ])
    const where = { latitude: 16.75, longitude: -93.11, accuracyMeters: 20 }
    granted(await house.perform(who, 'confirm-location', { group, where }))
    expect(namesOf(await house.perform(who, 'make-request', asked(group)))).toEqual([
      'outside-area',
    ])
  })

  it('[Q8] refuses a group that another of the same person goes on for', async () => {
    const named = { givenNames: 'Doble', familyNames: 'De Muestra' }
    const [one, other] = [someone(), someone()]
    const first = await readyFamily(house, one, person(1, named))
    const second = await readyFamily(house, other, person(2, named))
    const settled = { settledAt: at(begin), settledBy: 'x', verdict: 'same' as const }
    await house.db
      .updateTable('sharedTravelers')
      .set({ ...settled, keep: first.group })
      .where((pair) =>
        pair.or([pair('groupA', '=', second.group), pair('groupB', '=', second.group)]),
      )
      .execute()
    const names = namesOf(await house.perform(other, 'make-request', asked(second.group)))
    expect(names).toEqual(['traveler-in-other-group'])
    granted(await house.perform(one, 'make-request', asked(first.group)))
  })

  it('[Q12] refuses while the programme is suspended, from that day on', async () => {
    const who = someone()
    const { group } = await readyFamily(house, who)
    const id = house.world.newId()
    const by = { proposedBy: 'a', proposedAt: at(begin), approvedBy: 'b', approvedAt: at(begin) }
    await house.db
      .insertInto('suspensions')
      .values({ id, fromDay: '2023-01-12', reason: 'Prueba', ...by })
      .execute()
    house.setNow(begin + 2 * day)
    const names = namesOf(await house.perform(who, 'make-request', asked(group)))
    expect(names).toEqual(['programme-suspended'])
    house.setNow(begin)
    const pick = async (of: string) =>
      namesOf(await house.perform(who, 'pick-slot', { group, port: '2504', slot: of }))
    expect(await pick(slot)).toEqual(['programme-suspended'])
    expect(await pick(soon)).toEqual([])
    await house.db.deleteFrom('suspensions').where('id', '=', id).execute()
  })

  it('[I4] does not know another’s group', async () => {
    const { group } = await readyFamily(house, someone())
    const decision = await house.perform(someone(), 'make-request', asked(group))
    expect(namesOf(decision)).toEqual(['group-unknown'])
  })

  it('[I2] the same key gives the same answer and asks once', async () => {
    const who = someone()
    const { group } = await readyFamily(house, who)
    const first = await house.perform(who, 'make-request', asked(group), 'ask-once-1')
    expect(await house.perform(who, 'make-request', asked(group), 'ask-once-1')).toEqual(first)
  })
})

describe('withdraw-request', () => {
  it('[Q2] ends it once, and the registration date stays', async () => {
    const { who, group, request } = await askingFamily(house, someone())
    house.setNow(begin + day)
    const withdraw = async () => await house.perform(who, 'withdraw-request', { group, request })
    expect(granted(await withdraw())).toEqual({ request })
    expect(await rowOf(request)).toMatchObject({ state: 'withdrawn', changedAt: begin + day })
    expect(namesOf(await withdraw())).toEqual(['request-over'])
    const [mine] = granted(await house.ask(who, 'my-journey', {})).groups
    expect(mine).toMatchObject({ registeredAt: begin, request: null, next: 'pick-slot' })
  })

  it('[O6] waits for the answer to an open offer', async () => {
    const { who, group, request } = await askingFamily(house, someone())
    await offerPlaces(house, { group, request, slot })
    const decision = await house.perform(who, 'withdraw-request', { group, request })
    expect(namesOf(decision)).toEqual(['offer-open'])
  })

  it('[I4] does not know the request of another group', async () => {
    const { request } = await askingFamily(house, someone())
    const { who, group } = await askingFamily(house, someone())
    const decision = await house.perform(who, 'withdraw-request', { group, request })
    expect(namesOf(decision)).toEqual(['request-unknown'])
    const stranger = await house.perform(someone(), 'withdraw-request', { group, request })
    expect(namesOf(stranger)).toEqual(['group-unknown'])
  })
})

describe('keep-request', () => {
  it('[Q4] lets it stand for its whole term again', async () => {
    const { who, group, request } = await askingFamily(house, someone())
    house.setNow(begin + 160 * day)
    const answer = granted(await house.perform(who, 'keep-request', { group, request }))
    expect(answer).toEqual({ request, expiresAt: begin + 340 * day })
    expect(await rowOf(request)).toMatchObject({ aliveAt: begin + 160 * day, madeAt: begin })
  })

  it('[Q2] refuses one that is over, and knows no other’s', async () => {
    const { who, group, request } = await askingFamily(house, someone())
    granted(await house.perform(who, 'withdraw-request', { group, request }))
    const over = await house.perform(who, 'keep-request', { group, request })
    expect(namesOf(over)).toEqual(['request-over'])
    const unknown = { group, request: house.world.newId() }
    expect(namesOf(await house.perform(who, 'keep-request', unknown))).toEqual(['request-unknown'])
    const stranger = await house.perform(someone(), 'keep-request', { group, request })
    expect(namesOf(stranger)).toEqual(['group-unknown'])
  })

  it('[Q4] so does confirming where one is', async () => {
    const { who, group, request } = await askingFamily(house, someone())
    house.setNow(begin + 30 * day)
    const where = { latitude: 32.51, longitude: -117.03, accuracyMeters: 20 }
    granted(await house.perform(who, 'confirm-location', { group, where }))
    expect(await rowOf(request)).toMatchObject({ aliveAt: begin + 30 * day })
  })
})

describe('a group in a running draw', () => {
  it('[Q15] keeps its size until the result, and may go another way meanwhile', async () => {
    const { who, group, members, request } = await askingFamily(house, someone())
    const draw = { id: '2023-01-11', sealedTicketKey: Buffer.alloc(1), committedAt: at(begin) }
    const frozenAt = at(begin + 23 * 3_600_000)
    await house.db
      .insertInto('draws')
      .values({ ...draw, state: 'frozen', frozenAt })
      .execute()
    const { language, contact } = family()
    const two = [person(1), child(2)].map((one, index) => ({ ...one, id: members[index] ?? '' }))
    const correct = async (more: ReturnType<typeof child>[]) => {
      const input = { group, language, contact, members: [...two, ...more] }
      return await house.perform(who, 'correct-group', input)
    }
    expect(namesOf(await correct([child(3)]))).toEqual(['group-in-draw'])
    expect(namesOf(await correct([]))).toEqual([])
    granted(await house.perform(who, 'withdraw-request', { group, request }))
    expect(namesOf(await correct([child(3)]))).toEqual([])
    // Who asks once entries are frozen is in the next draw.
    house.setNow(begin + 23.5 * 3_600_000)
    const late = await askingFamily(house, someone())
    const input = {
      ...{ group: late.group, language, contact },
      members: [{ ...person(1), id: late.members[0] ?? '' }],
    }
    expect(namesOf(await house.perform(late.who, 'correct-group', input))).toEqual([])
    await house.db.updateTable('draws').set({ state: 'void' }).execute()
  })
})

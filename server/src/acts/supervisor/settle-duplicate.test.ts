import { randomUUID } from 'node:crypto'
import type { InputOf } from '@garita/contract'
import { hoursMs } from '@garita/domain/time'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { child, family, openSlot, person, picked, readyFamily } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import type { Who } from '../../act.ts'
import { at } from '../../database/open.ts'
import { findClusters, findSharingStates, isEndedBySharing } from '../../store/shared-travelers.ts'

const start = Date.UTC(2023, 0, 10, 18)

type Held = { readonly who: Who; readonly group: string; readonly members: readonly string[] }

let house: House
let n = 700
let one: Held
let other: Held
/** The child that both name. */
let shared: ReturnType<typeof child>

beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => await house.close())
beforeEach(async () => {
  house.setNow(start)
  n += 10
  shared = child(n, { givenNames: `Ejemplo compartido ${n}` })
  one = await held(person(n, { givenNames: `Ejemplo A ${n}` }), shared)
  house.setNow(start + 1)
  other = await held(person(n, { givenNames: `Ejemplo B ${n}` }), shared)
})

async function held(...members: ReturnType<typeof person>[]): Promise<Held> {
  n += 1
  const who = house.asApplicant(n)
  return { who, ...(await readyFamily(house, who, ...members)) }
}

const settle = async (over: Partial<InputOf<'settle-duplicate'>> = {}, ports = ['2503']) =>
  await house.perform(house.asSupervisor(...ports), 'settle-duplicate', {
    groups: [one.group, other.group],
    verdict: 'same',
    keep: one.group,
    ...over,
  })
const different = async () =>
  await house.perform(house.asSupervisor('2503'), 'settle-duplicate', {
    groups: [other.group, one.group],
    verdict: 'different',
  })
const ask = async ({ who, group }: Held, ports: InputOf<'make-request'>['ports'] = ['2504']) =>
  await house.perform(who, 'make-request', { group, ports, ruledOut: [] })
const clusterOf = async (group: string) => (await findClusters(house.db)).get(group)
const noticesOf = async ({ group }: Held, kind: string) =>
  (
    await house.db
      .selectFrom('notices')
      .select('facts')
      .where('groupId', '=', group)
      .where('kind', '=', kind)
      .execute()
  ).map((row) => row.facts)
const stateOf = async (table: 'requests' | 'offers' | 'appointments', { group }: Held) =>
  (await house.db.selectFrom(table).select('state').where('groupId', '=', group).execute()).map(
    (row) => row.state,
  )
const correct = async ({ who, group, members }: Held, ...typed: ReturnType<typeof person>[]) => {
  const { language, contact } = family()
  const named = typed.map((member, place) => {
    const id = members[place]
    return id ? { ...member, id } : member
  })
  const input = { group, language, contact, members: named }
  return granted(await house.perform(who, 'correct-group', input))
}
const firstOf = (held: Held) =>
  person(n, { givenNames: `Ejemplo ${held === one ? 'A' : 'B'} ${n}` })

describe('a shared traveler', () => {
  it('[Q5] joins the groups, and [Q6] both are told once', async () => {
    expect(await clusterOf(one.group)).toBe(one.group)
    expect(await clusterOf(other.group)).toBe(one.group)
    expect(await noticesOf(one, 'traveler-shared')).toHaveLength(1)
    expect(await noticesOf(other, 'traveler-shared')).toHaveLength(1)
    const third = await held(person(n, { givenNames: `Ejemplo C ${n}` }), shared)
    expect(await clusterOf(third.group)).toBe(one.group)
    expect(await noticesOf(one, 'traveler-shared')).toHaveLength(1)
    expect(await noticesOf(third, 'traveler-shared')).toHaveLength(1)
    const states = await findSharingStates(house.db, [one.group, third.group])
    expect([...states.values()]).toEqual(['open', 'open'])
  })

  it('[Q5] who leaves parts the groups, and who comes joins them again', async () => {
    const alone = { ...other, members: other.members.slice(0, 1) }
    await correct(other, firstOf(other))
    expect(await clusterOf(one.group)).toBeUndefined()
    await correct(alone, firstOf(other), shared)
    expect(await clusterOf(one.group)).toBe(one.group)
    expect(await noticesOf(one, 'traveler-shared')).toHaveLength(2)
  })

  it('[Q5] a name typed wrongly and corrected parts them too, while nobody settled it', async () => {
    await correct(other, firstOf(other), { ...shared, givenNames: `Otro ejemplo ${n}` })
    expect(await clusterOf(one.group)).toBeUndefined()
  })
})

describe('settle-duplicate', () => {
  it('[Q6] different: they take no turns any more, and whoever is corrected stays apart', async () => {
    granted(await different())
    expect(await clusterOf(one.group)).toBeUndefined()
    for (const held of [one, other])
      expect(await noticesOf(held, 'duplicate-settled')).toEqual([{ outcome: 'different' }])
    await correct(other, firstOf(other), shared)
    expect(await clusterOf(one.group)).toBeUndefined()
    const newcomer = child(n, { givenNames: `Ejemplo nuevo ${n}` })
    await correct(one, firstOf(one), shared, newcomer)
    await correct(other, firstOf(other), shared, newcomer)
    expect(await clusterOf(one.group)).toBe(one.group)
  })

  it('[Q7] same: the other’s request ends, an open offer is withdrawn, an appointment stays', async () => {
    const slot = await openSlot(house, { day: '2023-01-18', time: `10:${n % 60}`.slice(0, 5) })
    const { request } = granted(await ask(other))
    await house.db
      .insertInto('offers')
      .values({
        ...{ id: randomUUID(), groupId: other.group, slotId: slot, size: 2, state: 'open' },
        ...{ because: 'draw', requestId: request },
        ...{ madeAt: at(start), expiresAt: at(start + hoursMs(23)) },
      })
      .execute()
    await house.db.updateTable('slots').set({ taken: 2 }).where('id', '=', slot).execute()
    expect(granted(await settle())).toEqual({ verdict: 'same', ended: other.group })
    expect(await stateOf('requests', other)).toEqual(['ended'])
    expect(await stateOf('offers', other)).toEqual(['withdrawn'])
    const row = house.db.selectFrom('slots').select(['taken', 'waiting']).where('id', '=', slot)
    // Nobody else asks for this port, so the places are open at once.
    expect(await row.execute()).toEqual([{ taken: 0, waiting: 0 }])
    expect(await noticesOf(one, 'duplicate-settled')).toEqual([{ outcome: 'goes-on' }])
    expect(await noticesOf(other, 'duplicate-settled')).toEqual([{ outcome: 'ended' }])
    expect((await isEndedBySharing(house.db, [one.group, other.group])).has(one.group)).toBe(false)
    expect((await findSharingStates(house.db, [other.group])).get(other.group)).toBe('ended')
  })

  it('[Q8] an ended group asks for nothing until the traveler left it; another spelling is not enough', async () => {
    const slot = await openSlot(house, { day: '2023-01-20', time: `11:${n % 60}`.slice(0, 5) })
    await picked(house, other.who, other.group, slot)
    granted(await settle())
    expect(await stateOf('appointments', other)).toEqual(['standing'])
    await house.db
      .updateTable('appointments')
      .set({ state: 'absent' })
      .where('groupId', '=', other.group)
      .execute()
    expect(namesOf(await ask(other))).toEqual(['traveler-in-other-group'])
    await correct(other, firstOf(other), { ...shared, givenNames: `Otro ejemplo ${n}` })
    expect(namesOf(await ask(other))).toEqual(['traveler-in-other-group'])
    await correct(other, firstOf(other))
    expect(namesOf(await ask(other))).toEqual([])
    expect((await ask(one)).ok).toBe(true)
  })

  it('[U8] [Q7] is settled once, and of the same person one group of the two goes on', async () => {
    const input = { groups: [one.group, other.group], verdict: 'same' as const }
    const supervisor = house.asSupervisor('2503')
    const missing = await house.perform(supervisor, 'settle-duplicate', input)
    expect(namesOf(missing)).toEqual(['keep-missing'])
    expect(namesOf(await settle({ keep: randomUUID() }))).toEqual(['keep-unknown'])
    granted(await settle())
    expect(namesOf(await settle())).toEqual(['pair-settled'])
    const groups = [one.group, randomUUID()]
    expect(namesOf(await settle({ groups }))).toEqual(['pair-unknown'])
    expect(namesOf(await settle({ groups: [one.group, one.group] }))).toEqual(['pair-unknown'])
  })

  it('[U10] is for supervisors of every port that has to do with either group', async () => {
    // Both are in Baja California, whose middle is nearest to Calexico.
    expect(namesOf(await settle({}, ['2301', '2402']))).toEqual(['pair-unknown'])
    const seen = async (...ports: string[]) =>
      granted(await house.ask(house.asSupervisor(...ports), 'cases', {})).duplicates.filter(
        ({ groups }) => groups.some(({ group }) => group === one.group),
      )
    expect(await seen('2301', '2402')).toEqual([])
    granted(await ask(one, ['2504', '2402']))
    const [found] = await seen('2402')
    expect(found).toMatchObject({ foundAt: start + 1 })
    const group = found?.groups.find((group) => group.group === one.group)
    expect(group).toEqual({
      ...{ group: one.group, size: 2, language: 'es', registeredAt: start },
      ...{ firstPerson: `Ejemplo A ${n - 2}`, request: true, appointment: false, arrived: false },
      members: [
        {
          ...{ name: `Ejemplo A ${n - 2} Ejemplo Ficticio`, country: 'HN', shared: false },
          birth: { year: 1988, month: 5, day: 17, approximate: false },
        },
        {
          ...{ name: `Ejemplo compartido ${n - 2} Ejemplo Ficticio`, country: 'HN', shared: true },
          birth: { year: 2019, month: 3, day: 2, approximate: false },
        },
      ],
    })
    granted(await settle({}, ['2402']))
    expect(await seen('2402', '2503')).toEqual([])
    const settledAt = async (...ports: string[]) => {
      const query = { kind: 'duplicate' as const, case: other.group, other: one.group }
      return granted(await house.ask(house.asSupervisor(...ports), 'settled-case', query)).settled
    }
    expect(await settledAt('2402')).toMatchObject({ by: 'supervisor-1', mine: true, how: 'same' })
    expect(await settledAt('2301')).toBeNull()
  })
})

import type { InputOf } from '@garita/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freeze, insertOffer, insertRequest, openDay, seatMany } from '../../../test/closing.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { insertReadyGroups, type ReadyGroup } from '../../../test/many-groups.ts'
import { wrongSums } from '../../../test/sums.ts'
import { compose } from '../../notices/compose.ts'
import { readWords } from '../../notices/words.ts'

const port = '2504' as const
const reason = 'Razón de ejemplo'
const day = '2023-01-17'

describe('places of slots', () => {
  let house: House
  let slots: string[]
  let past: string
  let elsewhere: string
  let ready: readonly ReadyGroup[]
  let appointments: readonly string[]
  beforeAll(async () => {
    house = await openHouse()
    const times = ['09:00', '10:00', '11:00', '12:00']
    slots = await openDay(house, port, day, times, 40)
    past = (await openDay(house, port, '2023-01-10', ['11:00'], 20))[0] ?? ''
    elsewhere = (await openDay(house, '2503', day, ['09:00'], 20))[0] ?? ''
    ready = await insertReadyGroups(house.world, 9, () => 4)
    // Six in the first slot; two more get offers there, one only waits.
    appointments = await seatMany(house, ready.slice(0, 6), slots.slice(0, 1))
    house.setNow(Date.UTC(2023, 0, 10, 20))
  })
  afterAll(async () => await house.close())

  const supervisor = () => house.asSupervisor(port)
  const change = async (list: InputOf<'change-places'>['slots'], who = supervisor()) =>
    await house.perform(who, 'change-places', { port, slots: list, reason })
  const reopen = async (list: string[], who = supervisor()) =>
    await house.perform(who, 'reopen-places', { port, slots: list, reason })
  const propose = async (text: string, who = supervisor()) =>
    await house.ask(who, 'propose-closure', { port, slots: text })
  const close = async (list: InputOf<'close-places'>['slots'], proposal = '0'.repeat(64)) =>
    await house.perform(supervisor(), 'close-places', { port, slots: list, reason, proposal })
  const roomOf = async (id: string) =>
    await house.db
      .selectFrom('slots')
      .select(['places', 'taken', 'waiting', 'urgent'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  const one = (places: number, place = 1) => [{ slot: slots[place] ?? '', places }]

  it('[H2] more and fewer places, all or none, and the log says what they were', async () => {
    expect(granted(await change([...one(60), ...one(30, 2), ...one(40, 3)]))).toEqual({
      ...{ changed: 2, places: 10 },
    })
    expect(await roomOf(slots[1] ?? '')).toMatchObject({ places: 60, taken: 0 })
    const { changes } = granted(await house.ask(house.asPublic(), 'place-changes', { port }))
    expect(changes.slice(0, 2).map(({ kind, before, after }) => [kind, before, after])).toEqual([
      ['changed', 40, 30],
      ['changed', 40, 60],
    ])
    granted(await change([...one(40), ...one(40, 2)], house.asPlanner()))
  })

  it('[H1] a supervisor shapes the own ports alone, a planner each', async () => {
    const other = house.asSupervisor('2503')
    const mine = ['port-not-mine']
    expect(namesOf(await change(one(60), other))).toEqual(mine)
    expect(namesOf(await reopen([slots[1] ?? ''], other))).toEqual(mine)
    expect(namesOf(await propose(slots[1] ?? '', other))).toEqual(mine)
    const calendar = { port, from: day, to: day }
    expect(namesOf(await house.ask(other, 'calendar', calendar))).toEqual(mine)
    const input = { port, slots: one(0), reason, proposal: '0'.repeat(64) }
    expect(namesOf(await house.perform(other, 'close-places', input))).toEqual(mine)
  })

  it('[H1] [H3] refuses changes that cannot be, each by its name', async () => {
    const at = (slot: string, places = 40) => [{ slot, places }]
    expect(namesOf(await change(at('2504-2023-01-17-0300')))).toEqual(['slot-unknown'])
    expect(namesOf(await change(at(elsewhere)))).toEqual(['slot-elsewhere'])
    expect(namesOf(await change([...one(60), ...one(60)]))).toEqual(['slot-repeated'])
    expect(namesOf(await change(at(past)))).toEqual(['slot-past'])
    expect(namesOf(await change(one(19)))).toEqual(['places-too-few'])
    expect(namesOf(await change(one(200_000)))).toEqual([])
    expect(namesOf(await change(one(200_001)))).toEqual(['places-too-many'])
    granted(await change(one(40)))
    const taken = await change([...one(60), ...one(22, 0)])
    expect(taken).toMatchObject({
      reasons: [{ name: 'places-taken', facts: { slots: [{ slot: slots[0], taken: 24 }] } }],
    })
    expect(await roomOf(slots[1] ?? '')).toMatchObject({ places: 40 })
    expect(namesOf(await reopen([slots[1] ?? '']))).toEqual(['slot-open'])
    expect(namesOf(await reopen(['2504-2023-01-17-0300']))).toEqual(['slot-unknown'])
    expect(namesOf(await reopen([past]))).toEqual(['slot-past', 'slot-open'])
    expect(namesOf(await reopen([elsewhere]))).toEqual(['slot-elsewhere', 'slot-open'])
  })

  it('[H5] what a frozen draw gives out stays until it did', async () => {
    const slot = slots[3] ?? ''
    await house.db.updateTable('slots').set({ waiting: 30 }).where('id', '=', slot).execute()
    const thaw = await freeze(house, slot, 25)
    expect(namesOf(await change(one(24, 3)))).toEqual(['slot-in-draw'])
    expect(granted(await change(one(25, 3)))).toEqual({ changed: 1, places: -15 })
    expect(namesOf(await propose(slot))).toEqual(['slot-in-draw'])
    expect(namesOf(await close(one(0, 3)))).toEqual(['slot-in-draw'])
    const { slots: shown } = granted(
      await house.ask(house.asPlanner(), 'calendar', { port, from: day, to: day }),
    )
    expect(shown.map(({ inDraw }) => inDraw)).toEqual([false, false, false, true])
    await thaw()
    await house.db.updateTable('slots').set({ waiting: 0 }).where('id', '=', slot).execute()
    granted(await change(one(40, 3)))
  })

  it('[H5] [H14] a proposal that cannot be is refused by name', async () => {
    const first = slots[0] ?? ''
    expect(namesOf(await propose('2504-2023-01-17-0300'))).toEqual(['slot-unknown'])
    expect(namesOf(await propose(elsewhere))).toEqual(['slot-elsewhere'])
    expect(namesOf(await propose(`${first},${first}`))).toEqual(['slot-repeated'])
    expect(namesOf(await propose(past))).toEqual(['slot-past'])
    expect(namesOf(await propose(`${first}=19`))).toEqual(['places-too-few'])
    for (const text of ['', 'u', `${first},`, `${first}=`, `${first}=1234567`])
      expect(namesOf(await propose(text))).toEqual(['slots-unreadable'])
    expect(namesOf(await close([{ slot: '2504-2023-01-17-0300', places: 0 }]))).toEqual([
      'slot-unknown',
    ])
    expect(namesOf(await close([{ slot: elsewhere, places: 0 }]))).toEqual(['slot-elsewhere'])
    expect(namesOf(await close([...one(0), ...one(0)]))).toEqual(['slot-repeated'])
    expect(namesOf(await close([{ slot: past, places: 0 }]))).toEqual(['slot-past'])
    expect(namesOf(await close(one(19)))).toEqual(['places-too-few'])
    expect(namesOf(await close(one(0)))).toEqual(['proposal-outdated'])
  })

  it('[H6] a slot made smaller moves those who came last, and the rest stays', async () => {
    const slot = slots[0] ?? ''
    const { proposal, moves, groups, people } = granted(await propose(`${slot}=20`))
    expect({ groups, people }).toEqual({ groups: 1, people: 4 })
    expect(moves).toMatchObject([{ from: slot, to: slots[1], how: 'moved', size: 4 }])
    expect(granted(await close(one(20, 0), proposal))).toEqual({
      ...{ closed: 1, moved: 1, offered: 0, displaced: 0, ended: 0 },
    })
    expect(await roomOf(slot)).toMatchObject({ places: 20, taken: 20 })
    expect(await wrongSums(house.db)).toEqual([])
    const { changes } = granted(await house.ask(house.asPublic(), 'place-changes', { port }))
    expect(changes[0]).toMatchObject({ slot, kind: 'changed', before: 40, after: 20, reason })
  })

  it('[H10] [H11] who arrived stays counted; an offer moves along with its time to answer', async () => {
    const slot = slots[0] ?? ''
    const [arrived = ''] = await findStandingAt(slot)
    await house.db
      .updateTable('appointments')
      .set({ state: 'arrived' })
      .where('id', '=', arrived)
      .execute()
    granted(await change(one(40, 0)))
    const offering = ready[6]
    if (!offering) throw new Error('too few groups')
    const { offer } = await insertOffer(house, offering, slot, 20)
    const { proposal, moves } = granted(await propose(slot))
    expect(moves.map(({ how, to }) => [how, to])).toEqual(moves.map(() => ['moved', slots[1]]))
    expect(moves.at(-1)).toMatchObject({ what: 'offer', id: offer })
    granted(await close(one(0, 0), proposal))
    expect(await roomOf(slot)).toMatchObject({ places: 40, taken: 4, waiting: 0, urgent: 0 })
    expect(await wrongSums(house.db)).toEqual([])
    const row = await house.db
      .selectFrom('offers')
      .selectAll()
      .where('id', '=', offer)
      .executeTakeFirstOrThrow()
    const expiresAt = house.world.now() + 20 * 3_600_000
    expect(row).toMatchObject({ state: 'open', slotId: slots[1], expiresAt })
    expect(namesOf(await close(one(0, 0), proposal))).toEqual(['slot-closed'])
    expect(namesOf(await propose(slot))).toEqual(['slot-closed'])
    expect(namesOf(await change(one(60, 0)))).toEqual(['slot-closed'])
  })

  it('[H4] a closed slot opens again with what nobody holds, and the log says so', async () => {
    const slot = slots[0] ?? ''
    const waiting = ready[8]?.group ?? ''
    await insertRequest(house, waiting, { state: 'standing', ports: [port] })
    expect(granted(await reopen([slot]))).toEqual({ reopened: 1, places: 40 })
    expect(await roomOf(slot)).toMatchObject({ places: 40, taken: 4, waiting: 36 })
    const { changes } = granted(await house.ask(house.asPublic(), 'place-changes', { port }))
    expect(changes[0]).toMatchObject({ slot, kind: 'reopened', before: 0, after: 40, reason })
    expect(namesOf(await reopen([slot, slot]))).toEqual(['slot-repeated', 'slot-open'])
  })

  it('the calendar shows each slot, its groups and what changed', async () => {
    const query = { port, from: '2023-01-10', to: day }
    const shown = granted(await house.ask(supervisor(), 'calendar', query))
    expect(shown.today).toBe('2023-01-10')
    expect(shown.slots.map(({ slot, groups }) => [slot, groups])).toEqual([
      [past, 0],
      [slots[0], 1],
      [slots[1], 6],
      [slots[2], 0],
      [slots[3], 0],
    ])
    expect(shown.slots[1]).toMatchObject({ day, time: '09:00', taken: 4, waiting: 36 })
    expect(shown.changes[0]).toMatchObject({ kind: 'reopened', slot: slots[0], reason })
  })

  it.each([
    ['day-impossible', '2023-02-30', '2023-03-01'],
    ['range-backwards', day, '2023-01-16'],
    ['range-too-long', day, '2023-03-20'],
  ])('[H14] the calendar refuses %s', async (name, from, to) => {
    expect(namesOf(await house.ask(supervisor(), 'calendar', { port, from, to }))).toEqual([name])
  })

  it('[H9] [H13] offered at another port it says both places; who ruled it out is displaced', async () => {
    const all = slots.map((slot) => ({ slot, places: 0 }))
    const [one = ''] = await findStandingAt(slots[1] ?? '')
    const group = ready[appointments.indexOf(one)]?.group ?? ''
    await insertRequest(house, group, { state: 'picked', ports: [port], ruledOut: ['2503'] })
    const { proposal, moves } = granted(await propose(slots.join(',')))
    // Five appointments and an offer; one group ruled the port next door out.
    const ways = ['displaced', 'ended', 'offered', 'offered', 'offered', 'offered']
    expect(moves.map(({ how }) => how).sort()).toEqual(ways)
    expect(moves.find(({ how }) => how === 'displaced')?.id).toBe(one)
    granted(await close(all, proposal))
    expect(await wrongSums(house.db)).toEqual([])
    const text = await messageOf('closure-offered')
    expect(text).toContain('San Ysidro, California')
    expect(text).toContain('Calexico West, California')
    expect(await messageOf('offer-ended')).toContain('San Ysidro, California')
    expect(await messageOf('appointment-displaced')).toContain('San Ysidro, California')
  })

  async function messageOf(kind: string): Promise<string> {
    const row = await house.db
      .selectFrom('notices')
      .selectAll()
      .where('kind', '=', kind)
      .executeTakeFirstOrThrow()
    const sender = { reaches: () => true, send: async () => {} }
    const address = 'https://garita.example.org'
    const place = { world: house.world, words: readWords(), sender, address }
    const message = await compose(place as never, row)
    if (!message) throw new Error('nothing to say')
    return message.text
  }

  async function findStandingAt(slot: string): Promise<string[]> {
    const rows = await house.db
      .selectFrom('appointments')
      .select('id')
      .where('slotId', '=', slot)
      .where('state', '=', 'standing')
      .orderBy('id')
      .execute()
    return rows.map((row) => row.id)
  }
})

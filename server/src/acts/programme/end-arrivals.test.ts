import { daysMs, instantOf } from '@garita/domain/time'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from '../../../test/at-desk.ts'
import { openSlot } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import type { SeatedGroup } from '../../../test/seated-group.ts'
import { startClock } from '../../clock/clock.ts'
import { findQuestions, raiseQuestion } from '../../store/questions.ts'

const midnight = instantOf('2023-01-12', '00:00', 'America/Los_Angeles')
const not = { outcome: 'not-excepted', reason: 'criterion-not-shown' } as const
const returned = { verdict: 'returned', words: 'Ejemplo' } as const

describe('end-arrivals', () => {
  let house: House
  let desk: Desk
  beforeEach(async () => {
    house = await openHouse()
    desk = await openDesk(house, 700)
  })
  afterEach(async () => await house.close())

  const first = ({ members }: SeatedGroup) => members[0] ?? ''
  const end = async (day = '2023-01-11', port: '2504' | '2301' = '2504') =>
    await house.perform(house.asClock(), 'end-arrivals', { port, day })
  const stateOf = async (seated: SeatedGroup) => await desk.stateOf(seated)

  async function ask(seated: SeatedGroup, kind: 'partly-here' | 'clash'): Promise<string> {
    return await house.db.transaction().execute(
      async (tx) =>
        await raiseQuestion(tx, {
          ...{ id: house.world.newId(), port: '2504', day: '2023-01-11', kind },
          ...{ appointmentId: seated.appointment, holds: kind === 'partly-here' },
          ...{ raisedBy: 'officer-1', raisedAt: house.world.now() },
        }),
    )
  }

  it('[R21] is refused until the day is over by the calendar of the port', async () => {
    const seated = await desk.receive(1)
    house.setNow(midnight - 1)
    expect(namesOf(await end())).toEqual(['day-running'])
    // At Brownsville it is another day already, and nobody came.
    expect(granted(await end('2023-01-11', '2301'))).toMatchObject({ ended: 0, settled: 0 })
    expect(await stateOf(seated)).toBe('arrived')
    house.setNow(midnight)
    expect(namesOf(await end('2023-01-12'))).toEqual(['day-running'])
    expect(granted(await end())).toEqual({ port: '2504', day: '2023-01-11', ended: 1, settled: 0 })
  })

  it('[R21] ends who arrived and nobody else, once, and says so to nobody', async () => {
    const left = await desk.receive(2)
    const done = await desk.receive(1)
    const standing = await desk.receive(1, 0)
    await desk.confirm(done, first(done))
    granted(await desk.determine(done, first(done)))
    const told = async () => (await house.db.selectFrom('notices').select('id').execute()).length
    const before = await told()
    house.setNow(midnight)
    expect(granted(await end())).toMatchObject({ ended: 1, settled: 0 })
    expect(granted(await end())).toMatchObject({ ended: 0, settled: 0 })
    expect([await stateOf(left), await stateOf(done), await stateOf(standing)]).toEqual([
      ...['done', 'done', 'standing'],
    ])
    expect(await told()).toBe(before)
  })

  it('[R21] ends earlier days that were missed, and none of another port', async () => {
    const seated = await desk.receive(1)
    house.setNow(midnight + daysMs(2))
    expect(granted(await end('2023-01-13', '2301'))).toMatchObject({ ended: 0 })
    expect(granted(await end('2023-01-10'))).toMatchObject({ ended: 0 })
    expect(await stateOf(seated)).toBe('arrived')
    expect(granted(await end('2023-01-13'))).toMatchObject({ ended: 1 })
    expect(await stateOf(seated)).toBe('done')
  })

  it('[R21] settles what held the group, and leaves what was found when the network came back', async () => {
    const seated = await desk.receive(1)
    const held = await ask(seated, 'partly-here')
    const found = await ask(seated, 'clash')
    house.setNow(midnight)
    expect(granted(await end())).toMatchObject({ ended: 1, settled: 1 })
    const by = new Map(
      (await findQuestions(house.db, seated.appointment)).map((one) => [one.id, one.settledBy]),
    )
    expect(by.get(held)).toBe('rule')
    expect(by.get(found)).toBe(null)
    const settle = async (question: string, who = desk.supervisor) =>
      await house.perform(who, 'settle-question', { question, answer: 'go-on' })
    expect(namesOf(await settle(held))).toEqual(['question-settled'])
    expect(namesOf(await settle(found, house.asSupervisor('2503')))).toEqual(['question-unknown'])
    expect(granted(await settle(found))).toEqual({ question: found, settled: true })
  })

  it('[R21] lets the group pick again, while a supervisor confirms what waits', async () => {
    const seated = await desk.receive(1)
    const { determination } = granted(await desk.determine(seated, first(seated), not))
    const slot = await openSlot(house, { day: '2023-01-16', time: '10:00', places: 40 })
    const pick = { group: seated.group, port: '2504' as const, slot }
    house.setNow(midnight)
    expect(namesOf(await house.perform(seated.who, 'pick-slot', pick))).toContain(
      'appointment-standing',
    )
    granted(await end())
    expect((await desk.determinationOf(determination)).countersign).toBe('awaited')
    granted(await house.perform(seated.who, 'pick-slot', pick))
    granted(await desk.countersign(seated, determination))
    expect((await desk.determinationOf(determination)).countersign).toBe('confirmed')
    expect(await stateOf(seated)).toBe('done')
    // It counts, in the month in which it was confirmed.
    const counts = house.db.selectFrom('criteriaCounts').select(['month', 'people'])
    expect(await counts.where('criterion', '=', 'illness').execute()).toEqual([
      { month: '2023-01', people: 1 },
    ])
  })

  it('[R21] the home of a group that was left shows the way to a place again', async () => {
    const nextOf = async ({ who, group }: SeatedGroup) => {
      const { groups } = granted(await house.ask(who, 'my-journey', {}))
      return groups.find((one) => one.group === group)?.next
    }
    const left = await desk.receive(2)
    granted(await desk.determine(left, first(left), not))
    const waits = await desk.receive(1)
    granted(await desk.determine(waits, first(waits), not))
    expect([await nextOf(left), await nextOf(waits)]).toEqual(['arrived', 'arrived'])
    house.setNow(midnight)
    granted(await end())
    expect([await nextOf(left), await nextOf(waits)]).toEqual(['pick-slot', 'done'])
  })

  it('[R21] a later word of a supervisor opens nothing again', async () => {
    const back = await desk.receive(1)
    const one = granted(await desk.determine(back, first(back), not))
    const half = await desk.receive(2)
    const other = granted(await desk.determine(half, first(half), not))
    house.setNow(midnight)
    granted(await end())
    granted(await desk.countersign(back, one.determination, returned))
    expect(await stateOf(back)).toBe('done')
    granted(await desk.countersign(half, other.determination))
    expect(await stateOf(half)).toBe('done')
  })

  it('[R21] is done by the clock once a port’s day is over, and made up for after missed days', async () => {
    const early = await desk.receive(1)
    const wished: string[] = []
    const clock = startClock({
      world: house.world,
      everyMs: 3_600_000,
      perform: async (wish) => {
        if (wish.act === 'end-arrivals') wished.push(wish.key)
        return await house.door.perform(wish)
      },
    })
    try {
      house.setNow(midnight - 1)
      await clock.tick()
      expect([wished, await stateOf(early)]).toEqual([[], 'arrived'])
      house.setNow(midnight + daysMs(1))
      await clock.tick()
      await clock.tick()
      expect([wished, await stateOf(early)]).toEqual([['end-arrivals/2504/2023-01-12'], 'done'])
      // A group that is done may still be held: that is settled alike.
      await ask(early, 'partly-here')
      house.setNow(midnight + daysMs(2))
      await clock.tick()
      expect(wished).toEqual(['end-arrivals/2504/2023-01-12', 'end-arrivals/2504/2023-01-13'])
      expect((await findQuestions(house.db, early.appointment)).map((q) => q.settledBy)).toEqual([
        'rule',
      ])
    } finally {
      await clock.stop()
    }
  })
})

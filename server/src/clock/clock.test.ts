import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSlot } from '../../test/families.ts'
import { granted, type House, openHouse } from '../../test/house.ts'
import { seatGroup } from '../../test/seated-group.ts'
import type { Perform, Wish } from '../act.ts'
import { type Clock, startClock } from './clock.ts'

const longMs = 3_600_000
const afterGrace = Date.UTC(2023, 0, 11, 21)

describe('the clock', () => {
  let house: House
  let clocks: Clock[]
  beforeEach(async () => {
    house = await openHouse()
    clocks = []
  })
  afterEach(async () => {
    for (const clock of clocks) await clock.stop()
    await house.close()
  })

  /** A clock of one server, with what it wished for. */
  function start(over: { perform?: Perform; everyMs?: number } = {}) {
    const wished: string[] = []
    const inner = over.perform ?? house.door.perform
    const perform: Perform = async <N extends Wish['act']>(wish: Wish<N>) => {
      wished.push(wish.key)
      return await inner(wish)
    }
    const clock = startClock({ world: house.world, perform, everyMs: over.everyMs ?? longMs })
    clocks.push(clock)
    return { clock, wished }
  }

  const absentCount = async () =>
    (await house.db.selectFrom('appointments').select('id').where('state', '=', 'absent').execute())
      .length

  async function seatThree(): Promise<void> {
    const first = await openSlot(house, { day: '2023-01-11', time: '09:00', places: 40 })
    const second = await openSlot(house, { day: '2023-01-11', time: '10:00', places: 40 })
    const later = await openSlot(house, { day: '2023-01-12', time: '09:00', places: 40 })
    for (const [n, slot] of [first, second, later].entries()) await seatGroup(house, { n, slot })
  }

  it('[R6] makes up for every slot that was missed, and leaves those to come', async () => {
    await seatThree()
    house.setNow(afterGrace)
    const { clock, wished } = start()
    await clock.tick()
    expect(await absentCount()).toBe(2)
    expect(wished).toEqual([
      'mark-absent/2504-2023-01-11-0900/2023-01-11T21',
      'mark-absent/2504-2023-01-11-1000/2023-01-11T21',
      'release-places/2023-01-11',
      'expire-requests/2023-01-11',
      'seal-records/2023-01-11T21:00',
      'purge/2023-01-11T21',
    ])
  })

  it('[I2] of several servers that try, one succeeds and the others are answered as it was', async () => {
    await seatThree()
    house.setNow(afterGrace)
    await Promise.all([start().clock.tick(), start().clock.tick()])
    await start().clock.tick()
    const records = await house.db
      .selectFrom('records')
      .select('act')
      .where('actor', '=', 'clock')
      .execute()
    expect(records.map((row) => row.act).sort()).toEqual([
      'expire-requests',
      'mark-absent',
      'mark-absent',
      'purge',
      'release-places',
      'seal-records',
    ])
  })

  it('tells of its last tick, and of faults without stopping at them', async () => {
    let isBroken = true
    const perform: Perform = async (wish) => {
      if (isBroken) throw new Error('no database')
      return await house.door.perform(wish)
    }
    const { clock } = start({ perform })
    expect(clock.state()).toMatchObject({ lastTickAt: null, faults: 0 })
    await clock.tick()
    await clock.tick()
    expect(clock.state()).toMatchObject({ lastTickAt: null, faults: 2 })
    isBroken = false
    await clock.tick()
    expect(clock.state()).toMatchObject({ lastTickAt: house.world.now(), faults: 0 })
    expect(clock.state().databaseAheadMs).toBeGreaterThan(0)
  })

  it('ticks by itself, and stops only when what runs has ended', async () => {
    let ring: () => void = () => undefined
    const rang = new Promise<void>((resolve) => {
      ring = resolve
    })
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const ended: string[] = []
    const perform: Perform = async (wish) => {
      ring()
      await held
      const decision = await house.door.perform(wish)
      ended.push(wish.key)
      return decision
    }
    const { clock, wished } = start({ perform, everyMs: 5 })
    await rang
    const stopping = clock.stop().then(() => ended.length)
    release()
    expect(await stopping).toBe(1)
    const before = wished.length
    await clock.tick()
    expect(wished.length).toBe(before)
    expect(before).toBe(1)
  })

  it('a second minute is sealed anew', async () => {
    const { clock } = start()
    granted(
      await house.perform(house.asPublic(), 'check-appointment', {
        code: '0000-0000-0000',
        birth: { year: 1990, approximate: false },
      }),
    )
    await clock.tick()
    await clock.tick()
    house.setNow(house.world.now() + 60_000)
    await clock.tick()
    const seals = await house.db.selectFrom('seals').select('id').orderBy('id').execute()
    expect(seals.map((seal) => seal.id)).toEqual([1, 2])
  })
})

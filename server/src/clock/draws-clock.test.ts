import { drawFreezesAt } from '@garita/domain/draw'
import { rulesAtLaunch as rules } from '@garita/domain/programme'
import { addDays, hoursMs } from '@garita/domain/time'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commitTo, draw, insertWishers, newDay, suspend } from '../../test/draws.ts'
import { openSlot } from '../../test/families.ts'
import { type House, openHouse } from '../../test/house.ts'
import { type Clock, startClock } from './clock.ts'
import { troublesOf } from './health.ts'

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

const nextDay = addDays(draw, 1)

function start(): Clock {
  const clock = startClock({ world: house.world, perform: house.door.perform, everyMs: 3_600_000 })
  clocks.push(clock)
  return clock
}

async function tickAt(clock: Clock, instant: number): Promise<void> {
  house.setNow(instant)
  await clock.tick()
}

const states = async () =>
  Object.fromEntries(
    (await house.db.selectFrom('draws').select(['id', 'state']).orderBy('id').execute()).map(
      ({ id, state }) => [id, state],
    ),
  )

/** What the clock did of a draw, in order. */
const done = async () =>
  (
    await house.db
      .selectFrom('records')
      .select('act')
      .where('actor', '=', 'clock')
      .where('act', 'like', '%-draw')
      .orderBy('id')
      .execute()
  ).map(({ act }) => act)

describe('the day’s draw by the clock', () => {
  it('[D35] [D37] closes commitments, freezes at noon, and runs once the secrets are in', async () => {
    await openSlot(house, { day: newDay })
    await insertWishers(house, [{ size: 2 }, { size: 3 }])
    const custodians = await commitTo(house, draw)
    const clock = start()
    const freezesAt = drawFreezesAt(draw, rules)
    await tickAt(clock, freezesAt - hoursMs(24) - 1)
    expect(await states()).toEqual({})
    await tickAt(clock, freezesAt - hoursMs(24))
    expect(await states()).toEqual({ [draw]: 'committed' })
    await tickAt(clock, freezesAt - 1)
    expect(await states()).toEqual({ [draw]: 'committed' })
    await tickAt(clock, freezesAt)
    expect(await states()).toEqual({ [draw]: 'frozen' })
    expect(clock.state().draws.waits).toBeNull()
    await tickAt(clock, freezesAt + hoursMs(1))
    expect(clock.state().draws.waits).toMatchObject({ draw, missing: 2 })
    expect(troublesOf(clock.state(), house.world.now(), 0, true)).toEqual(['draw-waits'])
    await custodians.reveal(draw)
    await clock.tick()
    expect(await states()).toEqual({ [draw]: 'published' })
    expect(troublesOf(clock.state(), house.world.now(), 0, true)).toEqual([])
  })

  it('[D39] makes up for missed hours, and leaves draws that a later one has overtaken', async () => {
    await commitTo(house, draw, nextDay)
    const clock = start()
    await tickAt(clock, drawFreezesAt(draw, rules) - hoursMs(1))
    await tickAt(clock, drawFreezesAt(nextDay, rules) + hoursMs(5))
    expect(await states()).toEqual({ [draw]: 'committed', [nextDay]: 'frozen' })
    await clock.tick()
    expect(await done()).toEqual(['freeze-draw'])
  })

  it('[D8] a draw without its secrets is void at the next noon, before the next freezes', async () => {
    const custodians = await commitTo(house, draw, nextDay)
    const clock = start()
    await tickAt(clock, drawFreezesAt(draw, rules) - hoursMs(1))
    await tickAt(clock, drawFreezesAt(draw, rules))
    await custodians.reveal(draw, 1)
    await tickAt(clock, drawFreezesAt(nextDay, rules) - 1)
    expect(await states()).toEqual({ [draw]: 'frozen', [nextDay]: 'committed' })
    await tickAt(clock, drawFreezesAt(nextDay, rules))
    expect(await states()).toEqual({ [draw]: 'void', [nextDay]: 'frozen' })
  })

  it('[D37] on the day that clocks change noon is noon in New York', async () => {
    const spring = '2023-03-12'
    house.setNow(Date.UTC(2023, 2, 10, 12))
    await commitTo(house, spring)
    const clock = start()
    await tickAt(clock, Date.UTC(2023, 2, 11, 15, 59, 59))
    expect(await states()).toEqual({})
    await tickAt(clock, Date.UTC(2023, 2, 11, 16))
    expect(await states()).toEqual({ [spring]: 'committed' })
    await tickAt(clock, Date.UTC(2023, 2, 12, 15, 59, 59))
    expect(await states()).toEqual({ [spring]: 'committed' })
    await tickAt(clock, Date.UTC(2023, 2, 12, 16))
    expect(await states()).toEqual({ [spring]: 'frozen' })
  })

  it('[I2] of three servers that tick at once each act is done by one', async () => {
    await openSlot(house, { day: newDay })
    await insertWishers(house, [{ size: 2 }])
    const custodians = await commitTo(house, draw)
    const servers = [start(), start(), start()]
    const tickAll = async (instant: number) => {
      house.setNow(instant)
      await Promise.all(servers.map((clock) => clock.tick()))
    }
    await tickAll(drawFreezesAt(draw, rules) - hoursMs(1))
    await tickAll(drawFreezesAt(draw, rules))
    await custodians.reveal(draw)
    await tickAll(drawFreezesAt(draw, rules) + hoursMs(1))
    expect(await states()).toEqual({ [draw]: 'published' })
    expect(await done()).toEqual(['freeze-draw', 'run-draw'])
    expect(await house.db.selectFrom('offers').selectAll().execute()).toHaveLength(1)
  })

  it('nothing is tried that would be refused: no custodians, or a suspended programme', async () => {
    const clock = start()
    await tickAt(clock, drawFreezesAt(draw, rules))
    await commitTo(house, addDays(draw, 2))
    await suspend(house, draw)
    await tickAt(clock, drawFreezesAt(addDays(draw, 2), rules))
    const refusals = await house.db
      .selectFrom('records')
      .select(['act', 'outcome'])
      .where('actor', '=', 'clock')
      .where('outcome', 'not in', ['allowed', 'records-none'])
      .execute()
    expect(refusals).toEqual([])
    expect(await states()).toEqual({})
  })

  it('[D40] a draw that fails its check shows, and keeps nothing else from being done', async () => {
    await insertWishers(house, [{ size: 2 }])
    const custodians = await commitTo(house, draw)
    const clock = start()
    await tickAt(clock, drawFreezesAt(draw, rules) - hoursMs(1))
    await tickAt(clock, drawFreezesAt(draw, rules))
    await custodians.reveal(draw)
    const { pool } = house.world.database
    await pool.query('alter table draw_parts disable trigger draw_parts_are_append_only')
    await pool.query(`update draw_parts set bytes = bytes || '!' where name = 'slots.ndjson'`)
    await tickAt(clock, drawFreezesAt(draw, rules) + hoursMs(1))
    expect(clock.state().draws.failed).toMatchObject({ draw })
    expect(troublesOf(clock.state(), house.world.now(), 0, true)).toContain('draw-failed')
    expect(await states()).toEqual({ [draw]: 'frozen' })
    const hour = new Date(house.world.now()).toISOString().slice(0, 13)
    const purged = await house.db
      .selectFrom('keys')
      .select('key')
      .where('key', '=', `purge/${hour}`)
      .execute()
    expect(purged).toHaveLength(1)
  })
})

describe('the clock’s health', () => {
  const clock = () => start().state()

  it('a stopped clock and one that goes astray show', () => {
    const now = house.world.now()
    const ticked = { ...clock(), lastTickAt: now - 60_000, databaseAheadMs: 3 }
    expect(troublesOf(ticked, now, 0, false)).toEqual([])
    expect(troublesOf(ticked, now + 90_000, 0, false)).toEqual(['clock-stopped'])
    expect(troublesOf({ ...clock(), faults: 1 }, now, 300_000, false)).toEqual([
      'clock-stopped',
      'clock-fails',
    ])
    const astray = { ...ticked, databaseAheadMs: -6_000 }
    expect(troublesOf(astray, now, 0, false)).toEqual(['clock-astray'])
    expect(troublesOf(astray, now, 0, true)).toEqual([])
  })
})

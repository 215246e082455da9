// The draw on real PostgreSQL: three servers whose clocks tick at the same noon, and the way of bytes
// through a driver that is not the embedded one’s.

import { checkDraw } from '@garita/domain/check-draw'
import { drawFreezesAt } from '@garita/domain/draw'
import { rulesAtLaunch as rules } from '@garita/domain/programme'
import { hoursMs } from '@garita/domain/time'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Clock, startClock } from '../src/clock/clock.ts'
import { oneServerAtATime } from '../src/database/one-server.ts'
import {
  commitTo,
  draw,
  insertWishers,
  newDay,
  openFiles,
  publicFiles,
  sealedFiles,
} from './draws.ts'
import { openSlot } from './families.ts'
import { type House, openHouse } from './house.ts'
import { type RunningPostgres, startPostgres } from './postgres.ts'

let postgres: RunningPostgres
let house: House
let clocks: Clock[]

beforeAll(async () => {
  postgres = await startPostgres()
  house = await openHouse({ place: { url: await postgres.database('draws') } })
  const parts = { world: house.world, perform: house.door.perform, everyMs: 3_600_000 }
  clocks = [startClock(parts), startClock(parts), startClock(parts)]
})
afterAll(async () => {
  for (const clock of clocks) await clock.stop()
  await house.close()
  await postgres.stop()
})

async function tickAll(instant: number): Promise<void> {
  house.setNow(instant)
  await Promise.all(clocks.map((clock) => clock.tick()))
}

it('[I2] three servers freeze and run a draw once, and it holds', async () => {
  await openSlot(house, { day: newDay, places: 40 })
  await insertWishers(
    house,
    Array.from({ length: 9_000 }, (_, n) => ({ size: 1 + (n % 6), pressing: n % 3 === 0 })),
  )
  const custodians = await commitTo(house, draw)
  await tickAll(drawFreezesAt(draw, rules) - hoursMs(1))
  await tickAll(drawFreezesAt(draw, rules))
  await custodians.reveal(draw)
  await tickAll(drawFreezesAt(draw, rules) + hoursMs(1))
  // The servers that found another at it come again.
  await tickAll(drawFreezesAt(draw, rules) + hoursMs(2))
  const all = openFiles(house, [...publicFiles, ...sealedFiles])
  expect(await checkDraw(all)).toMatchObject({ ok: true, summary: { tickets: 9_000 } })
  const records = await house.db
    .selectFrom('records')
    .select(['act', 'outcome'])
    .where('act', 'in', ['freeze-draw', 'run-draw'])
    .orderBy('id')
    .execute()
  expect(records).toEqual([
    { act: 'freeze-draw', outcome: 'allowed' },
    { act: 'run-draw', outcome: 'allowed' },
  ])
  expect(clocks.map((clock) => clock.state().faults)).toEqual([0, 0, 0])
})

it('heavy work is done by one server at a time, and the lock goes with it', async () => {
  const { database } = house.world
  const done: string[] = []
  await oneServerAtATime(database, async () => {
    done.push('first')
    await oneServerAtATime(database, async () => void done.push('meanwhile'))
  })
  await expect(
    oneServerAtATime(database, async () => {
      throw new Error('it failed')
    }),
  ).rejects.toThrow('it failed')
  await oneServerAtATime(database, async () => void done.push('after'))
  expect(done).toEqual(['first', 'after'])
})

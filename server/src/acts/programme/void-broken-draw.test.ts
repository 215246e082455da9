import { drawFreezesAt } from '@garita/domain/draw'
import { rulesAtLaunch as rules } from '@garita/domain/programme'
import { addDays } from '@garita/domain/time'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  closeCommitments,
  commitTo,
  draw,
  freezeNow,
  insertWishers,
  newDay,
  runNow,
} from '../../../test/draws.ts'
import { openSlot } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const nextDay = addDays(draw, 1)
const reason = 'Ejemplo: el archivo de los lugares se dañó'

const end = (who = house.asAdministration(), id = draw) =>
  house.perform(who, 'void-broken-draw', { draw: id, reason })

/** A draw that has all its secrets and waits to be run, and one that would be frozen after it. */
async function revealed() {
  const slot = await openSlot(house, { day: newDay, places: 30 })
  await insertWishers(house, [{ size: 2 }, { size: 3 }])
  const custodians = await commitTo(house, draw, nextDay)
  await closeCommitments(house)
  await freezeNow(house)
  await custodians.reveal(draw)
  return { slot, custodians }
}

/** As a disk that lies would do it. */
async function breakFile(name: string): Promise<void> {
  const { pool } = house.world.database
  await pool.query('alter table draw_parts disable trigger draw_parts_are_append_only')
  await pool.query(`update draw_parts set bytes = bytes || '!' where name = $1`, [name])
}

const filesOf = async (id: string) =>
  (await house.db.selectFrom('drawFiles').select('name').where('draw', '=', id).execute())
    .map(({ name }) => name)
    .sort()

describe('void-broken-draw', () => {
  it('[D45] ends a draw that does not hold, in public, and the next one has its places', async () => {
    const { slot, custodians } = await revealed()
    await breakFile('slots.ndjson')
    await expect(runNow(house)).rejects.toThrow('failed its own check')
    await closeCommitments(house, nextDay)
    house.setNow(drawFreezesAt(nextDay, rules))
    const stuck = await house.perform(house.asClock(), 'freeze-draw', { draw: nextDay })
    expect(namesOf(stuck)).toEqual(['draw-frozen'])
    const before = await filesOf(draw)
    expect(granted(await end()).fault).toMatch('slots.ndjson')
    expect(await filesOf(draw)).toEqual(before)
    const shown = granted(await house.ask(house.asPublic(), 'draw', { draw }))
    expect(shown).toMatchObject({ state: 'void', voidReason: reason, missing: [], drawHash: null })
    const frozen = granted(
      await house.perform(house.asClock(), 'freeze-draw', { draw: nextDay }, 'again-at-noon'),
    )
    expect(frozen).toEqual({ draw: nextDay, tickets: 2, slots: 1 })
    await custodians.reveal(nextDay)
    expect(await runNow(house, nextDay)).toMatchObject({ given: 5, offers: 2 })
    const room = await house.db.selectFrom('slots').selectAll().where('id', '=', slot).execute()
    expect(room).toEqual([expect.objectContaining({ taken: 5, waiting: 0 })])
    expect(namesOf(await end())).toEqual(['draw-over'])
  })

  it('[D45] ends one that cannot even be prepared', async () => {
    await revealed()
    await breakFile('entries.bin')
    house.setNow(drawFreezesAt(nextDay, rules))
    expect(granted(await end()).draw).toBe(draw)
  })

  it('[D45] never ends a draw that holds, and leaves nothing of the trial', async () => {
    await revealed()
    house.setNow(drawFreezesAt(nextDay, rules))
    const before = await filesOf(draw)
    expect(namesOf(await end())).toEqual(['draw-holds'])
    expect(await filesOf(draw)).toEqual(before)
    expect(await runNow(house)).toMatchObject({ given: 5 })
  })

  it('[D45] waits for the next noon, and is nobody else’s to do', async () => {
    expect(namesOf(await end())).toEqual(['draw-unknown'])
    expect(namesOf(await end(house.asAdministration(), '2023-02-30'))).toEqual(['draw-unknown'])
    await revealed()
    await breakFile('slots.ndjson')
    expect(namesOf(await end())).toEqual(['draw-early'])
    house.setNow(drawFreezesAt(nextDay, rules))
    for (const who of [house.asPlanner(), house.asCustodian(1), house.asClock()])
      expect(namesOf(await end(who))).toEqual(['not-permitted'])
  })

  it('[D8] [D45] leaves a draw that lacks secrets to the clock', async () => {
    const custodians = await commitTo(house, draw)
    await closeCommitments(house)
    expect(namesOf(await end())).toEqual(['draw-not-frozen'])
    await freezeNow(house)
    await custodians.reveal(draw, 1)
    house.setNow(drawFreezesAt(nextDay, rules))
    expect(namesOf(await end())).toEqual(['reveals-missing'])
  })
})

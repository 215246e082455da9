import { checkDraw } from '@garita/domain/check-draw'
import { drawFreezesAt } from '@garita/domain/draw'
import { rulesAtLaunch as rules } from '@garita/domain/programme'
import { addDays, hoursMs } from '@garita/domain/time'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  closeCommitments,
  commitTo,
  draw,
  drawThrough,
  fileText,
  freezeNow,
  insertWishers,
  newDay,
  openFiles,
  publicFiles,
  runNow,
  sealedFiles,
  suspend,
} from '../../../test/draws.ts'
import { openSlot } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const nextDay = addDays(draw, 1)
const all = [...publicFiles, ...sealedFiles]
const wishes = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    size: 1 + (n % 6),
    ports: n % 3 === 0 ? ['2504', '2503'] : ['2503'],
    pressing: n % 4 === 0,
  }))

type DrawAct = 'close-commitments' | 'freeze-draw' | 'run-draw' | 'void-draw'
const refusedAs = async (act: DrawAct, id = draw) =>
  namesOf(await house.perform(house.asClock(), act, { draw: id }))

const stateOf = async (id = draw) =>
  (await house.db.selectFrom('draws').select('state').where('id', '=', id).executeTakeFirst())
    ?.state

const slotOf = async (id: string) =>
  await house.db.selectFrom('slots').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('a whole draw through the door', () => {
  it('[D40] passes the check of strangers in its public part and in its sealed part', async () => {
    await openSlot(house, { day: newDay, places: 40 })
    await openSlot(house, { day: newDay, port: '2503', places: 25 })
    await insertWishers(house, wishes(60))
    const run = await drawThrough(house)
    expect(run).toMatchObject({ tickets: 60, slots: 2 })
    const open = openFiles(house, publicFiles)
    expect(await checkDraw(open)).toMatchObject({
      ok: true,
      summary: { tickets: 60, places: 65, given: run.given, sealed: false, drawHash: run.drawHash },
    })
    expect(await checkDraw(openFiles(house, all))).toMatchObject({
      ok: true,
      summary: { sealed: true },
    })
    const offers = await house.db.selectFrom('offers').selectAll().execute()
    expect(offers).toHaveLength(run.offers)
    expect(offers.reduce((sum, offer) => sum + offer.size, 0)).toBe(run.given)
    const slot = await slotOf(`2504-${newDay}-0900`)
    expect(slot).toMatchObject({ waiting: 0, urgent: 0, drawnAt: house.world.now() })
  })
})

describe('close-commitments', () => {
  it('[D35] refuses before a day ahead of the freeze, and once it was done', async () => {
    await commitTo(house, draw)
    house.setNow(drawFreezesAt(draw, rules) - hoursMs(24) - 1)
    expect(await refusedAs('close-commitments')).toEqual(['draw-early'])
    await closeCommitments(house)
    expect(await refusedAs('close-commitments')).toEqual(['draw-known'])
    const custodians = JSON.parse(await fileText(house, 'commitments.json')).custodians
    expect(custodians.map((one: { name: string }) => one.name)).toEqual(['Office 1', 'Office 2'])
  })

  it('[D36] refuses with fewer custodians than the rules say', async () => {
    house.setNow(drawFreezesAt(draw, rules) - hoursMs(24))
    expect(await refusedAs('close-commitments')).toEqual(['commitments-missing'])
    expect(await stateOf()).toBeUndefined()
  })

  it('[D37] refuses while the programme is suspended, and so does the freeze', async () => {
    await commitTo(house, draw, nextDay)
    await closeCommitments(house)
    await suspend(house, draw)
    house.setNow(drawFreezesAt(draw, rules))
    expect(await refusedAs('freeze-draw')).toEqual(['programme-suspended'])
    expect(await refusedAs('close-commitments', nextDay)).toEqual(['programme-suspended'])
  })
})

describe('freeze-draw', () => {
  it('[D38] refuses what is unknown, too early, or frozen', async () => {
    expect(await refusedAs('freeze-draw')).toEqual(['draw-unknown'])
    await commitTo(house, draw, nextDay)
    await closeCommitments(house)
    expect(await refusedAs('freeze-draw')).toEqual(['draw-early'])
    await freezeNow(house)
    expect(await refusedAs('freeze-draw')).toEqual(['draw-frozen'])
    await closeCommitments(house, nextDay)
    house.setNow(drawFreezesAt(nextDay, rules))
    expect(await refusedAs('freeze-draw', nextDay)).toEqual(['draw-frozen'])
  })

  it('[D39] refuses a draw that a later one has overtaken', async () => {
    await commitTo(house, draw)
    await closeCommitments(house)
    house.setNow(drawFreezesAt(nextDay, rules))
    expect(await refusedAs('freeze-draw')).toEqual(['draw-superseded'])
    expect(await stateOf()).toBe('committed')
  })

  it('[D32] takes the places that wait, of days neither too near nor beyond the new one', async () => {
    const days = [addDays(draw, 2), addDays(draw, 3), newDay, addDays(newDay, 1)]
    for (const day of days) await openSlot(house, { day })
    await house.db.updateTable('slots').set({ waiting: 20 }).execute()
    await commitTo(house, draw)
    await closeCommitments(house)
    expect(await freezeNow(house)).toMatchObject({ slots: 2, tickets: 0 })
    const lines = (await fileText(house, 'slots.ndjson')).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).slot)).toEqual([
      `2504-${addDays(draw, 3)}-0900`,
      `2504-${newDay}-0900`,
    ])
  })

  it('[D31] groups that share a traveler have one ticket, in turn', async () => {
    const wishers = await insertWishers(house, wishes(5))
    const [one, other] = wishers.map((wisher) => wisher.group).sort()
    await house.db
      .insertInto('sharedTravelers')
      .values({ groupA: one ?? '', groupB: other ?? '', foundAt: new Date() as never, members: [] })
      .execute()
    expect(await drawThrough(house)).toMatchObject({ tickets: 4 })
    const first = await house.db.selectFrom('turns').selectAll().execute()
    expect(first).toHaveLength(1)
    expect(await drawThrough(house, addDays(draw, 2))).toMatchObject({ tickets: 4 })
    const both = await house.db.selectFrom('turns').select('requestId').execute()
    const together = wishers.filter(({ group }) => group === one || group === other)
    expect(both.map((turn) => turn.requestId).sort()).toEqual(
      together.map((wisher) => wisher.request).sort(),
    )
  })
})

describe('run-draw', () => {
  it('[D6] [D7] refuses what is unknown, not frozen, not revealed, or over', async () => {
    expect(await refusedAs('run-draw')).toEqual(['draw-unknown'])
    const custodians = await commitTo(house, draw)
    await closeCommitments(house)
    expect(await refusedAs('run-draw')).toEqual(['draw-not-frozen'])
    await freezeNow(house)
    await custodians.reveal(draw, 1)
    expect(await refusedAs('run-draw')).toEqual(['reveals-missing'])
    await custodians.reveal(draw)
    await runNow(house)
    expect(await refusedAs('run-draw')).toEqual(['draw-over'])
    await expect(
      house.db.updateTable('draws').set({ state: 'frozen' }).where('id', '=', draw).execute(),
    ).rejects.toThrow(/is over/)
  })

  it('an empty draw is a draw: no tickets, no slots, and it holds', async () => {
    const run = await drawThrough(house)
    expect(run).toMatchObject({ tickets: 0, slots: 0, offers: 0, given: 0 })
    expect(await checkDraw(openFiles(house, all))).toMatchObject({ ok: true })
  })

  it('[D5] what nobody got is open', async () => {
    const slot = await openSlot(house, { day: newDay, places: 40 })
    await insertWishers(house, [{ size: 3 }])
    expect(await drawThrough(house)).toMatchObject({ offers: 1, given: 3 })
    expect(await slotOf(slot)).toMatchObject({ places: 40, taken: 3, waiting: 0, urgent: 0 })
  })

  it('[D41] who picked or withdrew meanwhile gets no offer, and the places appear', async () => {
    const slot = await openSlot(house, { day: newDay, places: 20 })
    const wishers = await insertWishers(house, [{ size: 4 }, { size: 4 }, { size: 4 }, { size: 5 }])
    const custodians = await commitTo(house, draw)
    await closeCommitments(house)
    await freezeNow(house)
    const [picked, withdrew, grew] = wishers.map((wisher) => wisher.request)
    const end = (id: string | undefined, state: 'picked' | 'withdrawn') =>
      house.db
        .updateTable('requests')
        .set({ state })
        .where('id', '=', id ?? '')
        .execute()
    await end(picked, 'picked')
    await end(withdrew, 'withdrawn')
    const { group = '' } = wishers.find(({ request }) => request === grew) ?? {}
    await house.db.updateTable('groups').set({ size: 5 }).where('id', '=', group).execute()
    await custodians.reveal(draw)
    expect(await runNow(house)).toMatchObject({ offers: 1, given: 17 })
    // One still waits for the port, so what three of them won waits for the next draw.
    expect(await slotOf(slot)).toMatchObject({ taken: 5, waiting: 12, urgent: 0 })
  })

  it('[D43] an offer stands for as long as the rules say, and the group is told', async () => {
    await openSlot(house, { day: newDay })
    const [wisher] = await insertWishers(house, [{ size: 2 }])
    await drawThrough(house)
    const offer = await house.db.selectFrom('offers').selectAll().executeTakeFirstOrThrow()
    expect(offer).toMatchObject({ rank: 1, draw, size: 2, requestId: wisher?.request })
    expect(offer.expiresAt - offer.madeAt).toBe(hoursMs(23))
    const { kind } = await house.db.selectFrom('notices').select('kind').executeTakeFirstOrThrow()
    expect(kind).toBe('offer-made')
  })

  it('[D40] a draw that fails its own check is not published', async () => {
    await openSlot(house, { day: newDay })
    await insertWishers(house, wishes(20))
    const custodians = await commitTo(house, draw)
    await closeCommitments(house)
    await freezeNow(house)
    await custodians.reveal(draw)
    const { pool } = house.world.database
    await pool.query('alter table draw_parts disable trigger draw_parts_are_append_only')
    await pool.query(
      `update draw_parts set bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 1)
       where name = 'tickets.ndjson'`,
    )
    await expect(runNow(house)).rejects.toThrow(/failed its own check: tickets.ndjson/)
    expect(await stateOf()).toBe('frozen')
    const files = await house.db.selectFrom('drawFiles').select('name').execute()
    expect(files.map((file) => file.name)).not.toContain('ranking.ndjson')
    expect(await house.db.selectFrom('offers').selectAll().execute()).toEqual([])
  })
})

describe('void-draw', () => {
  it('[D8] refuses before the next noon, and where the secrets are in', async () => {
    expect(await refusedAs('void-draw')).toEqual(['draw-unknown'])
    const custodians = await commitTo(house, draw)
    await closeCommitments(house)
    expect(await refusedAs('void-draw')).toEqual(['draw-not-frozen'])
    await freezeNow(house)
    expect(await refusedAs('void-draw')).toEqual(['draw-early'])
    await custodians.reveal(draw)
    house.setNow(drawFreezesAt(nextDay, rules))
    expect(await refusedAs('void-draw')).toEqual(['reveals-complete'])
    await runNow(house)
    expect(await refusedAs('void-draw')).toEqual(['draw-over'])
  })

  it('[D8] names who did not reveal, and its places go into the next draw', async () => {
    const slot = await openSlot(house, { day: newDay, places: 30 })
    await insertWishers(
      house,
      wishes(9).map((wish) => ({ ...wish, ports: ['2504'] })),
    )
    const custodians = await commitTo(house, draw, nextDay)
    await closeCommitments(house)
    await freezeNow(house)
    await custodians.reveal(draw, 1)
    await closeCommitments(house, nextDay)
    house.setNow(drawFreezesAt(nextDay, rules))
    const input = { draw }
    const ended = granted(await house.perform(house.asClock(), 'void-draw', input))
    expect(ended.missing).toEqual(['Office 2'])
    expect(await slotOf(slot)).toMatchObject({ waiting: 30, drawnAt: null })
    await freezeNow(house, nextDay)
    await custodians.reveal(nextDay)
    const run = await runNow(house, nextDay)
    expect(run.given).toBeGreaterThan(0)
    expect(await checkDraw(openFiles(house, all, nextDay))).toMatchObject({ ok: true })
    expect(await slotOf(slot)).toMatchObject({ taken: run.given, waiting: 0 })
  })
})

describe('release-places', () => {
  const release = async (day: string) =>
    granted(await house.perform(house.asClock(), 'release-places', { day }))

  it('[D9] places too near for a draw are for the urgent while somebody asks, else open', async () => {
    const near = await openSlot(house, { day: addDays(draw, 2) })
    const other = await openSlot(house, { port: '2604', day: addDays(draw, 2) })
    await house.db.updateTable('slots').set({ waiting: 20 }).execute()
    await insertWishers(house, [{ ports: ['2504'] }])
    house.setNow(drawFreezesAt(draw, rules))
    expect(await release(draw)).toEqual({ opened: 20, urgent: 20 })
    expect(await slotOf(near)).toMatchObject({ waiting: 0, urgent: 20, places: 20 })
    expect(await slotOf(other)).toMatchObject({ waiting: 0, urgent: 0, places: 20 })
  })

  it('[D9] without custodians the places of ports that nobody asks for open', async () => {
    const asked = await openSlot(house, { day: newDay })
    const unasked = await openSlot(house, { port: '2604', day: newDay })
    await insertWishers(house, [{ ports: ['2504'] }])
    house.setNow(drawFreezesAt(draw, rules))
    expect(await release(draw)).toEqual({ opened: 20, urgent: 0 })
    expect(await slotOf(asked)).toMatchObject({ waiting: 20, drawnAt: null })
    expect(await slotOf(unasked)).toMatchObject({ waiting: 0, drawnAt: house.world.now() })
  })

  it('[D9] what a frozen draw holds stays where it is', async () => {
    const slot = await openSlot(house, { day: newDay })
    await commitTo(house, draw)
    await closeCommitments(house)
    await freezeNow(house)
    expect(await release(draw)).toEqual({ opened: 0, urgent: 0 })
    expect(await slotOf(slot)).toMatchObject({ waiting: 20 })
  })
})

import { checkEntry } from '@garita/domain/check-entry'
import { drawFreezesAt } from '@garita/domain/draw'
import { rulesAtLaunch as rules } from '@garita/domain/programme'
import { addDays, daysMs, hoursMs } from '@garita/domain/time'
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
  type Wisher,
} from '../../test/draws.ts'
import { openSlot } from '../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../test/house.ts'
import type { Who } from '../act.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const nextDay = addDays(draw, 1)
const whoOf = ({ account }: Wisher): Who => ({ kind: 'applicant', account, ports: [] })
const myDraws = async (wisher: Wisher) =>
  granted(await house.ask(whoOf(wisher), 'my-draws', { group: wisher.group }))

async function wishers(...wishes: Parameters<typeof insertWishers>[1]): Promise<Wisher[]> {
  return await insertWishers(house, wishes)
}

const long = () => house.world.now() - daysMs(70)

describe('my-draws', () => {
  it('[D30] shows the ticket and the chances before the freeze, and the same ticket in the files', async () => {
    const [wisher] = await wishers({ size: 3, pressing: true, registeredAt: long() })
    if (!wisher) throw new Error('nobody')
    expect(await myDraws(wisher)).toEqual({ next: null, past: [], odds: null })
    await commitTo(house, draw)
    await closeCommitments(house)
    const { next } = await myDraws(wisher)
    expect(next).toMatchObject({ draw, state: 'committed', turn: true, chances: 5 })
    expect(next).toMatchObject({ base: 1, need: 2, wait: 2, periods: 2 })
    await freezeNow(house)
    const frozen = (await myDraws(wisher)).next
    expect(frozen).toEqual({ ...next, state: 'frozen' })
    const line = JSON.parse(await fileText(house, 'tickets.ndjson'))
    expect(line).toMatchObject({ ticket: next?.ticket, chances: 5 })
  })

  it('[D4] shows rank, how far the ports reached, and what the group got', async () => {
    await openSlot(house, { day: newDay, places: 20 })
    const all = await wishers(...Array.from({ length: 9 }, () => ({ size: 4, ports: ['2504'] })))
    const run = await drawThrough(house)
    const answers = await Promise.all(all.map(myDraws))
    const past = answers.flatMap((answer) => answer.past)
    expect(past.map((one) => one.rank).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(past.filter(({ port }) => port === '2504')).toHaveLength(run.offers)
    expect(past[0]).toMatchObject({
      ...{ draw, state: 'published', size: 4, ports: ['2504'], tickets: 9 },
      reached: [{ port: '2504', closedAt: 6, fits: true }],
    })
    const waiting = answers.find((answer) => answer.past[0]?.port === null)
    expect(waiting?.odds?.draws).toBe(1)
    expect(waiting?.odds?.perDraw).toBeGreaterThan(0)
    expect(waiting?.odds?.perDraw).toBeLessThan(1)
  })

  it('[D8] a void draw stands there without a rank', async () => {
    const [wisher] = await wishers({ size: 2 })
    if (!wisher) throw new Error('nobody')
    await commitTo(house, draw, nextDay)
    await closeCommitments(house)
    await freezeNow(house)
    house.setNow(drawFreezesAt(nextDay, rules))
    granted(await house.perform(house.asClock(), 'void-draw', { draw }))
    const [past] = (await myDraws(wisher)).past
    expect(past).toMatchObject({ draw, state: 'void', rank: null, port: null, tickets: 1 })
  })

  it('[D31] says whose turn it is among groups that share a traveler', async () => {
    const two = await wishers({ registeredAt: long() }, {})
    const [groupA = '', groupB = ''] = two.map(({ group }) => group).sort()
    await house.db
      .insertInto('sharedTravelers')
      .values({ groupA, groupB, foundAt: new Date() as never, members: [] })
      .execute()
    await commitTo(house, draw)
    await closeCommitments(house)
    const turns = async () => (await Promise.all(two.map(myDraws))).map(({ next }) => next?.turn)
    expect(await turns()).toEqual([true, false])
    await freezeNow(house)
    expect(await turns()).toEqual([true, false])
  })

  it('no draw from before a group first asked is looked into: its tickets are megabytes', async () => {
    await wishers({ size: 2 })
    await drawThrough(house)
    const { pool } = house.world.database
    await pool.query('alter table draw_parts disable trigger draw_parts_are_append_only')
    await pool.query(`delete from draw_parts where name = 'ranks.bin'`)
    house.setNow(drawFreezesAt(nextDay, rules))
    const [later] = await wishers({ size: 3 })
    if (!later) throw new Error('nobody')
    expect((await myDraws(later)).past).toEqual([])
  })

  it('who asked after the freeze has a ticket in the next draw alone', async () => {
    await commitTo(house, draw, nextDay)
    await closeCommitments(house)
    await freezeNow(house)
    await closeCommitments(house, nextDay)
    house.setNow(drawFreezesAt(draw, rules) + 60_000)
    const [wisher] = await wishers({})
    if (!wisher) throw new Error('nobody')
    expect((await myDraws(wisher)).next).toMatchObject({ draw: nextDay, state: 'committed' })
  })
})

describe('my-proof', () => {
  it('[D18] [D21] holds for every group of a draw, with the public files alone', async () => {
    await openSlot(house, { day: newDay, places: 20 })
    const all = await wishers(...Array.from({ length: 12 }, (_, n) => ({ size: 1 + (n % 4) })))
    await drawThrough(house)
    for (const wisher of all) {
      const query = { group: wisher.group, draw }
      const proof = granted(await house.ask(whoOf(wisher), 'my-proof', query))
      const checked = await checkEntry(openFiles(house, publicFiles), proof)
      const [past] = (await myDraws(wisher)).past
      if (!checked.ok) throw new Error(`line ${checked.finding.line}: ${checked.finding.fault}`)
      const { ticket, rank, port } = checked.result
      expect({ ticket, rank, port }).toEqual({
        ...{ ticket: past?.ticket, rank: past?.rank, port: past?.port },
      })
    }
  })

  it('is refused for what was not drawn, and for a group without a ticket', async () => {
    const [wisher] = await wishers({})
    if (!wisher) throw new Error('nobody')
    const query = { group: wisher.group, draw }
    const ask = async () => namesOf(await house.ask(whoOf(wisher), 'my-proof', query))
    expect(await ask()).toEqual(['draw-unknown'])
    await house.db.updateTable('requests').set({ state: 'withdrawn' }).execute()
    await drawThrough(house)
    expect(await ask()).toEqual(['ticket-unknown'])
  })
})

describe('draws and draw', () => {
  it('a day that no calendar has is a draw that nobody knows, not a fault', async () => {
    const [wisher] = await wishers({ size: 2 })
    if (!wisher) throw new Error('nobody')
    const impossible = '2023-02-30'
    const { group } = wisher
    const asked = await house.ask(house.asPublic(), 'draw', { draw: impossible })
    expect(namesOf(asked)).toEqual(['draw-unknown'])
    const proof = await house.ask(whoOf(wisher), 'my-proof', { group, draw: impossible })
    expect(namesOf(proof)).toEqual(['draw-unknown'])
    const { draws } = granted(await house.ask(house.asPublic(), 'draws', { before: impossible }))
    expect(draws).toEqual([])
  })

  it('show everybody numbers, files and custodians', async () => {
    expect(namesOf(await house.ask(house.asPublic(), 'draw', { draw }))).toEqual(['draw-unknown'])
    await openSlot(house, { day: newDay, places: 20 })
    await wishers(...Array.from({ length: 9 }, () => ({ size: 4 })))
    const run = await drawThrough(house)
    const { draws, nextAt } = granted(await house.ask(house.asPublic(), 'draws', {}))
    expect(draws).toEqual([
      expect.objectContaining({ draw, state: 'published', tickets: 9, places: 20, given: 20 }),
    ])
    expect(nextAt).toBe(drawFreezesAt(nextDay, rules))
    const one = granted(await house.ask(house.asPublic(), 'draw', { draw }))
    expect(one).toMatchObject({
      ...{ drawHash: run.drawHash, missing: [], countersignatures: [] },
      custodians: [
        { name: 'Office 1', revealed: true },
        { name: 'Office 2', revealed: true },
      ],
      ports: [{ port: '2504', places: 20, given: 20, closedAt: 6 }],
      offers: [],
    })
    expect(one.files.map(({ name }) => name).sort()).toEqual([...publicFiles].sort())
  })

  it('[Y10] tell what became of the offers once all are answered, and who came once the day is over', async () => {
    await openSlot(house, { day: newDay, places: 20 })
    await wishers({ size: 4 })
    await drawThrough(house)
    const offersAt = async (instant: number) => {
      house.setNow(instant)
      return granted(await house.ask(house.asPublic(), 'draw', { draw })).offers
    }
    const publishedAt = house.world.now()
    expect(await offersAt(publishedAt + hoursMs(rules.offerHours) - 1)).toEqual([])
    const answered = await offersAt(publishedAt + hoursMs(rules.offerHours))
    expect(answered).toEqual([{ port: '2504', accepted: 0, arrived: null }])
    const over = await offersAt(drawFreezesAt(addDays(newDay, 1), rules))
    expect(over).toEqual([{ port: '2504', accepted: 0, arrived: 0 }])
  })
})

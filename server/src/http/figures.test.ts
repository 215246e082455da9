import { randomUUID } from 'node:crypto'
import { hoursMs } from '@garita/domain/time'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSlot } from '../../test/families.ts'
import { granted, type House, openHouse } from '../../test/house.ts'
import { seatGroup } from '../../test/seated-group.ts'
import { type Served, serve } from '../../test/served.ts'
import { at } from '../database/open.ts'
import { countWeeks, insertFirstPorts } from '../store/figures.ts'
import { readWeekly } from '../weekly-memory.ts'

const start = Date.UTC(2023, 0, 10, 18)
/** The Monday before: the week of 9 January. */
const week = '2023-01-09'
const groupCount = 12

let house: House
let served: Served

beforeAll(async () => {
  house = await openHouse()
  served = await serve(house)
  const slot = await openSlot(house, { day: '2023-01-12', places: 60 })
  const next = await openSlot(house, { day: '2023-01-16', places: 30 })
  // Sunday night at San Ysidro, Monday in UTC: of the week that ends.
  await openSlot(house, { day: '2023-01-15', time: '23:00', places: 40 })
  const seated = []
  for (let n = 0; n < groupCount; n += 1)
    seated.push(await seatGroup(house, { n: 900 + n, slot: n === 0 ? next : slot }))
  const ids = seated.map(({ appointment }) => appointment)
  const set = async (of: readonly string[], change: object) =>
    await house.db.updateTable('appointments').set(change).where('id', 'in', of).execute()
  await set(ids.slice(1, 11), { state: 'arrived', arrivedAt: at(start + hoursMs(48)) })
  await set(ids.slice(11), { state: 'absent' })
  // Another of the same week that was offered and accepted, for a slot of the next.
  const accepted = seated[0]
  if (!accepted) throw new Error('nobody is seated')
  await house.db
    .insertInto('offers')
    .values({
      ...{ id: randomUUID(), groupId: accepted.group, slotId: next, size: 2, state: 'accepted' },
      ...{ because: 'closure', madeAt: at(start), expiresAt: at(start) },
      answeredAt: at(start),
    })
    .execute()
  await house.db
    .insertInto('draws')
    .values({
      ...{ id: '2023-01-11', state: 'committed', sealedTicketKey: Buffer.alloc(1) },
      committedAt: at(start),
    })
    .execute()
  await house.db.transaction().execute(async (tx) => {
    await insertFirstPorts(
      tx,
      '2023-01-11',
      new Map([
        ['2504', 280],
        ['2402', 9],
      ]),
    )
  })
})
afterAll(async () => {
  await served.close()
  await house.close()
})

it('[Y7] counts by week and port, each where and when it was', async () => {
  const none = { tickets: 0, offered: 0, accepted: 0, picked: 0, arrived: 0, absent: 0 }
  const counted = await countWeeks(house.db, { from: week, to: '2023-01-16' })
  expect(counted).toEqual([
    { ...none, week, port: '2402', places: 0, given: 0, cancelled: 0, tickets: 9 },
    {
      ...{ week, port: '2504', places: 100, given: 22, tickets: 280, offered: 1, accepted: 1 },
      ...{ picked: 11, arrived: 10, absent: 1, cancelled: 0 },
    },
    { ...none, week: '2023-01-16', port: '2504', places: 30, given: 2, cancelled: 0 },
  ])
  expect(await countWeeks(house.db, { from: '2023-01-23', to: '2023-01-30' })).toEqual([])
})

it('[Y8] the present week and those before it, counted at most once a minute', async () => {
  let elapsed = 0
  const read = async () => await readWeekly(house.world, () => elapsed)
  house.setNow(start)
  const first = await read()
  expect(first.weeks.map(({ week: monday, port }) => `${monday} ${port}`)).toEqual([
    `${week} 2402`,
    `${week} 2504`,
  ])
  house.setNow(start + hoursMs(24 * 7))
  elapsed = 59_999
  expect(await read()).toBe(first)
  elapsed = 60_000
  const [both, sameTime] = await Promise.all([read(), read()])
  expect(both).toBe(sameTime)
  expect(both?.weeks.map((one) => one.week)).toEqual(['2023-01-16', week, week])
  // Old weeks are kept until another week begins.
  house.setNow(start + hoursMs(24 * 7 * 12))
  elapsed = 120_000
  const later = await read()
  await house.db.updateTable('slots').set({ places: 90 }).where('id', 'like', '%-0900').execute()
  elapsed = 180_000
  expect((await read()).weeks).toEqual(later.weeks)
  house.setNow(start)
})

it('[Y5] [Y6] everybody gets them as lines and as a table, with an ETag, and small ones hidden', async () => {
  const lines = await served.server.inject('/figures/weekly.ndjson')
  expect(lines.statusCode).toBe(200)
  expect(lines.headers['content-type']).toBe('application/x-ndjson; charset=utf-8')
  const rows = lines.body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows).toContainEqual(
    expect.objectContaining({ week, port: '2504', absent: 'fewer-than-10', arrived: 10 }),
  )
  const table = await served.server.inject('/figures/weekly.csv')
  expect(table.headers['content-type']).toBe('text/csv; charset=utf-8; header=present')
  expect(table.body.split('\r\n')[0]).toMatch(/^week,port,places,given,tickets,/)
  expect(table.body.split('\r\n')).toHaveLength(rows.length + 2)
  for (const url of ['/figures/weekly.ndjson', '/figures/weekly.csv']) {
    const { etag } = (await served.server.inject(url)).headers
    const headers = { 'if-none-match': String(etag) }
    expect((await served.server.inject({ url, headers })).statusCode).toBe(304)
    const stale = { 'if-none-match': '"other"' }
    expect((await served.server.inject({ url, headers: stale })).statusCode).toBe(200)
  }
  const asked = granted(await house.ask(house.asPublic(), 'figures', {}))
  expect(asked.weeks).toEqual(rows)
})

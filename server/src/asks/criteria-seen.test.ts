import type { Criterion } from '@garita/domain/programme'
import { daysMs } from '@garita/domain/time'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, deskDay, openDesk } from '../../test/at-desk.ts'
import { granted, type House, openHouse } from '../../test/house.ts'
import type { SeatedGroup } from '../../test/seated-group.ts'
import { type Served, serve } from '../../test/served.ts'

let house: House
let desk: Desk
let served: Served
const february = Date.UTC(2023, 1, 1, 9)

beforeAll(async () => {
  house = await openHouse()
  desk = await openDesk(house, 800)
  served = await serve(house)
})
afterAll(async () => {
  await served.close()
  await house.close()
})

const first = ({ members }: SeatedGroup) => members[0] ?? ''
const counts = async () =>
  await house.db.selectFrom('criteriaCounts').selectAll().orderBy('criterion').execute()
const countOf = async (criterion: Criterion) => {
  const row = (await counts()).find((one) => one.criterion === criterion)
  return row && [row.people, row.attested, row.seen, row.attestedAndSeen]
}

async function attestedBy(seated: SeatedGroup): Promise<Criterion> {
  const { members } = granted(await house.ask(desk.officer, 'arrival', desk.named(seated)))
  const [criterion] = members.find(({ member }) => member === first(seated))?.criteria ?? []
  if (!criterion) throw new Error('nothing was attested')
  return criterion
}

it('[Y11] counts a person when the determination comes to count, and no more when it ceases to', async () => {
  const seated = await desk.receive(1)
  const criterion = await attestedBy(seated)
  granted(await desk.confirm(seated, first(seated)))
  granted(await desk.determine(seated, first(seated), { seen: [criterion] }))
  expect(await counts()).toHaveLength(7)
  expect(await countOf(criterion)).toEqual([1, 1, 1, 1])
  expect(await countOf('over-70')).toEqual([1, 0, 0, 0])
  // Amended: what was seen is another thing now, and the person is counted once.
  granted(await desk.amend(seated, first(seated), { seen: [] }))
  expect(await countOf(criterion)).toEqual([1, 1, 0, 0])
  // Not counted while a supervisor has still to say their word.
  const not = { outcome: 'not-excepted', reason: 'criterion-not-shown' } as const
  const { determination } = granted(await desk.amend(seated, first(seated), not))
  expect(await countOf(criterion)).toEqual([0, 0, 0, 0])
  granted(await desk.countersign(seated, determination))
  expect(await countOf(criterion)).toEqual([1, 1, 0, 0])
  granted(await desk.amend(seated, first(seated), { seen: [criterion] }))
  expect(await countOf(criterion)).toEqual([1, 1, 1, 1])
  expect(new Set((await counts()).map(({ month }) => month))).toEqual(new Set(['2023-01']))
})

it('[Y11] what was returned, or was amended while it was awaited, was never counted', async () => {
  const seated = await desk.receive(1)
  const criterion = await attestedBy(seated)
  const before = await countOf(criterion)
  const not = { outcome: 'not-excepted', reason: 'criterion-not-shown' } as const
  const one = granted(await desk.determine(seated, first(seated), not))
  const returned = { verdict: 'returned', words: 'Ejemplo' } as const
  granted(await desk.countersign(seated, one.determination, returned))
  granted(await desk.determine(seated, first(seated), not))
  expect(await countOf(criterion)).toEqual(before)
  granted(await desk.amend(seated, first(seated)))
  const [people = 0, attested = 0, ...seen] = before ?? []
  expect(await countOf(criterion)).toEqual([people + 1, attested + 1, ...seen])
})

it('[Y12] everybody is told once the month is over at every port, small figures hidden', async () => {
  const ask = async () => granted(await house.ask(house.asPublic(), 'criteria-seen', {})).months
  await house.db
    .updateTable('criteriaCounts')
    .set({ people: 24, attested: 13, seen: 12, attestedAndSeen: 12 })
    .where('criterion', '=', 'pregnancy')
    .execute()
  house.setNow(deskDay)
  expect(await ask()).toEqual([])
  // February in Texas, and still January in California.
  house.setNow(Date.UTC(2023, 1, 1, 7, 59))
  expect(await ask()).toEqual([])
  house.setNow(february)
  const [month] = await ask()
  expect(month?.month).toBe('2023-01')
  expect(month?.criteria).toHaveLength(7)
  expect(month?.criteria.find(({ criterion }) => criterion === 'pregnancy')).toEqual({
    ...{ criterion: 'pregnancy', attested: 10, seen: 10, both: 10 },
  })
  expect(month?.criteria.find(({ criterion }) => criterion === 'over-70')).toEqual({
    ...{ criterion: 'over-70', attested: 0, seen: 0, both: 0 },
  })
  house.setNow(february + daysMs(1))
})

it('[Y13] everybody gets them as lines and as a table, with an ETag, and from the public memory', async () => {
  house.setNow(february)
  const lines = await served.server.inject('/figures/criteria-seen.ndjson')
  expect(lines.headers['content-type']).toBe('application/x-ndjson; charset=utf-8')
  const rows = lines.body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows).toHaveLength(7)
  expect(rows).toContainEqual({
    ...{ month: '2023-01', criterion: 'over-70', people: 'fewer-than-10' },
    ...{ attested: 0, seen: 0, both: 0 },
  })
  const table = await served.server.inject('/figures/criteria-seen.csv')
  expect(table.headers['content-type']).toBe('text/csv; charset=utf-8; header=present')
  expect(table.body.split('\r\n')[0]).toBe('month,criterion,people,attested,seen,both')
  expect(table.body.split('\r\n')).toHaveLength(9)
  for (const url of [
    '/figures/criteria-seen.ndjson',
    '/figures/criteria-seen.csv',
    '/api/asks/criteria-seen',
  ]) {
    const { etag } = (await served.server.inject(url)).headers
    const headers = { 'if-none-match': String(etag) }
    expect((await served.server.inject({ url, headers })).statusCode).toBe(304)
  }
})

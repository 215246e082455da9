// What desks and supervisors ask every two seconds stays quick however many years of arrivals lie in
// the tables: each of these queries finds its rows by an index. With sequential scans priced out, a
// plan reads a table whole only where no index would serve.

import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Tables } from '../src/database/tables.ts'
import { findOpenVersion } from '../src/store/arrival-screen.ts'
import { findDayVersion } from '../src/store/day-arrivals.ts'
import { findDeskVersion } from '../src/store/desk-questions.ts'
import { findStaffOf } from '../src/store/staff.ts'
import { type House, openHouse } from './house.ts'

const day = '2023-01-11'
const port = '2504'
const now = Date.UTC(2023, 0, 11, 18)
const id = '00000000-0000-4000-8000-000000000001'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => await house.close())

type Node = {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly Node[]
}

const readWhole = (node: Node): string[] => [
  ...(node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? ''] : []),
  ...(node.Plans ?? []).flatMap(readWhole),
]

/** The tables that a query can only read whole. */
async function wholeTables(run: (db: Kysely<Tables>) => Promise<unknown>): Promise<string[]> {
  const client = await house.world.database.pool.connect()
  const plans: Node[] = []
  const explaining = {
    query: async (text: string, parameters: readonly unknown[]) => {
      const { rows } = await client.query(`explain (format json) ${text}`, [...parameters])
      plans.push(...rows.flatMap((row) => row['QUERY PLAN']).map((one) => one.Plan))
      return { command: 'SELECT', rowCount: 0, rows: [] }
    },
    release: () => undefined,
  }
  const connect = async () => explaining as never
  const pool = { options: {}, connect, end: async () => undefined }
  await client.query('set enable_seqscan = off')
  await run(
    new Kysely<Tables>({
      dialect: new PostgresDialect({ pool }),
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    }),
  )
  await client.query('reset enable_seqscan')
  client.release()
  expect(plans).not.toEqual([])
  return plans.flatMap(readWhole)
}

it('who asks is found by an index', async () => {
  const session = { account: 'officer-1', session: 'one' }
  expect(await wholeTables((db) => findStaffOf(db, session))).toEqual([])
})

it('whether anything of a port’s day moved is found by indexes', async () => {
  expect(await wholeTables((db) => findDayVersion(db, { port, day, now }))).toEqual([])
})

it('whether anything of the group on the screen moved is found by indexes', async () => {
  expect(await wholeTables((db) => findOpenVersion(db, { port, day, now }, id))).toEqual([])
})

it('whether anything moved that waits for a supervisor is found by indexes', async () => {
  const days = [{ port, day }]
  expect(await wholeTables((db) => findDeskVersion(db, days, now))).toEqual([])
})

it('a table without a fitting index is seen', async () => {
  const notes = (db: Kysely<Tables>) =>
    db.selectFrom('deskNotes').selectAll().where('byAccount', '=', 'officer-1').execute()
  expect(await wholeTables(notes)).toEqual(['desk_notes'])
})

// The house's pool as pg-boss wants it: instants as dates, and a statement that fails leaves
// nothing behind. With PostgreSQL a connection that failed is given up; the one connection of the
// embedded database is rolled back, since pg-boss opens transactions within one text.

import { type QueryResult, types } from 'pg'
import type { Db as JobsDatabase } from 'pg-boss'
import type { Database } from '../database/open.ts'

type Rows = QueryResult<Record<string, unknown>>

export function jobsDatabase({ pool, kind }: Pick<Database, 'pool' | 'kind'>): JobsDatabase {
  return {
    executeSql: async (text, values) => {
      const client = await pool.connect()
      try {
        // A text of several statements, which has no values, gives a list of results.
        const result: Rows | Rows[] = await client.query<Record<string, unknown>>(text, values)
        client.release()
        for (const one of [result].flat()) withDates(one)
        return result as Rows
      } catch (error) {
        if (kind === 'embedded') await client.query('rollback').catch(() => {})
        client.release(kind === 'postgres')
        throw error
      }
    },
  }
}

/** The house's pool reads instants as numbers; other parsers for one query break the adapter. */
function withDates({ fields, rows }: Rows): void {
  const instants = fields.filter((field) => field.dataTypeID === types.builtins.TIMESTAMPTZ)
  for (const row of rows) {
    for (const { name } of instants) {
      const value = row[name]
      if (typeof value === 'number') row[name] = new Date(value)
    }
  }
}

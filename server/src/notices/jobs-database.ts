// The house's pool as pg-boss wants it: instants as dates, and a statement that fails leaves
// nothing behind. With PostgreSQL a connection that failed is given up; the one connection of the
// embedded database is rolled back, since pg-boss opens transactions within one text.

import { types } from 'pg'
import type { Db as JobsDatabase } from 'pg-boss'
import type { Database } from '../database/open.ts'

export function jobsDatabase({ pool, kind }: Pick<Database, 'pool' | 'kind'>): JobsDatabase {
  return {
    executeSql: async (text, values) => {
      const client = await pool.connect()
      try {
        const result = await client.query({ text, types, ...(values ? { values } : {}) })
        client.release()
        return result
      } catch (error) {
        if (kind === 'embedded') await client.query('rollback').catch(() => {})
        client.release(kind === 'postgres')
        throw error
      }
    },
  }
}

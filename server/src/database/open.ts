// One driver, one SQL: PostgreSQL by URL for a server, else PGlite in a folder for trying out.
// PGlite does not fsync and is one connection: its pool has exactly one client, never more, since
// a second one would break its protocol. Its folder is locked by the process: two processes would
// open it without an error and destroy it.

import { mkdirSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely'
import { type ClientConfig, Pool, types } from 'pg'
import { lockFolder } from '../folder-lock.ts'
import { readInstant } from './instants.ts'
import { namedStatements } from './named-statements.ts'
import type { Tables } from './tables.ts'

export type Database = {
  readonly kind: 'postgres' | 'embedded'
  readonly db: Kysely<Tables>
  /** The same database for acts performed together, on connections that plan by indexes. */
  readonly together: Kysely<Tables>
  readonly pool: Pool
  /** Drains the pool; with PGlite writes out and unlocks the folder. */
  close(): Promise<void>
}

export type DatabasePlace =
  | { readonly url: string; readonly connections?: number }
  /** `folder` undefined: in memory, for tests. `image`: a saved data folder to begin from. */
  | { readonly folder?: string; readonly image?: Blob }

/** How long a caller waits for a free connection before it becomes a fault. */
const connectionTimeoutMillis = 30_000

export async function openDatabase(place: DatabasePlace): Promise<Database> {
  if ('url' in place) return openPostgres(place.url, place.connections ?? 10)
  return openEmbedded(place.folder, place.image)
}

/** Two batches of each act that is performed together. */
const togetherConnections = 6

// Prepared once, planned each time: a plan made while a table was empty reads it whole for ever.
const plannedEachTime = '-c plan_cache_mode=force_custom_plan'
/** What a batch reads it finds by indexes: looked up a row at a time, never by reading a table. */
const plannedByIndex = [
  'plan_cache_mode=force_custom_plan',
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'enable_material=off',
  // PostgreSQL before 18 tells by an enormous cost what is off, and would compile such a plan.
  'jit=off',
]
  .map((setting) => `-c ${setting}`)
  .join(' ')

/**
 * Part of a `from`: from this statement on its transaction keeps plans. For the last write of a hot
 * act: its foreign keys look up each row by the primary key, and planning that anew each time took
 * longer than all else about the row. Not for what reads other tables by more than a primary key.
 */
export const keptPlans = sql`
  (select set_config('plan_cache_mode', 'force_generic_plan', true)) as kept_plans`

function openPostgres(url: string, connections: number): Database {
  const pool = poolOf(url, connections, plannedEachTime)
  const batches = poolOf(url, togetherConnections, plannedByIndex, { idleTimeoutMillis: 0 })
  return {
    kind: 'postgres',
    pool,
    db: kyselyOn(namedStatements(pool)),
    together: kyselyOn(namedStatements(batches)),
    close: async () => void (await Promise.all([pool.end(), batches.end()])),
  }
}

function poolOf(
  connectionString: string,
  max: number,
  options: string,
  more: { readonly idleTimeoutMillis?: number } = {},
): Pool {
  const types = { getTypeParser: parserOf }
  const place = { connectionString, max, options, connectionTimeoutMillis, types }
  const pool = new Pool({ ...place, ...more })
  // A connection lost while idle is replaced by the pool; without a listener it would end us.
  pool.on('error', () => {})
  return pool
}

async function openEmbedded(folder?: string, image?: Blob): Promise<Database> {
  // Beside the database's folder, not in it: PGlite owns what lies there.
  const lock = folder ? lockFolder(`${folder}.lock`) : undefined
  if (folder) mkdirSync(folder, { recursive: true })
  const lite = await PGlite.create({
    ...(folder ? { dataDir: folder } : {}),
    ...(image ? { loadDataDir: image } : {}),
    relaxedDurability: false,
  })
  const pool = new Pool({
    ...(createPgConfig(lite) as unknown as ClientConfig),
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis,
    types: { getTypeParser: parserOf },
  })
  const close = async () => {
    await pool.end()
    await lite.close()
    lock?.release()
  }
  const db = kyselyOn(pool)
  return { kind: 'embedded', pool, db, together: db, close }
}

function kyselyOn(pool: PostgresPool): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

/** Dates stay text, instants become epoch milliseconds, int8 a number that must be exact. */
function parserOf(oid: number, format?: 'text' | 'binary') {
  if (oid === types.builtins.DATE) return (text: string) => text
  if (oid === types.builtins.TIMESTAMPTZ) return readInstant
  if (oid === types.builtins.INT8) return exactInteger
  return types.getTypeParser(oid as never, format as never)
}

function exactInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 out of exact range: ${text}`)
  return value
}

/** An instant as SQL: instants are epoch milliseconds in the rules, timestamptz in the tables. */
export function at(instant: number) {
  return sql<number>`${new Date(instant).toISOString()}::timestamptz`
}

// Plain SQL files, numbered, forward only. Each runs once, in its own transaction, and is kept
// with its hash; a database that knows a migration which this code does not is newer: refused.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Pool, PoolClient } from 'pg'

const folder = new URL('../../migrations/', import.meta.url)
/** Any number: servers that start together migrate one after the other. */
const advisoryLock = 72_301_823

export class SchemaNewer extends Error {}

type Migration = { readonly name: string; readonly text: string; readonly hash: string }

/** Brings the schema up to date and gives the names of the migrations that ran now. */
export async function migrate(pool: Pool): Promise<string[]> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [advisoryLock])
    await client.query(
      'create table if not exists migrations (name text primary key, hash text not null, at timestamptz not null default now())',
    )
    const done = await client.query<{ name: string; hash: string }>(
      'select name, hash from migrations',
    )
    return await runMissing(client, new Map(done.rows.map((row) => [row.name, row.hash])))
  } finally {
    await client.query('select pg_advisory_unlock($1)', [advisoryLock]).catch(() => {})
    client.release()
  }
}

async function runMissing(client: PoolClient, done: Map<string, string>): Promise<string[]> {
  const known = readMigrations()
  const names = new Set(known.map((one) => one.name))
  const foreign = [...done.keys()].filter((name) => !names.has(name))
  if (foreign.length > 0) {
    throw new SchemaNewer(`The database has migrations this version does not know: ${foreign}`)
  }
  const ran: string[] = []
  for (const migration of known) {
    const before = done.get(migration.name)
    if (before === migration.hash) continue
    if (before) throw new SchemaNewer(`${migration.name} was changed after it had run.`)
    await runOne(client, migration)
    ran.push(migration.name)
  }
  return ran
}

/** Without parameters the simple protocol is used, which takes several statements at once. */
async function runOne(client: PoolClient, { name, text, hash }: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into migrations (name, hash) values ($1, $2)', [name, hash])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error })
  }
}

function readMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(new URL(name, folder), 'utf8')
      return { name, text, hash: createHash('sha256').update(text).digest('hex') }
    })
}

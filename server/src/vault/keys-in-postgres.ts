import { randomBytes } from 'node:crypto'
import { Pool } from 'pg'
import { GroupKey, KEY_BYTES } from './group-key.ts'
import { keyPlace, secretPlace } from './key-places.ts'
import { KeyDestroyed, type KeyStore, KeyUnknown } from './keys.ts'
import { type Masters, unwrap, wrap, wrappedBy } from './master.ts'
import { OpenedKeys } from './opened-keys.ts'

// The key store of several servers: a database of its own, so that the data's back-up never holds
// keys. Each server makes 256 keys at a time and hands them out from memory. Destroying replaces
// the key by nothing; the row stays, to tell "destroyed" from "never was". What PostgreSQL keeps
// of it in dead rows, its log and this store's own back-ups goes by vacuum and within 7 days.

const RANGE = 256
/** Some 300 bytes each. */
const KEEP_OPEN = 100_000
/** How long a server may still hold, in memory, a key that another server destroyed. */
const MAX_AGE_MS = 60_000
const CONNECT_MS = 10_000
const SCHEMA = `
  begin;
  select pg_advisory_xact_lock(5282713);
  create table if not exists group_keys (id text primary key, wrapped bytea);
  create table if not exists secrets (name text primary key, wrapped bytea not null);
  commit`

/** Opens the key database and makes its two tables where they are missing. */
export async function openKeysInPostgres(url: string, masters: Masters): Promise<KeyStore> {
  const pool = new Pool({ connectionString: url, max: 4, connectionTimeoutMillis: CONNECT_MS })
  // An idle connection that breaks must not end the process; the next query opens another.
  pool.on('error', () => undefined)
  try {
    await pool.query(SCHEMA)
  } catch (error) {
    await pool.end()
    throw error
  }
  return new KeysInPostgres(pool, masters)
}

class KeysInPostgres implements KeyStore {
  readonly #pool: Pool
  readonly #masters: Masters
  readonly #opened = new OpenedKeys(KEEP_OPEN, MAX_AGE_MS)
  #ready: string[] = []
  #making: Promise<void> | undefined

  constructor(pool: Pool, masters: Masters) {
    this.#pool = pool
    this.#masters = masters
  }

  async make(): Promise<string> {
    for (;;) {
      const id = this.#ready.pop()
      if (id) return id
      this.#making ??= this.#makeRange().finally(() => {
        this.#making = undefined
      })
      await this.#making
    }
  }

  open(id: string): Promise<GroupKey> {
    return this.#opened.findOrRead(id, () => this.#read(id))
  }

  async destroy(id: string): Promise<void> {
    const { rowCount } = await this.#pool.query(
      'update group_keys set wrapped = null where id = $1',
      [id],
    )
    this.#opened.drop(id)
    if (rowCount === 0) throw new KeyUnknown(id)
  }

  async secret(name: string, makeIt: () => Uint8Array): Promise<Uint8Array> {
    const found = await this.#findSecret(name)
    if (found) return found
    await this.#pool.query(
      'insert into secrets (name, wrapped) values ($1, $2) on conflict do nothing',
      [name, wrap(this.#masters, makeIt(), secretPlace(name))],
    )
    // Another server may have been first: its bytes count.
    const made = await this.#findSecret(name)
    if (!made) throw new Error(`the secret ${name} was not kept`)
    return made
  }

  async secrets(startingWith: string): Promise<string[]> {
    const { rows } = await this.#pool.query<{ name: string }>(
      'select name from secrets where starts_with(name, $1)',
      [startingWith],
    )
    return rows.map((row) => row.name).sort()
  }

  async rewrap(): Promise<number> {
    const keys = await this.#rewrapTable('group_keys', 'id', keyPlace)
    const secrets = await this.#rewrapTable('secrets', 'name', secretPlace)
    return keys + secrets
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  async #read(id: string): Promise<GroupKey> {
    const { rows } = await this.#pool.query<{ wrapped: Buffer | null }>(
      'select wrapped from group_keys where id = $1',
      [id],
    )
    const row = rows[0]
    if (!row) throw new KeyUnknown(id)
    if (!row.wrapped) throw new KeyDestroyed(id)
    return new GroupKey(unwrap(this.#masters, row.wrapped, keyPlace(id)))
  }

  async #makeRange(): Promise<void> {
    const block = randomBytes(8).toString('hex')
    const ids = Array.from({ length: RANGE }, (_, slot) => `${block}-${slot}`)
    const keys = ids.map((id) => ({ id, key: randomBytes(KEY_BYTES) }))
    await this.#pool.query(
      'insert into group_keys (id, wrapped) select * from unnest($1::text[], $2::bytea[])',
      [ids, keys.map(({ id, key }) => wrap(this.#masters, key, keyPlace(id)))],
    )
    for (const { id, key } of keys) this.#opened.keep(id, new GroupKey(key))
    this.#ready = ids.reverse()
  }

  async #findSecret(name: string): Promise<Buffer | undefined> {
    const { rows } = await this.#pool.query<{ wrapped: Buffer }>(
      'select wrapped from secrets where name = $1',
      [name],
    )
    return rows[0] && unwrap(this.#masters, rows[0].wrapped, secretPlace(name))
  }

  /** A row that was destroyed or rewrapped meanwhile no longer equals what was read: left alone. */
  async #rewrapTable(
    table: 'group_keys' | 'secrets',
    id: 'id' | 'name',
    place: (id: string) => string,
  ): Promise<number> {
    const { rows } = await this.#pool.query<{ id: string; wrapped: Buffer }>(
      `select ${id} as id, wrapped from ${table} where wrapped is not null`,
    )
    let count = 0
    for (const row of rows) {
      if (wrappedBy(row.wrapped) === this.#masters.current.id) continue
      const plain = unwrap(this.#masters, row.wrapped, place(row.id))
      const wrapped = wrap(this.#masters, plain, place(row.id))
      const { rowCount } = await this.#pool.query(
        `update ${table} set wrapped = $3 where ${id} = $1 and wrapped = $2`,
        [row.id, row.wrapped, wrapped],
      )
      count += rowCount ?? 0
    }
    return count
  }
}

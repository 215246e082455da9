// A saved image of a migrated, empty database, made once a run: opening one from it takes a tenth
// of what making one anew takes.

import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { type ClientConfig, Pool } from 'pg'
import { migrate } from '../src/database/migrate.ts'

const migrations = new URL('../migrations/', import.meta.url)

/** The image, from a file named after the migrations' hash; made when it is not there. */
export async function migratedImage(): Promise<Blob> {
  const folder = join(tmpdir(), 'garita-images')
  const file = join(folder, `${hashOfMigrations()}.tar`)
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    const own = `${file}.${process.pid}`
    writeFileSync(own, Buffer.from(await (await makeImage()).arrayBuffer()))
    renameSync(own, file)
  }
  return new Blob([readFileSync(file)])
}

async function makeImage(): Promise<Blob> {
  const lite = await PGlite.create()
  const config = createPgConfig(lite) as unknown as ClientConfig
  const pool = new Pool({ ...config, max: 1, idleTimeoutMillis: 0 })
  await migrate(pool)
  const image = await lite.dumpDataDir('none')
  await pool.end()
  await lite.close()
  return image
}

function hashOfMigrations(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(migrations).sort()) {
    hash.update(name).update(readFileSync(new URL(name, migrations)))
  }
  return hash.digest('hex').slice(0, 20)
}

// The command `npm run verify-records`: works out every seal again from the records. Prints one
// line; ends with 0 where all is as it was sealed, else with 1. It changes nothing. An embedded
// database belongs to one process: stop the server first.

import { join } from 'node:path'
import { ConfigError, readConfig } from './config.ts'
import { type Database, openDatabase } from './database/open.ts'
import { FolderInUse } from './folder-lock.ts'
import { type Verified, verifySeals } from './verify-seals.ts'

async function open(): Promise<Database> {
  const { databaseUrl, dataFolder } = readConfig(process.env)
  if (databaseUrl) return await openDatabase({ url: databaseUrl, connections: 1 })
  return await openDatabase({ folder: join(dataFolder, 'database') })
}

function lineOf(verified: Verified): string {
  if (!verified.ok) return `Broken at seal ${verified.seal}: ${verified.why}.`
  const { seals, records, unsealed, root } = verified
  const under = root ? ` under the root ${root}` : ''
  return `Whole: ${seals} seals hold ${records} records${under}; ${unsealed} are not sealed yet.`
}

try {
  const database = await open()
  try {
    const verified = await verifySeals(database.db)
    process.stdout.write(`${lineOf(verified)}\n`)
    process.exitCode = verified.ok ? 0 : 1
  } finally {
    await database.close()
  }
} catch (error) {
  const isExpected = error instanceof ConfigError || error instanceof FolderInUse
  process.stderr.write(`${isExpected ? error.message : (error as Error).stack}\n`)
  process.exitCode = 1
}

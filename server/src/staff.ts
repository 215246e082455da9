// The command `npm run staff -- …` on the configured database. The embedded database and a folder
// of keys belong to one process: stop the server first. With PostgreSQL for both it can go on.

import { openAccounts } from './accounts/accounts.ts'
import { reportsToRecords } from './accounts/reports.ts'
import { allActs } from './acts/all.ts'
import { ConfigError, readConfig } from './config.ts'
import { SchemaNewer } from './database/migrate.ts'
import { FolderInUse } from './folder-lock.ts'
import { demoSender } from './notices/sender.ts'
import { readWords } from './notices/words.ts'
import { openDoor } from './perform.ts'
import { openWorld } from './run.ts'
import { runStaffCommand, StaffCommandRefused } from './staff-command.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

async function run(): Promise<void> {
  const config = readConfig(process.env)
  const world = await openWorld(config, say)
  const { perform } = openDoor(world, allActs)
  const accounts = await openAccounts({
    pool: world.database.pool,
    keys: world.vault.keys,
    address: config.address,
    sender: demoSender(),
    words: readWords(),
    listenUrl: config.databaseUrl,
    reports: reportsToRecords(perform),
  })
  try {
    await runStaffCommand({ world, perform, accounts, say }, process.argv.slice(2))
  } finally {
    await accounts.close()
    await world.database.close()
    await world.vault.keys.close()
  }
}

try {
  await run()
} catch (error) {
  process.exitCode = 1
  process.stderr.write(`${messageOf(error)}\n`)
}

function messageOf(error: unknown): string {
  if (error instanceof FolderInUse) {
    return `The server is running: stop it, change the staff, and start it again.\n${error.message}`
  }
  const isExpected = [ConfigError, SchemaNewer, StaffCommandRefused].some(
    (kind) => error instanceof kind,
  )
  return isExpected ? (error as Error).message : String((error as Error).stack)
}

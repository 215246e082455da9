// Starts the server. The environment is read here, as in the two commands (staff.ts,
// verify-records.ts), and nowhere else; everything else is handed in.

import { ConfigError, readConfig } from './config.ts'
import { SchemaNewer } from './database/migrate.ts'
import { FolderInUse } from './folder-lock.ts'
import { runHouse } from './run.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

try {
  const house = await runHouse(readConfig(process.env), say)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      say('Stopping: finishing what is under way …')
      house.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
} catch (error) {
  const expected = [ConfigError, FolderInUse, SchemaNewer].some((kind) => error instanceof kind)
  process.stderr.write(`${expected ? (error as Error).message : (error as Error).stack}\n`)
  process.exit(1)
}

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

// A file with a process id in it would outlive SIGKILL, and in a container every process has the
// same id. The operating system's own file lock ends with its process; Node offers it only
// through SQLite, whose exclusive transaction holds it on an otherwise empty file.

const SQLITE_BUSY = 5

/** A fault at start: another process works in this folder. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(`another process holds ${folder}: stop it first, two would destroy what is there`)
    this.name = 'FolderInUse'
  }
}

/**
 * Takes the folder for this process until `release` or its end, however it ends.
 * Throws `FolderInUse` where another process (or another part of this one) holds it.
 */
export function lockFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = new DatabaseSync(join(folder, 'lock'))
  try {
    file.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
  } catch (error) {
    file.close()
    const busy = error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
    throw busy ? new FolderInUse(folder) : error
  }
  return { release: () => file.close() }
}

// A folder belongs to one process. The lock is a file with that process's id; a lock left behind
// by a process that is gone (killed, machine lost) is taken over.

import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'

/** The folder is in use by another process, which is named in the message. */
export class FolderInUse extends Error {}

/**
 * Locks a folder for this process and gives the function that unlocks it.
 * @throws FolderInUse when a living process holds it.
 */
export function lockFolder(folder: string): () => void {
  const file = `${folder.replace(/\/+$/, '')}.lock`
  mkdirSync(folder, { recursive: true })
  if (!tryLock(file)) {
    const holder = Number(readFileSync(file, 'utf8'))
    if (isAlive(holder)) {
      throw new FolderInUse(
        `${folder} is in use by process ${holder}. Stop that one first, or name another folder.`,
      )
    }
    rmSync(file, { force: true })
    if (!tryLock(file)) throw new FolderInUse(`${folder} was just taken by another process.`)
  }
  return () => rmSync(file, { force: true })
}

function tryLock(file: string): boolean {
  try {
    const handle = openSync(file, 'wx')
    writeSync(handle, String(process.pid))
    closeSync(handle)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

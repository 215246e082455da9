// What is kept on this phone: typed text, acts that wait for the network, keys not yet answered.
//
// localStorage and not IndexedDB, because a write is finished when it returns: the last letter typed survives a
// battery that dies. Text is small (a group of 20 is some 20 kB of the 5 MB). Where a browser gives none (private
// mode, a full phone), the same calls keep things in memory until the page closes; `lasting` says so.

import { forgetAll } from './kept-large.ts'

const prefix = 'garita:'

/** Keeps values as JSON under a name. `lasting` is false where they are gone when the page closes. */
export type Phone = {
  readonly lasting: boolean
  read(name: string): unknown
  write(name: string, value: unknown): void
  remove(name: string): void
  names(): string[]
}

/** The phone's storage, found anew on each call so that tests and private modes need no set-up. */
export function openPhone(storage: Storage | undefined = findStorage()): Phone {
  return {
    get lasting() {
      return storage !== undefined && forThisPage.size === 0
    },
    read(name) {
      const text = forThisPage.get(name) ?? storage?.getItem(prefix + name)
      return text === undefined || text === null ? undefined : parsed(text)
    },
    write(name, value) {
      const text = JSON.stringify(value)
      try {
        if (!storage) throw new Error('no storage')
        storage.setItem(prefix + name, text)
        forThisPage.delete(name)
      } catch {
        forThisPage.set(name, text)
      }
    },
    remove(name) {
      forThisPage.delete(name)
      storage?.removeItem(prefix + name)
    },
    names() {
      const stored = storage ? Array.from({ length: storage.length }, (_, i) => storage.key(i)) : []
      const ours = stored.flatMap((key) =>
        key?.startsWith(prefix) ? [key.slice(prefix.length)] : [],
      )
      return [...new Set([...ours, ...forThisPage.keys()])]
    },
  }
}

/** "Delete from this phone": drafts, waiting acts, keys, kept answers, passes and unsent photos. Nothing at the server changes. */
export function deleteFromThisPhone(phone: Phone = openPhone()): void {
  for (const name of phone.names()) phone.remove(name)
  void forgetAll()
}

const forThisPage = new Map<string, string>()

function findStorage(): Storage | undefined {
  try {
    return typeof localStorage === 'undefined' ? undefined : localStorage
  } catch {
    return undefined
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

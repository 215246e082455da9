import type { Shelf } from './shelf.ts'

/** A shelf in memory, for tests: keeps copies as IndexedDB does, and goes on as the same disk after a "restart". */
export function fakeShelf(): Shelf {
  const kept = new Map<string, unknown>()
  return {
    get: async (name) => structuredCloneOf(kept.get(name)),
    put: async (name, value) => {
      kept.set(name, structuredCloneOf(value))
    },
    swap: async (gone, name, value) => {
      kept.delete(gone)
      kept.set(name, structuredCloneOf(value))
    },
    remove: async (name) => {
      kept.delete(name)
    },
    names: async (prefix) => [...kept.keys()].filter((name) => name.startsWith(prefix)).sort(),
  }
}

/** Node cannot clone a CryptoKey; browsers can. */
function structuredCloneOf(value: unknown): unknown {
  return value instanceof CryptoKey ? value : structuredClone(value)
}

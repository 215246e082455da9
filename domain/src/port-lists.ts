// Lists of ports as they are written in entries, each kept once: of eight ports there are at most
// 109,600. A list that was read strictly before is known by its bytes and not read again.

import { compareBytes } from './byte-order.ts'

export type PortLists = {
  /** The number of the list written in these bytes; -1 where it was not learnt. */
  known(bytes: Uint8Array, start: number, end: number): number
  /** The number of this list, which was read strictly from these bytes. */
  learn(ports: readonly string[], bytes: Uint8Array, start: number, end: number): number
  list(id: number): readonly string[]
}

export function portLists(): PortLists {
  const ids = new Map<string, number>()
  const lists: (readonly string[])[] = []
  const written: Uint8Array[] = []
  // The first list of each hash alone: who makes others with the same only makes reading slow.
  const byHash = new Map<number, number>()
  return {
    known(bytes, start, end) {
      const id = byHash.get(hashOf(bytes, start, end))
      if (id === undefined) return -1
      const text = written[id] as Uint8Array
      const isSame = text.length === end - start
      return isSame && compareBytes(bytes, start, text, 0, text.length) === 0 ? id : -1
    },
    learn(ports, bytes, start, end) {
      const key = ports.join()
      const before = ids.get(key)
      if (before !== undefined) return before
      const id = lists.length
      const hash = hashOf(bytes, start, end)
      ids.set(key, id)
      lists.push(ports)
      written.push(bytes.slice(start, end))
      if (!byHash.has(hash)) byHash.set(hash, id)
      return id
    },
    list: (id) => lists[id] ?? [],
  }
}

/** FNV-1a, 32 bits. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193)
  return hash >>> 0
}

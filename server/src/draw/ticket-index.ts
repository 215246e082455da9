// Who was at which rank, in memory: at noon everybody asks at once. A draw is some 22 bytes a ticket in
// ticket order and never changes; those asked for last are kept.

import { readParts } from '../store/draw-files.ts'
import type { Draw } from '../store/draws.ts'
import type { World } from '../world.ts'
import {
  chancesAt,
  rankBytes,
  rankChancesAt,
  rankRankAt,
  readShort,
  readWord,
  recordBytes,
} from './record.ts'

export type Placed = {
  /** Its place among the entries, from 0. */
  readonly index: number
  readonly chances: number
  /** From 1; null where the draw was never run. */
  readonly rank: number | null
}

export type TicketIndex = {
  readonly bytes: number
  /** Nothing where the draw has no such ticket. */
  find(ticket: Uint8Array): Placed | undefined
}

/** Memory for draws of each database, at most: of 300,000 tickets some forty. */
const bytesLimit = 256 * 2 ** 20

const kept = new WeakMap<World['database'], Map<string, Promise<TicketIndex>>>()

/** Of a draw that is frozen or over. Read once; a draw that was run since is read anew. */
export async function ticketIndex({ database }: World, draw: Draw): Promise<TicketIndex> {
  const draws = kept.get(database) ?? new Map<string, Promise<TicketIndex>>()
  kept.set(database, draws)
  const key = `${draw.id} ${draw.state}`
  const found = draws.get(key) ?? readIndex({ database }, draw)
  draws.delete(key)
  draws.set(key, found)
  try {
    const index = await found
    await forgetOldest(draws)
    return index
  } catch (error) {
    draws.delete(key)
    throw error
  }
}

/** What was asked for last stays, however large it is. */
async function forgetOldest(draws: Map<string, Promise<TicketIndex>>): Promise<void> {
  const sizes = await Promise.all([...draws.values()].map(async (index) => (await index).bytes))
  let sum = sizes.reduce((all, bytes) => all + bytes, 0)
  for (const [place, key] of [...draws.keys()].slice(0, -1).entries()) {
    if (sum <= bytesLimit) return
    sum -= sizes[place] ?? 0
    draws.delete(key)
  }
}

async function readIndex(
  { database: { db } }: Pick<World, 'database'>,
  { id, state, tickets }: Draw,
): Promise<TicketIndex> {
  const count = tickets ?? 0
  const wasRun = state === 'published'
  const bytes = Buffer.alloc(count * rankBytes)
  let end = 0
  for await (const part of readParts(db, id, wasRun ? 'ranks.bin' : 'entries.bin')) {
    const ranks = wasRun ? part : ranksOf(part)
    ranks.copy(bytes, end)
    end += ranks.length
  }
  if (end !== bytes.length) throw new Error(`draw ${id} does not have its ${count} tickets`)
  return { bytes: bytes.length, find: (ticket) => findIn(bytes, count, ticket) }
}

/** Of entries that were never ranked: rank 0. */
function ranksOf(records: Buffer): Buffer {
  const count = records.length / recordBytes
  const ranks = Buffer.alloc(count * rankBytes)
  for (let one = 0; one < count; one++) {
    const start = one * recordBytes
    records.copy(ranks, one * rankBytes, start, start + 16)
    records.copy(ranks, one * rankBytes + rankChancesAt, start + chancesAt, start + chancesAt + 2)
  }
  return ranks
}

function findIn(bytes: Buffer, count: number, ticket: Uint8Array): Placed | undefined {
  let low = 0
  let high = count - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const start = middle * rankBytes
    const way = bytes.compare(ticket, 0, 16, start, start + 16)
    if (way === 0) {
      const rank = readWord(bytes, start + rankRankAt)
      const chances = readShort(bytes, start + rankChancesAt)
      return { index: middle, chances, rank: rank === 0 ? null : rank }
    }
    if (way < 0) low = middle + 1
    else high = middle - 1
  }
  return undefined
}

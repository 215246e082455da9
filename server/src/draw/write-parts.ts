// Parts go into the database as a thread makes them, so that a file is never whole in memory: while
// one part is written the next is made.

import { hash } from 'node:crypto'
import type { Tx } from '../act.ts'
import { insertFile, insertParts } from '../store/draw-files.ts'
import type { Rooms } from './freeze-work.ts'
import { type MadeFile, type MadePart, newRoom } from './parts.ts'
import type { Thread } from './thread.ts'

/** Files that only auditors see; what ends in `.bin` nobody but the server. */
const sealedFiles: ReadonlySet<string> = new Set([
  'entries.ndjson',
  'results.ndjson',
  'entries.bin',
  'ranks.bin',
])

export type Published = { readonly draw: string; readonly at: number }

/**
 * Writes all parts and files that the thread makes, and gives the files by name.
 * @param see is told of each part once it is written, and resolves once its bytes are not needed
 *   any more: they stand where another part will.
 */
export async function writeMade(
  tx: Tx,
  thread: Thread,
  kind: 'next-frozen' | 'next-drawn',
  published: Published,
  see: (part: MadePart) => Promise<unknown>,
): Promise<ReadonlyMap<string, MadeFile>> {
  const free = openRooms()
  const askNext = async () => {
    const rooms = await free.take()
    return { rooms, made: await thread.ask({ kind, rooms }) }
  }
  let next = askNext()
  for (;;) {
    const { rooms, made } = await next
    if ('files' in made) {
      for (const file of made.files) await insertFile(tx, fileRow(file, published))
      return new Map(made.files.map((file) => [file.name, file]))
    }
    next = askNext()
    // A fault of the thread is met in the next turn; until then nobody waits for it.
    next.catch(() => undefined)
    const seen: Promise<unknown>[] = []
    for (const part of made.parts) {
      await insertPart(tx, published.draw, part)
      seen.push(see(part))
    }
    void Promise.allSettled(seen).then(() => free.giveBack(rooms))
  }
}

/** Parts on their way to the database and to the check, at most: some 60 MB. */
const roomsLimit = 16

/** Rooms for the parts of one turn; those given back last are used first. */
function openRooms() {
  const free: Rooms[] = []
  const waiting: ((rooms: Rooms) => void)[] = []
  let made = 0
  return {
    async take(): Promise<Rooms> {
      const rooms = free.pop()
      if (rooms) return rooms
      made += 1
      if (made <= roomsLimit) return [newRoom(), newRoom()]
      return await new Promise((resolve) => waiting.push(resolve))
    },
    giveBack(rooms: Rooms): void {
      const first = waiting.shift()
      if (first) first(rooms)
      else free.push(rooms)
    },
  }
}

/** One at a time: for several the driver makes room for all of them, twice over and again. */
async function insertPart(tx: Tx, draw: string, { bytes, root, ...part }: MadePart): Promise<void> {
  const { buffer, byteOffset, byteLength } = bytes
  // The driver cannot copy from shared memory that has no bytes at all.
  const body = byteLength === 0 ? Buffer.alloc(0) : Buffer.from(buffer, byteOffset, byteLength)
  await insertParts(tx, [{ ...part, draw, root: root && Buffer.from(root), bytes: body }])
}

/** Sends parts that were written to the thread that checks them. */
export function checkParts(checking: Thread) {
  let sent: Promise<unknown> = Promise.resolve()
  return {
    /** Resolves once the part was read, and all before it; nobody reads what only the server has. */
    see({ name, bytes }: MadePart): Promise<unknown> {
      if (name.endsWith('.bin')) return sent
      sent = sent.then(() => checking.ask({ kind: 'check-part', name, bytes }))
      sent.catch(() => undefined)
      return sent
    },
    /** Resolves once all were read. */
    sent: () => sent,
  }
}

/** Writes a file that is one small text, and gives its SHA-256. */
export async function writeText(
  tx: Tx,
  name: string,
  text: string,
  published: Published,
): Promise<string> {
  const bytes = Buffer.from(text)
  const sha256 = hash('sha256', bytes)
  const lines = text.split('\n').length - 1
  const { draw } = published
  await insertParts(tx, [{ draw, name, part: 0, lines, root: null, bytes }])
  const file = { name, sha256, bytes: bytes.length, lines, root: null }
  await insertFile(tx, fileRow(file, published))
  return sha256
}

function fileRow({ name, sha256, bytes, lines }: MadeFile, { draw, at }: Published) {
  const sealed = sealedFiles.has(name)
  return { draw, name, sealed, sha256, bytes, lines, publishedAt: at }
}

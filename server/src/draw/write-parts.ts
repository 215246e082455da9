// Parts go into the database as a thread makes them, so that a file is never whole in memory: while
// one part is written the next is made.

import { hash } from 'node:crypto'
import type { Tx } from '../act.ts'
import { insertFile, insertParts } from '../store/draw-files.ts'
import type { MadeFile, MadePart } from './parts.ts'
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
 * @param see is told of each part once it is written; its bytes are then its own.
 */
export async function writeMade(
  tx: Tx,
  thread: Thread,
  kind: 'next-frozen' | 'next-drawn',
  published: Published,
  see: (part: MadePart) => void = () => undefined,
): Promise<ReadonlyMap<string, MadeFile>> {
  let next = thread.ask({ kind })
  for (;;) {
    const made = await next
    if ('files' in made) {
      for (const file of made.files) await insertFile(tx, fileRow(file, published))
      return new Map(made.files.map((file) => [file.name, file]))
    }
    next = thread.ask({ kind })
    // A fault of the thread is met in the next turn; until then nobody waits for it.
    next.catch(() => undefined)
    for (const part of made.parts) {
      await insertPart(tx, published.draw, part)
      see(part)
    }
  }
}

/** One at a time: for several the driver makes room for all of them, twice over and again. */
async function insertPart(tx: Tx, draw: string, { bytes, root, ...part }: MadePart): Promise<void> {
  const row = { ...part, draw, root: root && Buffer.from(root), bytes: Buffer.from(bytes.buffer) }
  await insertParts(tx, [row])
}

/** Sends parts that were written to the thread that checks them. */
export function checkParts(checking: Thread) {
  let sent: Promise<unknown> = Promise.resolve()
  const hashes = new Map<string, string>()
  return {
    see({ name, part, bytes }: MadePart): void {
      hashes.set(`${name} ${part}`, hash('sha256', bytes))
      if (name.endsWith('.bin')) return
      sent = sent.then(() => checking.ask({ kind: 'check-part', name, bytes }))
      sent.catch(() => undefined)
    },
    /** Resolves once all were read. */
    sent: () => sent,
    /** SHA-256, hexadecimal, of each part that was seen: `<name> <part>`. */
    hashes,
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

// A file while it is written: its lines come in order, and it goes out in parts of 8,192 lines, with
// the hash of the whole and, where it has a tree, the Merkle root of each part and of all.

import { createHash } from 'node:crypto'
import { partLeaves } from '@garita/domain/merkle'
import { lineBytesLimit, type Writer } from './lines.ts'
import { foldRoot, hashBytes, hashInto } from './tree.ts'

export type MadePart = {
  readonly name: string
  readonly part: number
  readonly lines: number
  readonly root: Uint8Array | null
  /** Where they stand in a room, they are there until the room is used again. */
  readonly bytes: Uint8Array
}

/** Memory that threads share, for one part with lines. Used again, and so no garbage to collect. */
export type Room = SharedArrayBuffer

export const newRoom = (): Room => new SharedArrayBuffer(1 + partLeaves * lineBytesLimit)

export type MadeFile = {
  readonly name: string
  /** SHA-256 of all bytes, hexadecimal. */
  readonly sha256: string
  readonly bytes: number
  readonly lines: number
  /** The Merkle root of all lines, hexadecimal; null where the file has no tree. */
  readonly root: string | null
}

export type FileMaker = {
  readonly name: string
  /**
   * The next part, of `count` lines, in this room. `write` writes line n without its line feed; a
   * file without lines has one empty part.
   * @param leaves takes the leaf hashes, 32 bytes each; null where the file has no tree.
   */
  part(
    room: Room,
    count: number,
    leaves: Buffer | null,
    write: (to: Writer, line: number) => void,
  ): MadePart
  /** A part whose bytes are there already. */
  whole(count: number, bytes: Uint8Array): MadePart
  end(): MadeFile
}

const lineFeed = 10

export function makeFile(name: string): FileMaker {
  const sha256 = createHash('sha256')
  const roots: Uint8Array[] = []
  let parts = 0
  let lines = 0
  let bytes = 0

  function made(count: number, root: Buffer | null, body: Uint8Array): MadePart {
    sha256.update(body)
    if (root) roots.push(root)
    lines += count
    bytes += body.length
    parts += 1
    return { name, part: parts - 1, lines: count, root, bytes: body }
  }

  return {
    name,
    part(room, count, leaves, write) {
      const bytes = Buffer.from(room)
      const to: Writer = { bytes, at: 1 }
      for (let one = 0; one < count; one++) {
        // What a leaf hashes stands behind a zero byte, where the line feed of the line before was.
        const before = to.at - 1
        if (leaves) bytes[before] = 0
        write(to, one)
        if (leaves) hashInto(bytes.subarray(before, to.at), leaves, one * hashBytes)
        bytes[before] = lineFeed
        bytes[to.at++] = lineFeed
      }
      // Folding uses the leaves up, and tickets.ndjson still tells them.
      const root = leaves && foldRoot(Buffer.from(leaves.subarray(0, count * hashBytes)), count)
      return made(count, root, new Uint8Array(room, 1, to.at - 1))
    },
    whole: (count, body) => made(count, null, body),
    end: () => ({
      name,
      sha256: sha256.digest('hex'),
      bytes,
      lines,
      root:
        roots.length === 0 ? null : foldRoot(Buffer.concat(roots), roots.length).toString('hex'),
    }),
  }
}

/** Of `count` lines those of part number `part`: where they begin and how many they are. */
export function linesOfPart(part: number, count: number): { from: number; lines: number } {
  const from = part * partLeaves
  return { from, lines: Math.min(partLeaves, count - from) }
}

/** How many parts so many lines have; an empty file has one, so that it is there. */
export const partsOf = (count: number): number => Math.max(1, Math.ceil(count / partLeaves))

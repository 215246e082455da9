// The files of a record as a check reads them: bytes that come in pieces of any length, from a
// folder, over the network or out of a browser's worker. Lines are looked at as they go by and
// nothing is kept of them, so that memory does not grow with the file.

import type { Fault, Finding } from './check-finding.ts'
import { finding } from './check-finding.ts'
import type { Read } from './draw-form.ts'
import { type HashInto, type Sha256Stream, sha256, sha256Stream } from './sha256.ts'

/** The bytes of a file of the record by its name, or undefined where it is not there. */
export type OpenFile = {
  (
    name: string,
  ): Promise<AsyncIterable<Uint8Array> | undefined> | AsyncIterable<Uint8Array> | undefined
  /** Hashes whole files with what the machine brings along, where it is quicker than ours. */
  sha256Stream?(): Sha256Stream
  /** Short texts likewise: the lines of files and the nodes of their trees. */
  sha256Into?: HashInto
  /**
   * Takes the lot stated for the ticket at this place of the table, 32 bytes for a moment, instead
   * of having it worked out here: whoever sets this compares all of them with lots of its own.
   */
  takeLot?(index: number, lot: Uint8Array): void
}

/** Called now and then: lines of `file` seen so far, of as many as there should be. */
export type OnProgress = (progress: {
  readonly file: string
  readonly lines: number
  readonly of: number
}) => void

/** What is wrong with one line. */
export type LineFault = { readonly fault: Fault; readonly at: string | null }

/**
 * Looks at one line, numbered from 1: its bytes stand in `bytes` from `start` to before `end`, where
 * its line feed is. They are only there for now.
 */
export type VisitLine = (
  bytes: Uint8Array,
  start: number,
  end: number,
  line: number,
) => LineFault | undefined

export type Whole = { readonly text: string; readonly hash: Uint8Array }
export type Lines = { readonly lines: number; readonly hash: Uint8Array }
export type Found<Value> = { readonly value: Value } | { readonly finding: Finding }

// Longer than any line or file of a record can be; a check of a hostile one must end.
const lineLimit = 2048
const fileLimit = 16 * 1024 * 1024

/** A whole small file. */
export async function readWhole(open: OpenFile, file: string): Promise<Found<Whole>> {
  const source = await open(file)
  if (!source) return { finding: finding(file, 'missing') }
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of source) {
    pieces.push(piece)
    length += piece.length
    if (length > fileLimit) return { finding: finding(file, 'bounds', 'end') }
  }
  const bytes = joined(pieces, length)
  return { value: { text: textOf(bytes), hash: sha256(bytes) } }
}

/** Every line of a file; the first fault ends it. */
export async function readLines(
  open: OpenFile,
  file: string,
  visit: VisitLine,
  onPiece: (lines: number) => void = () => undefined,
): Promise<Found<Lines>> {
  const source = await open(file)
  if (!source) return { finding: finding(file, 'missing') }
  const hash = open.sha256Stream?.() ?? sha256Stream()
  let rest: Uint8Array = new Uint8Array()
  let lines = 0
  for await (const piece of source) {
    hash.update(piece)
    const bytes = rest.length > 0 ? joined([rest, piece], rest.length + piece.length) : piece
    const seen = visitLines(bytes, lines, visit)
    if (seen.wrong) return { finding: finding(file, seen.wrong.fault, seen.wrong.at, seen.lines) }
    lines = seen.lines
    rest = bytes.slice(seen.end)
    if (rest.length > lineLimit) break
    onPiece(lines)
  }
  // Something after the last line feed, or no line feed where one should have been long ago.
  if (rest.length > 0) return { finding: finding(file, 'form', 'end', lines + 1) }
  return { value: { lines, hash: hash.digest() } }
}

/** Visits the whole lines in `bytes`; `before` were visited before. Ends at the first fault. */
function visitLines(bytes: Uint8Array, before: number, visit: VisitLine) {
  let lines = before
  let start = 0
  for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
    lines += 1
    const wrong = visit(bytes, start, end, lines)
    if (wrong) return { lines, end: start, wrong }
    start = end + 1
  }
  return { lines, end: start }
}

const lineFeed = 10

// One character a byte, so that places in the text are places in the bytes.
const decoder = new TextDecoder('latin1')

/** A byte that is no ASCII becomes a character that fits no form. */
export const textOf = (bytes: Uint8Array, start = 0, end = bytes.length): string =>
  decoder.decode(bytes.subarray(start, end))

/** What the strict reader says of a line that was not read from its bytes. */
export function unread(read: Read<unknown>): LineFault {
  return read.ok ? { fault: 'form', at: 'end' } : { fault: read.wrong, at: read.at }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let start = 0
  for (const piece of pieces) {
    whole.set(piece, start)
    start += piece.length
  }
  return whole
}

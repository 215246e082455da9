// The freeze, off the main thread: from the standing requests as the database packed them to the
// entries in ticket order and the parts of their files.

import { chancesOf } from '@garita/domain/draw'
import type { Rules } from '@garita/domain/programme'
import type { Instant } from '@garita/domain/time'
import { writeEntry, writeTicket } from './lines.ts'
import { linesOfPart, type MadeFile, type MadePart, makeFile, partsOf, type Room } from './parts.ts'
import {
  chancesAt,
  nonceAt,
  portCountAt,
  portsAt,
  readShort,
  recordBytes,
  requestAt,
  rowEnd,
  rowPortsAt,
  rowPressingAt,
  rowRegisteredAt,
  rowSizeAt,
  sizeAt,
  ticketAt,
  uuidOf,
  writeShort,
} from './record.ts'
import { sortedPlaces } from './sorted.ts'
import { openTickets } from './tickets.ts'
import { hashBytes } from './tree.ts'

export type FreezeTask = {
  readonly ticketKey: Uint8Array
  readonly rules: Pick<Rules, 'chances'>
  readonly frozenAt: Instant
  /** Requests that have no ticket: another group of the same person has this draw’s turn. */
  readonly without: ReadonlySet<string>
}

/** Memory for the next parts of the two files with a line a ticket. */
export type Rooms = readonly [Room, Room]

/** Either the next parts, or, at the end, all files. */
export type Made = { readonly parts: MadePart[] } | { readonly files: MadeFile[] }

export type Ordered = {
  readonly tickets: number
  /** How many tickets name each port first: for the weekly figures. */
  readonly firstPorts: ReadonlyMap<string, number>
  /** In ticket order, in memory that threads share. */
  readonly records: Uint8Array
}

export type FreezeWork = {
  /** Rows as `store/standing.ts` packs them: their tickets are made while others are read. */
  add(rows: Uint8Array): void
  /** Gives every ticket its place. */
  order(): Ordered
  /** Lines go into these rooms. */
  next(rooms: Rooms): Made
}

export function startFreeze(task: FreezeTask): FreezeWork {
  const recordsOf = recordsMaker(task)
  const batches: Buffer[] = []
  let sorted: Buffer = Buffer.alloc(0)
  let count = 0
  let part = 0
  const entries = makeFile('entries.ndjson')
  const records = makeFile('entries.bin')
  const tickets = makeFile('tickets.ndjson')

  function makePart([first, second]: Rooms): MadePart[] {
    const { from, lines } = linesOfPart(part++, count)
    const start = (line: number) => (from + line) * recordBytes
    const leaves = Buffer.alloc(lines * hashBytes)
    const entriesPart = entries.part(first, lines, leaves, (to, line) =>
      writeEntry(to, sorted, start(line)),
    )
    const ticketsPart = tickets.part(second, lines, null, (to, line) =>
      writeTicket(to, sorted, start(line), leaves, line * hashBytes),
    )
    // The check compares each entry with a ticket that it has seen.
    return [ticketsPart, entriesPart, records.whole(lines, sorted.subarray(start(0), start(lines)))]
  }

  return {
    add: (rows) => void batches.push(recordsOf(rows)),
    order() {
      const unsorted = joined(batches.splice(0))
      count = unsorted.length / recordBytes
      const strings = { bytes: unsorted, count, stride: recordBytes, length: 16 }
      sorted = inOrder(unsorted, sortedPlaces(strings))
      return { tickets: count, firstPorts: firstPortsOf(unsorted), records: sorted }
    },
    next(rooms) {
      if (part < partsOf(count)) return { parts: makePart(rooms) }
      return { files: [entries.end(), tickets.end(), records.end()] }
    },
  }
}

function recordsMaker(task: FreezeTask): (rows: Uint8Array) => Buffer {
  const { without } = task
  const writeRecord = recordWriter(task)
  return (rows) => {
    const records = Buffer.alloc(countRows(rows) * recordBytes)
    const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength)
    let end = 0
    for (let row = 0; row < rows.length; row = nextRow(rows, row)) {
      if (without.size > 0 && without.has(uuidOf(rows, row))) continue
      writeRecord(rows, view, row, records, end)
      end += recordBytes
    }
    return records.subarray(0, end)
  }
}

function countRows(rows: Uint8Array): number {
  let count = 0
  for (let row = 0; row < rows.length; row = nextRow(rows, row)) count++
  return count
}

function nextRow(rows: Uint8Array, row: number): number {
  let at = row + rowPortsAt
  while (at < rows.length && rows[at] !== rowEnd) at += portDigits
  return at + 1
}

/** A port's number is its code. */
function firstPortsOf(records: Uint8Array): ReadonlyMap<string, number> {
  const counts = new Map<number, number>()
  for (let start = 0; start < records.length; start += recordBytes) {
    const port = readShort(records, start + portsAt)
    counts.set(port, (counts.get(port) ?? 0) + 1)
  }
  return new Map([...counts].map(([port, tickets]) => [String(port).padStart(4, '0'), tickets]))
}

function recordWriter({ ticketKey, rules, frozenAt }: FreezeTask) {
  const writeTicketAndNonce = openTickets(ticketKey)
  if (nonceAt !== ticketAt + 16) throw new Error('a nonce follows its ticket')
  return (batch: Uint8Array, view: DataView, row: number, records: Buffer, at: number) => {
    writeTicketAndNonce(batch, row, records, at + ticketAt)
    for (let one = 0; one < 16; one++) records[at + requestAt + one] = batch[row + one] ?? 0
    records[at + sizeAt] = view.getInt16(row + rowSizeAt)
    const pressing = batch[row + rowPressingAt] === 1
    const registeredAt = instantOf(view, row + rowRegisteredAt)
    const { chances } = chancesOf({ pressing, registeredAt }, frozenAt, rules)
    writeShort(records, at + chancesAt, chances)
    writePorts(batch, row + rowPortsAt, records, at)
  }
}

const yearTwoThousand = Date.UTC(2000, 0, 1)

/** Far from where a number of microseconds would lose some of them. */
function instantOf(view: DataView, at: number): Instant {
  const microseconds = view.getInt32(at) * 2 ** 32 + view.getUint32(at + 4)
  return yearTwoThousand + Math.round(microseconds / 1000)
}

const portDigits = 4

function writePorts(batch: Uint8Array, from: number, records: Buffer, at: number): void {
  let ports = 0
  for (let start = from; start < batch.length && batch[start] !== rowEnd; start += portDigits) {
    let port = 0
    for (let one = 0; one < portDigits; one++) port = port * 10 + (batch[start + one] ?? 0) - 48
    writeShort(records, at + portsAt + 2 * ports, port)
    ports += 1
  }
  records[at + portCountAt] = ports
}

/** In memory of its own, where words begin at words. */
function joined(batches: readonly Buffer[]): Uint8Array {
  const whole = new Uint8Array(batches.reduce((sum, batch) => sum + batch.length, 0))
  let end = 0
  for (const batch of batches) {
    whole.set(batch, end)
    end += batch.length
  }
  return whole
}

const recordWords = recordBytes / 4

/** Word by word: to call for the copy of each record took twice as long. */
function inOrder(records: Uint8Array, order: Uint32Array): Buffer {
  const sorted = new SharedArrayBuffer(records.length)
  const [from, to] = [new Uint32Array(records.buffer), new Uint32Array(sorted)]
  let at = 0
  for (const place of order) {
    const start = place * recordWords
    for (let one = 0; one < recordWords; one++) to[at++] = from[start + one] as number
  }
  return Buffer.from(sorted)
}

// The sealed part of a draw, for auditors: every ticket's leaf and chances from its entry, the whole
// allocation again, what each ticket got, and how far each port reached.
// The tickets were checked before against their hash; so where an entry and its ticket differ, the
// hash of the entries says which of the two was changed.

import type { Drawing } from './allocation.ts'
import { openDrawing } from './allocation.ts'
import { compareBytes } from './byte-order.ts'
import type { Finding } from './check-finding.ts'
import { finding } from './check-finding.ts'
import type { Heads } from './check-heads.ts'
import type { Found, LineFault, OnProgress, OpenFile } from './check-source.ts'
import { readLines, textOf, unread } from './check-source.ts'
import { readEntry, readResult } from './draw-read.ts'
import type { DrawSlot, Outcome } from './draw-record.ts'
import { hexOf, putHex } from './hex.ts'
import {
  type EntryBytes,
  entryBytes,
  type ResultBytes,
  resultBytes,
  takeEntry,
  takeResult,
} from './line-bytes.ts'
import { leafMaker } from './line-tree.ts'
import { type PortLists, portLists } from './port-lists.ts'
import { doubled, type TicketTable } from './ticket-table.ts'

/** Sizes and wishes by place in the ticket table, as bare numbers. */
export type Wishes = {
  size(index: number): number
  ports(index: number): readonly string[]
}

/**
 * [D20] Reads and checks `entries.ndjson` against the tickets, of which those on lines before and
 * on the same one have to be there already.
 */
export async function checkEntries(
  open: OpenFile,
  { frozen }: Pick<Heads, 'frozen'>,
  table: TicketTable,
  onProgress: OnProgress = () => undefined,
): Promise<Found<Wishes>> {
  const file = 'entries.ndjson'
  const wishes = growingWishes()
  const [entry, last] = [entryBytes(), entryBytes()]
  const leafInto = leafMaker(open.sha256Into)
  const leaf = new Uint8Array(32)
  let compared = 0
  let differs: { readonly line: number; readonly wrong: LineFault } | undefined
  const compare = (bytes: Uint8Array, start: number, end: number, line: number) => {
    leafInto(bytes, start, end, leaf, 0)
    const wrong = difference(entry, leaf, table, line - 1)
    if (wrong) differs = { line, wrong }
  }
  const read = await readLines(
    open,
    file,
    (bytes, start, end, line) => {
      const list = portsIn(bytes, start, end, entry, wishes.known)
      if (list < 0) return unread(readEntry(textOf(bytes, start, end)))
      const way = line === 1 ? 1 : compareBytes(entry.ticket, 0, last.ticket, 0, 16)
      if (way <= 0) return { fault: way === 0 ? 'repeated' : 'order', at: 'ticket' }
      last.ticket.set(entry.ticket)
      wishes.add(entry.size, list)
      if (differs || line > table.count()) return undefined
      compared += 1
      compare(bytes, start, end, line)
      return undefined
    },
    (lines) => onProgress({ file, lines, of: frozen.tickets }),
  )
  if ('finding' in read) return read
  const isFrozenFile = hexOf(read.value.hash) === frozen.entriesHash
  if (differs) {
    const { line, wrong } = differs
    return { finding: finding(isFrozenFile ? 'tickets.ndjson' : file, wrong.fault, wrong.at, line) }
  }
  if (read.value.lines !== table.count() || compared !== table.count()) {
    return { finding: finding(file, 'count', 'tickets.ndjson') }
  }
  if (!isFrozenFile) return { finding: finding('frozen.json', 'stated', 'entriesHash') }
  return { value: wishes }
}

/** Grows by doubling, as the table of tickets does. */
function growingWishes() {
  const known = portLists()
  let count = 0
  let sizes = new Uint8Array(1024)
  let lists = new Uint32Array(1024)
  return {
    known,
    size: (index: number) => sizes[index] ?? 0,
    ports: (index: number) => known.list(lists[index] ?? 0),
    add(size: number, list: number): void {
      if (count === sizes.length) {
        sizes = doubled(sizes, new Uint8Array(2 * count))
        lists = doubled(lists, new Uint32Array(2 * count))
      }
      sizes[count] = size
      lists[count] = list
      count += 1
    },
  }
}

/** [D20] Draws again and checks `results.ndjson` and the outcome. */
export async function checkResults(
  open: OpenFile,
  { drawn }: Heads,
  {
    table,
    order,
    wishes,
    slots,
    outcome,
  }: {
    readonly table: TicketTable
    readonly order: Uint32Array
    readonly wishes: Wishes
    readonly slots: readonly DrawSlot[]
    readonly outcome: Outcome
  },
  onProgress: OnProgress = () => undefined,
): Promise<Finding | undefined> {
  const file = 'results.ndjson'
  const result = resultBytes()
  const drawing = openDrawing(slots.map(({ slot, port, places }) => ({ id: slot, port, places })))
  const read = await readLines(
    open,
    file,
    (bytes, start, end, line) => {
      const isNothing = takeResult(bytes, start, end, result)
      const given = isNothing ? gotNothing : readGiven(bytes, start, end, result)
      if (!given.ok) return unread(given)
      if (result.rank !== line) return { fault: 'rank', at: String(result.rank) }
      const index = order[line - 1]
      if (index === undefined) return { fault: 'count', at: 'ranking.ndjson' }
      if (!table.isTicket(index, result.ticket)) return { fault: 'ticket-unknown', at: 'ticket' }
      const slot = drawing.give(wishes.size(index), wishes.ports(index))
      return slot === given.value ? undefined : { fault: 'result', at: 'slot' }
    },
    (lines) => onProgress({ file, lines, of: order.length }),
  )
  if ('finding' in read) return read.finding
  if (read.value.lines !== order.length) return finding(file, 'count', 'ranking.ndjson')
  if (hexOf(read.value.hash) !== drawn.resultsHash) {
    return finding('draw.json', 'stated', 'resultsHash')
  }
  return otherOutcome(outcome, drawing)
}

/** Reads an entry; gives the number of its ports, or -1 where it is not in the record's form. */
function portsIn(
  bytes: Uint8Array,
  start: number,
  end: number,
  entry: EntryBytes,
  known: PortLists,
): number {
  if (!takeEntry(bytes, start, end, entry)) return -1
  const list = known.known(bytes, entry.portsAt, end - 1)
  if (list >= 0) return list
  const read = readEntry(textOf(bytes, start, end))
  return read.ok ? known.learn(read.value.ports, bytes, entry.portsAt, end - 1) : -1
}

const gotNothing = { ok: true, value: null } as const

/** The slot on a line that has one; its rank and ticket come into `into`. */
function readGiven(bytes: Uint8Array, start: number, end: number, into: ResultBytes) {
  const read = readResult(textOf(bytes, start, end))
  if (!read.ok) return read
  into.rank = read.value.rank
  putHex(into.ticket, 0, read.value.ticket)
  return { ok: true, value: read.value.slot } as const
}

/** How this entry differs from the ticket on the same line. */
function difference(
  entry: EntryBytes,
  leaf: Uint8Array,
  table: TicketTable,
  index: number,
): LineFault | undefined {
  if (!table.isTicket(index, entry.ticket)) return { fault: 'entry', at: 'ticket' }
  if (table.chances(index) !== entry.chances) return { fault: 'entry', at: 'chances' }
  return table.isLeaf(index, leaf) ? undefined : { fault: 'leaf', at: 'leaf' }
}

function otherOutcome(outcome: Outcome, drawing: Drawing): Finding | undefined {
  const closedAt = drawing.closedAt()
  const isSame = [...outcome.closedAt].every(([port, rank]) => closedAt.get(port) === rank)
  if (!isSame) return finding('outcome.json', 'outcome', 'closedAt')
  const given = drawing.given()
  const other = given.findIndex((places, i) => outcome.given[i] !== places)
  return other < 0 ? undefined : finding('outcome.json', 'outcome', 'given')
}

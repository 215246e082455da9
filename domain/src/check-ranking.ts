// The ranking of a draw: every ticket once, its lot worked out again from the seed, in order.
// Every line follows from the seed and the tickets, so that where all lines are right the file is
// right, and it is a hash of it in `draw.json` that is not.

import { compareBytes } from './byte-order.ts'
import { finding } from './check-finding.ts'
import type { Heads } from './check-heads.ts'
import type { Found, LineFault, OnProgress, OpenFile, VisitLine } from './check-source.ts'
import { readLines, textOf, unread } from './check-source.ts'
import { readRanked } from './draw-read.ts'
import { hexOf } from './hex.ts'
import { type RankedBytes, rankedBytes, takeRanked } from './line-bytes.ts'
import { lineTree } from './line-tree.ts'
import { openLots } from './lot.ts'
import type { TicketTable } from './ticket-table.ts'

const file = 'ranking.ndjson'

/**
 * [D16] Reads and checks `ranking.ndjson`: by lot, equal lots by ticket. Gives, rank by rank, where
 * the ticket stands in the table.
 */
export async function checkRanking(
  open: OpenFile,
  { drawn, seed }: Heads,
  table: TicketTable,
  onProgress: OnProgress = () => undefined,
): Promise<Found<Uint32Array>> {
  const order = new Uint32Array(table.count())
  const { visit, root } = rankVisitor(open, seed, table, order)
  const read = await readLines(open, file, visit, (lines) =>
    onProgress({ file, lines, of: table.count() }),
  )
  if ('finding' in read) return read
  const { lines, hash } = read.value
  if (lines !== table.count()) return { finding: finding(file, 'count', 'tickets.ndjson') }
  if (hexOf(hash) !== drawn.rankingHash) {
    return { finding: finding('draw.json', 'stated', 'rankingHash') }
  }
  if (hexOf(root()) !== drawn.rankingRoot) {
    return { finding: finding('draw.json', 'stated', 'rankingRoot') }
  }
  return { value: order }
}

function rankVisitor(open: OpenFile, seed: Uint8Array, table: TicketTable, order: Uint32Array) {
  const isLot = lotCheck(open, seed, table)
  const tree = lineTree(open.sha256Into)
  const place = placesOnce(table, order)
  const [now, last] = [rankedBytes(), rankedBytes()]
  const visit: VisitLine = (bytes, start, end, line) => {
    if (!takeRanked(bytes, start, end, now)) return unread(readRanked(textOf(bytes, start, end)))
    const { rank, ticket } = now
    if (rank !== line) return { fault: 'rank', at: String(rank) }
    const wrong = place(ticket, line)
    if (wrong) return wrong
    if (!isLot(order[line - 1] ?? 0, now)) return { fault: 'lot', at: 'lot' }
    if (line > 1 && isBefore(now, last)) return { fault: 'order', at: 'lot' }
    last.lot.set(now.lot)
    last.ticket.set(ticket)
    tree.add(bytes, start, end)
    return undefined
  }
  return { visit, root: tree.root }
}

/** [D15] Works each lot out again. */
function lotCheck(open: OpenFile, seed: Uint8Array, table: TicketTable) {
  const lots = openLots(seed)
  const lot = new Uint8Array(32)
  return (index: number, stated: RankedBytes): boolean => {
    if (open.takeLot) {
      open.takeLot(index, stated.lot)
      return true
    }
    lots.lot(stated.ticket, 0, table.chances(index), lot, 0)
    return compareBytes(lot, 0, stated.lot, 0, lot.length) === 0
  }
}

/** Writes where each ticket stands in the table into `order`; every ticket has one rank. */
function placesOnce(table: TicketTable, order: Uint32Array) {
  const seen = new Uint8Array(table.count())
  return (ticket: Uint8Array, line: number): LineFault | undefined => {
    const index = table.find(ticket)
    if (index < 0) return { fault: 'ticket-unknown', at: hexOf(ticket) }
    if (seen[index] === 1) return { fault: 'ticket-repeated', at: hexOf(ticket) }
    seen[index] = 1
    order[line - 1] = index
    return undefined
  }
}

/** [D16] By lot; equal lots by ticket. */
function isBefore(one: RankedBytes, other: RankedBytes): boolean {
  const way = compareBytes(one.lot, 0, other.lot, 0, 32)
  return way === 0 ? compareBytes(one.ticket, 0, other.ticket, 0, 16) < 0 : way < 0
}

// The tickets of a draw, each once and in order.

import { finding } from './check-finding.ts'
import type { Found, OnProgress, OpenFile } from './check-source.ts'
import { readLines, textOf, unread } from './check-source.ts'
import { readTicket } from './draw-read.ts'
import type { Frozen } from './draw-record.ts'
import { hexOf } from './hex.ts'
import { takeTicket, ticketBytes } from './line-bytes.ts'
import { lineTree } from './line-tree.ts'
import { type GrowingTable, type TicketTable, ticketTable } from './ticket-table.ts'

const file = 'tickets.ndjson'

/**
 * Reads and checks `tickets.ndjson` against what was frozen.
 * @param table takes the tickets while they are read.
 */
export async function checkTickets(
  open: OpenFile,
  frozen: Frozen,
  onProgress: OnProgress = () => undefined,
  table: GrowingTable = ticketTable(),
): Promise<Found<TicketTable>> {
  const tree = lineTree(open.sha256Into)
  const ticket = ticketBytes()
  const read = await readLines(
    open,
    file,
    (bytes, start, end) => {
      if (!takeTicket(bytes, start, end, ticket)) {
        return unread(readTicket(textOf(bytes, start, end)))
      }
      const way = table.add(ticket.ticket, ticket.chances, ticket.leaf)
      if (way <= 0) return { fault: way === 0 ? 'repeated' : 'order', at: 'ticket' }
      tree.addHash(ticket.leaf, 0)
      return undefined
    },
    (lines) => onProgress({ file, lines, of: frozen.tickets }),
  )
  if ('finding' in read) return read
  if (hexOf(read.value.hash) !== frozen.ticketsHash) {
    return { finding: finding(file, 'hash', 'frozen.json ticketsHash') }
  }
  if (table.count() !== frozen.tickets)
    return { finding: finding('frozen.json', 'stated', 'tickets') }
  if (hexOf(tree.root()) !== frozen.root) return { finding: finding('frozen.json', 'root', 'root') }
  return { value: table }
}

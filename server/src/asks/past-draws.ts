// The draws that a group was in: its rank, how far each of its ports reached, and what it got. From
// what was frozen, whatever the group has changed since.

import type { AskAnswerOf } from '@garita/contract'
import { partLeaves } from '@garita/domain/merkle'
import type { Kysely } from 'kysely'
import type { Row, Tables } from '../database/tables.ts'
import type { GroupTicket } from '../draw/group-tickets.ts'
import { portsOf, recordBytes, sizeAt } from '../draw/record.ts'
import { readSlices } from '../store/draw-files.ts'

type Past = AskAnswerOf<'my-draws'>['past'][number]
type Reached = ReadonlyMap<string, readonly Row<'drawPorts'>[]>

export async function pastOf(
  db: Kysely<Tables>,
  tickets: readonly GroupTicket[],
  reached: Reached,
): Promise<Past[]> {
  if (tickets.length === 0) return []
  const slices = tickets.map(({ draw, index }) => ({
    draw: draw.id,
    part: Math.floor(index / partLeaves),
    start: (index % partLeaves) * recordBytes,
  }))
  const records = await readSlices(db, 'entries.bin', slices, recordBytes)
  return tickets.map((ticket, place) => pastDraw(ticket, records[place], reached))
}

function pastDraw(ticket: GroupTicket, record: Buffer | undefined, all: Reached): Past {
  const { draw, rank, chances } = ticket
  if (!record) throw new Error(`draw ${draw.id} lacks an entry`)
  const size = record[sizeAt] ?? 0
  const ports = portsOf(record, 0) as Past['ports']
  const rows = new Map(all.get(draw.id)?.map((row) => [row.port, row]))
  const reached = ports.flatMap((port) => {
    const row = rows.get(port)
    return row ? [{ port, closedAt: row.closedAt, fits: row.largest >= size }] : []
  })
  // [D4]
  const got = reached.find(({ closedAt, fits }) => rank !== null && fits && closedAt > rank)
  return {
    draw: draw.id,
    state: draw.state === 'void' ? 'void' : 'published',
    ...{ ticket: ticket.ticket, chances, size, ports, rank, reached },
    tickets: draw.tickets ?? 0,
    port: got?.port ?? null,
  }
}

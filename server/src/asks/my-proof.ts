// What a group needs to check its own part of a draw with the public files: two lines, and the path
// from each to its root. Of each file one part is read, and the roots of the others.

import { hash } from 'node:crypto'
import { allowed, refused } from '@garita/domain/decision'
import { inclusionPath, partLeaves } from '@garita/domain/merkle'
import { isDay } from '@garita/domain/time'
import type { Kysely } from 'kysely'
import type { AskDecisionOf } from '../ask.ts'
import { ask } from '../ask.ts'
import type { Tables } from '../database/tables.ts'
import { findTicket } from '../draw/group-tickets.ts'
import { findPart, findPartRoots } from '../store/draw-files.ts'
import { findDraw } from '../store/draws.ts'
import { findRequestsOf } from '../store/requests.ts'

export default ask('my-proof', async (context, query): Promise<AskDecisionOf<'my-proof'>> => {
  const { db, world, group } = context
  const draw = isDay(query.draw) ? await findDraw(db, query.draw) : undefined
  if (draw?.state !== 'published') return refused('draw-unknown')
  const ticket = await findTicket(world, draw, await findRequestsOf(db, group.id))
  if (!ticket || ticket.rank === null) return refused('ticket-unknown')
  const entry = await proven(db, draw.id, 'entries.ndjson', ticket.index)
  const ranking = await proven(db, draw.id, 'ranking.ndjson', ticket.rank - 1)
  return allowed({
    version: 1,
    draw: draw.id,
    entry: entry.line,
    index: ticket.index,
    path: entry.path,
    ranking: ranking.line,
    rankingPath: ranking.path,
  })
})

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')

/** [D18] A line without its line feed, and its audit path. */
async function proven(
  db: Kysely<Tables>,
  draw: string,
  name: string,
  index: number,
): Promise<{ line: string; path: string[] }> {
  const part = await findPart(db, draw, name, Math.floor(index / partLeaves))
  if (!part) throw new Error(`draw ${draw} lacks a part of ${name}`)
  const lines = linesIn(part.bytes)
  const line = lines[index % partLeaves]
  if (!line) throw new Error(`draw ${draw} lacks a line of ${name}`)
  const roots = (await findPartRoots(db, draw, name)).flatMap(({ root }) => root ?? [])
  const path = inclusionPath(index, lines, roots, sha256)
  return {
    line: line.toString('latin1'),
    path: path.map((one) => Buffer.from(one).toString('hex')),
  }
}

function linesIn(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  let start = 0
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end))
    start = end + 1
  }
  return lines
}

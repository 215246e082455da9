// The draw itself, off the main thread: from the lots to the ranking, who gets what, how far each
// port reached, and the parts of their files.

import { openDrawing } from '@garita/domain/allocation'
import type { DrawSlot } from '@garita/domain/draw-record'
import type { Made, Rooms } from './freeze-work.ts'
import { shareOf, writeRank, writeResult } from './lines.ts'
import { lotBytes } from './lots-work.ts'
import { linesOfPart, type MadePart, makeFile, partsOf } from './parts.ts'
import {
  chancesAt,
  portsAt,
  portsOf,
  rankBytes,
  rankChancesAt,
  rankRankAt,
  readShort,
  recordBytes,
  requestAt,
  sizeAt,
  ticketAt,
  uuidOf,
  writeShort,
  writeWord,
} from './record.ts'
import { sortedPlaces } from './sorted.ts'
import { hashBytes } from './tree.ts'

export type RunTask = {
  /** Of `entries.bin`, in ticket order. */
  readonly records: Uint8Array
  readonly lots: Uint8Array
  /** In the order of `slots.ndjson`. */
  readonly slots: readonly Pick<DrawSlot, 'slot' | 'port' | 'places'>[]
}

export type Winner = {
  readonly request: string
  readonly slot: string
  readonly size: number
  readonly rank: number
}

export type DrawOutcome = {
  readonly tickets: number
  /** In rank order. */
  readonly winners: readonly Winner[]
  readonly closedAt: ReadonlyMap<string, number>
  /** Places given in each slot, in the order of the slots. */
  readonly given: readonly number[]
  /** The lot that closed each port, as a share of all possible lots; 1 where it never closed. */
  readonly reached: ReadonlyMap<string, number>
}

export type RunWork = { readonly outcome: DrawOutcome; next(rooms: Rooms): Made }

type Ranking = {
  /** The ticket, by its place, at each rank from 0. */
  readonly places: Uint32Array
  /** The slot, by its place from 1, that each rank got; 0 for nothing. */
  readonly slots: Uint32Array
}

export function startRun(task: RunTask): RunWork {
  const { records, lots } = task
  const count = records.length / recordBytes
  // [D16] Of equal lots the lesser ticket is first: that is the order in which they stand.
  const places = sortedPlaces({ bytes: lots, count, stride: lotBytes, length: lotBytes })
  const ranking = { places, slots: new Uint32Array(count) }
  const outcome = giveOut(task, ranking)
  return { outcome, next: partsMaker(task, ranking) }
}

/** [D1] Places in rank order, by the one function that gives out all places. */
function giveOut({ records, lots, slots }: RunTask, ranking: Ranking): DrawOutcome {
  const drawing = openDrawing(slots.map(({ slot, port, places }) => ({ id: slot, port, places })))
  const placeOf = new Map(slots.map(({ slot }, place) => [slot, place + 1]))
  const winners: Winner[] = []
  const { places } = ranking
  const wishesOf = knownPorts(records)
  for (let rank = 0; rank < places.length; rank++) {
    const start = (places[rank] ?? 0) * recordBytes
    const size = records[start + sizeAt] ?? 0
    const slot = drawing.give(size, wishesOf(start))
    if (slot === null) continue
    ranking.slots[rank] = placeOf.get(slot) ?? 0
    winners.push({ request: uuidOf(records, start + requestAt), slot, size, rank: rank + 1 })
  }
  const closedAt = drawing.closedAt()
  const shareAt = (rank: number) =>
    rank > places.length ? 1 : shareOf(lots, (places[rank - 1] ?? 0) * lotBytes)
  return {
    tickets: places.length,
    winners,
    closedAt,
    given: drawing.given(),
    reached: new Map([...closedAt].map(([port, rank]) => [port, shareAt(rank)])),
  }
}

/** Each list of ports is made once: of eight ports there are at most 109,600. */
function knownPorts(records: Uint8Array): (start: number) => readonly string[] {
  const bytes = Buffer.from(records.buffer, records.byteOffset, records.length)
  const known = new Map<string, readonly string[]>()
  return (start) => {
    // What is beyond the last port is zero, and no port has the number 0.
    const key = bytes.toString('latin1', start + portsAt, start + recordBytes)
    const ports = known.get(key) ?? portsOf(records, start)
    known.set(key, ports)
    return ports
  }
}

function partsMaker(
  { records, lots, slots }: RunTask,
  { places, slots: got }: Ranking,
): RunWork['next'] {
  const ranking = makeFile('ranking.ndjson')
  const results = makeFile('results.ndjson')
  const ranks = makeFile('ranks.bin')
  const names = [null, ...slots.map(({ slot }) => new Uint8Array(Buffer.from(`"${slot}"`)))]
  const rankOf = new Uint32Array(places.length)
  for (const [rank, place] of places.entries()) rankOf[place] = rank + 1
  let part = 0

  function makePart([first, second]: Rooms): MadePart[] {
    const { from, lines } = linesOfPart(part++, places.length)
    const leaves = Buffer.alloc(lines * hashBytes)
    const placeAt = (line: number) => places[from + line] ?? 0
    return [
      ranking.part(first, lines, leaves, (to, line) => {
        const place = placeAt(line)
        const rank = from + line + 1
        writeRank(to, rank, records, place * recordBytes, lots, place * lotBytes)
      }),
      results.part(second, lines, null, (to, line) => {
        const slot = names[got[from + line] ?? 0] ?? null
        writeResult(to, from + line + 1, records, placeAt(line) * recordBytes, slot)
      }),
      ranks.whole(lines, ranksFrom(records, rankOf, from, lines)),
    ]
  }

  return (rooms): Made => {
    if (part < partsOf(places.length)) return { parts: makePart(rooms) }
    return { files: [ranking.end(), results.end(), ranks.end()] }
  }
}

function ranksFrom(records: Uint8Array, rankOf: Uint32Array, from: number, lines: number) {
  const bytes = new Uint8Array(lines * rankBytes)
  for (let line = 0; line < lines; line++) {
    const start = (from + line) * recordBytes
    const at = line * rankBytes
    for (let one = 0; one < 16; one++) bytes[at + one] = records[start + ticketAt + one] ?? 0
    writeWord(bytes, at + rankRankAt, rankOf[from + line] ?? 0)
    writeShort(bytes, at + rankChancesAt, readShort(records, start + chancesAt))
  }
  return bytes
}

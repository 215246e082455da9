// For tests: the example records as files in memory, and a whole record put together again from
// what goes into a draw, by the writers of this house alone.

import { readdirSync, readFileSync } from 'node:fs'
import { openDrawing } from '../src/allocation.ts'
import type { OpenFile } from '../src/check-source.ts'
import type { Commitments, DrawSlot, Entry, Frozen } from '../src/draw-record.ts'
import {
  commitmentsText,
  drawText,
  entryLine,
  frozenText,
  outcomeText,
  rankingLine,
  resultLine,
  slotLine,
  ticketLine,
} from '../src/draw-record.ts'
import { seedOf } from '../src/draw-seed.ts'
import { bytesOfHex, hexOf } from '../src/hex.ts'
import { openLots } from '../src/lot.ts'
import { leafHash, merkleRoot } from '../src/merkle.ts'
import { sha256 } from '../src/sha256.ts'

export type Files = ReadonlyMap<string, Uint8Array>

export const examples = ['contended', 'empty'] as const
export const sealedNames: readonly string[] = ['entries.ndjson', 'results.ndjson']

/** Copied unchanged from the specification of the draw record. */
export function exampleFiles(name: (typeof examples)[number]): Files {
  const folder = new URL(`draw-record-example/${name}/`, import.meta.url)
  const names = readdirSync(folder)
  return new Map(names.map((file) => [file, new Uint8Array(readFileSync(new URL(file, folder)))]))
}

export const publicFiles = (files: Files): Files =>
  new Map([...files].filter(([name]) => !sealedNames.includes(name)))

/** The files in pieces of `pieceBytes`. */
export function openOf(files: Files, pieceBytes = 65_536): OpenFile {
  return (name) => {
    const bytes = files.get(name)
    return bytes && pieces(bytes, pieceBytes)
  }
}

async function* pieces(bytes: Uint8Array, pieceBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
export const bytesOf = (text: string): Uint8Array => encoder.encode(text)
export const textOf = (bytes: Uint8Array | undefined): string => decoder.decode(bytes)
/** The lines of a file without their line feeds. */
export const linesOf = (bytes: Uint8Array | undefined): string[] =>
  textOf(bytes).split('\n').slice(0, -1)

/** What goes into a draw. */
export type Inputs = Pick<Frozen, 'draw' | 'frozenAt' | 'rules'> & {
  readonly commitments: Commitments
  readonly secrets: readonly string[]
  readonly beacon: string | null
  /** In any order. */
  readonly entries: readonly Entry[]
  readonly slots: readonly DrawSlot[]
}

/** The record of a draw, every file of it. */
export function drawnFiles(inputs: Inputs): Files {
  const files = new Map<string, Uint8Array>()
  const put = (name: string, text: string) => files.set(name, bytesOf(text))
  const hashOf = (name: string) => hexOf(sha256(files.get(name) ?? new Uint8Array()))
  const rootOf = (name: string) => hexOf(merkleRoot(linesOf(files.get(name)).map(bytesOf), sha256))

  const entries = inputs.entries.toSorted((a, b) => (a.ticket < b.ticket ? -1 : 1))
  const leafOf = (entry: Entry) => hexOf(leafHash(bytesOf(entryLine(entry).trimEnd()), sha256))
  put('commitments.json', commitmentsText(inputs.commitments))
  put('entries.ndjson', entries.map(entryLine).join(''))
  put('tickets.ndjson', entries.map((one) => ticketLine({ ...one, leaf: leafOf(one) })).join(''))
  put('slots.ndjson', inputs.slots.map(slotLine).join(''))
  put(
    'frozen.json',
    frozenText({
      ...inputs,
      commitmentsHash: hashOf('commitments.json'),
      tickets: entries.length,
      root: rootOf('entries.ndjson'),
      ticketsHash: hashOf('tickets.ndjson'),
      slots: inputs.slots.length,
      slotsHash: hashOf('slots.ndjson'),
      entriesHash: hashOf('entries.ndjson'),
    }),
  )
  const beacon = inputs.beacon === null ? null : bytesOfHex(inputs.beacon)
  const frozenHash = hashOf('frozen.json')
  const seed = seedOf(bytesOfHex(frozenHash), inputs.secrets.map(bytesOfHex), beacon)
  const ranked = rankedBy(seed, entries)
  const drawing = openDrawing(inputs.slots.map((slot) => ({ ...slot, id: slot.slot })))
  const results = ranked.map(({ entry }, i) =>
    resultLine({
      rank: i + 1,
      ticket: entry.ticket,
      slot: drawing.give(entry.size, entry.ports),
    }),
  )
  const ranking = ranked.map(({ entry, lot }, i) =>
    rankingLine({ rank: i + 1, ticket: entry.ticket, lot }),
  )
  put('ranking.ndjson', ranking.join(''))
  put('results.ndjson', results.join(''))
  put('outcome.json', outcomeText({ closedAt: drawing.closedAt(), given: drawing.given() }))
  put(
    'draw.json',
    drawText({
      draw: inputs.draw,
      frozenHash,
      secrets: inputs.secrets,
      beacon: inputs.beacon,
      seed: hexOf(seed),
      rankingHash: hashOf('ranking.ndjson'),
      rankingRoot: rootOf('ranking.ndjson'),
      outcomeHash: hashOf('outcome.json'),
      resultsHash: hashOf('results.ndjson'),
    }),
  )
  return files
}

function rankedBy(seed: Uint8Array, entries: readonly Entry[]) {
  const lots = openLots(seed)
  const withLots = entries.map((entry) => {
    const lot = new Uint8Array(32)
    lots.lot(bytesOfHex(entry.ticket), 0, entry.chances, lot, 0)
    return { entry, lot: hexOf(lot) }
  })
  return withLots.sort((a, b) => (a.lot + a.entry.ticket < b.lot + b.entry.ticket ? -1 : 1))
}

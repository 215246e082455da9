// Checks a draw's record from its files alone, as a stranger would: nothing of the server is asked
// and nothing believed. By anyone from the public files; by an auditor where the sealed files lie
// beside. Gives the first thing that does not hold, by file and line, or the draw's numbers.
// The same lines run on the server before a draw is published, on the command line, and in a
// browser's worker.

import type { Finding } from './check-finding.ts'
import { finding } from './check-finding.ts'
import type { Heads } from './check-heads.ts'
import { checkHeads, readFile } from './check-heads.ts'
import { checkRanking } from './check-ranking.ts'
import { checkEntries, checkResults } from './check-sealed.ts'
import { checkSlots, wrongOutcome } from './check-slots.ts'
import type { Found, OnProgress, OpenFile } from './check-source.ts'
import { readLines, textOf } from './check-source.ts'
import { checkTickets } from './check-tickets.ts'
import { readIndexed, readOutcome } from './draw-read.ts'
import type { DrawSlot, Indexed, Outcome } from './draw-record.ts'
import { hexOf } from './hex.ts'
import type { TicketTable } from './ticket-table.ts'

/** What was checked, in numbers. */
export type DrawSummary = {
  readonly draw: string
  readonly drawHash: string
  readonly tickets: number
  readonly custodians: number
  readonly slots: number
  readonly places: number
  readonly given: number
  /** Whether the sealed files were there and were checked. */
  readonly sealed: boolean
  /** Whether the list of draws was there and names this one. */
  readonly listed: boolean
}

export type Checked =
  | { readonly ok: true; readonly summary: DrawSummary }
  | { readonly ok: false; readonly finding: Finding }

/**
 * [D19] Checks a whole record. `open` gives each file by its name: `commitments.json`,
 * `frozen.json`, `tickets.ndjson`, `slots.ndjson`, `ranking.ndjson`, `outcome.json`, `draw.json`;
 * and where they are at hand `entries.ndjson` with `results.ndjson` (sealed) and `index.ndjson`.
 */
export async function checkDraw(
  open: OpenFile,
  { onProgress = () => undefined }: { readonly onProgress?: OnProgress } = {},
): Promise<Checked> {
  const heads = await checkHeads(open)
  if ('finding' in heads) return { ok: false, finding: heads.finding }
  const slots = await checkSlots(open, heads.value.frozen)
  if ('finding' in slots) return { ok: false, finding: slots.finding }
  const table = await checkTickets(open, heads.value.frozen, onProgress)
  if ('finding' in table) return { ok: false, finding: table.finding }
  const order = await checkRanking(open, heads.value, table.value, onProgress)
  if ('finding' in order) return { ok: false, finding: order.finding }

  const parts = { table: table.value, order: order.value, slots: slots.value }
  return await checkRest(open, heads.value, parts, onProgress)
}

type Parts = {
  readonly table: TicketTable
  readonly order: Uint32Array
  readonly slots: readonly DrawSlot[]
}

async function checkRest(
  open: OpenFile,
  heads: Heads,
  parts: Parts,
  onProgress: OnProgress,
): Promise<Checked> {
  const outcome = await readFile(open, 'outcome.json', readOutcome)
  if ('finding' in outcome) return { ok: false, finding: outcome.finding }
  const { file, hash } = outcome.value
  const impossible = wrongOutcome(file, parts.slots, parts.table.count())
  if (impossible) return { ok: false, finding: impossible }
  const sealed = await checkSealed(open, heads, { ...parts, outcome: file }, onProgress)
  if ('finding' in sealed) return { ok: false, finding: sealed.finding }
  const listed = await findIndexed(open, heads)
  if ('finding' in listed) return { ok: false, finding: listed.finding }

  const isStated = hexOf(hash) === heads.drawn.outcomeHash
  const wrong = wrongEnd(heads, listed.value, isStated, sealed.value)
  if (wrong) return { ok: false, finding: wrong }
  const isListed = listed.value !== undefined
  return { ok: true, summary: summaryOf(heads, parts.slots, file, sealed.value, isListed) }
}

/** True where the sealed files are there and hold; one without the other is missing. */
async function checkSealed(
  open: OpenFile,
  heads: Heads,
  parts: Parts & { readonly outcome: Outcome },
  onProgress: OnProgress,
): Promise<Found<boolean>> {
  const wishes = await checkEntries(open, heads, parts.table, onProgress)
  if ('finding' in wishes) {
    const isPublicPart = isMissing(wishes.finding) && !(await open('results.ndjson'))
    return isPublicPart ? { value: false } : wishes
  }
  const all = { ...parts, wishes: wishes.value }
  const wrong = await checkResults(open, heads, all, onProgress)
  return wrong ? { finding: wrong } : { value: true }
}

/** This draw's line in the list of draws; undefined where there is no list. */
async function findIndexed(open: OpenFile, { drawn }: Heads): Promise<Found<Indexed | undefined>> {
  const file = 'index.ndjson'
  const draws = new Map<string, Indexed>()
  const read = await readLines(open, file, (bytes, start, end) => {
    const line = readIndexed(textOf(bytes, start, end))
    if (!line.ok) return { fault: line.wrong, at: line.at }
    if (draws.has(line.value.draw)) return { fault: 'repeated', at: line.value.draw }
    draws.set(line.value.draw, line.value)
    return undefined
  })
  if ('finding' in read) return isMissing(read.finding) ? { value: undefined } : read
  const line = draws.get(drawn.draw)
  if (!line || line.state === 'void') return { finding: finding(file, 'unlisted', drawn.draw) }
  return { value: line }
}

const isMissing = ({ fault }: Finding): boolean => fault === 'missing'

/**
 * Two things that the public files cannot settle by themselves: whether the outcome or its hash was
 * changed, and the hash of the sealed results. The list of draws does, or the sealed files.
 */
function wrongEnd(
  { drawn, drawHash }: Heads,
  listed: Indexed | undefined,
  isOutcomeStated: boolean,
  isSealed: boolean,
): Finding | undefined {
  const isListed = listed === undefined || listed.drawHash === drawHash
  if (!isOutcomeStated) {
    return isSealed || !isListed
      ? finding('draw.json', 'stated', 'outcomeHash')
      : finding('outcome.json', 'hash', 'draw.json outcomeHash')
  }
  if (isListed) return undefined
  return isSealed
    ? finding('index.ndjson', 'stated', drawn.draw)
    : finding('draw.json', 'hash', 'index.ndjson drawHash')
}

function summaryOf(
  { commitments, frozen, drawn, drawHash }: Heads,
  slots: readonly DrawSlot[],
  { given }: Outcome,
  sealed: boolean,
  listed: boolean,
): DrawSummary {
  return {
    draw: drawn.draw,
    drawHash,
    tickets: frozen.tickets,
    custodians: commitments.custodians.length,
    slots: slots.length,
    places: slots.reduce((sum, { places }) => sum + places, 0),
    given: given.reduce((sum, places) => sum + places, 0),
    sealed,
    listed,
  }
}

// A group's own check, on its phone, with some 20 kB: that its entry was frozen as it was made, that
// its ticket has the rank and lot that the seed gives it, and what follows from that rank. It needs
// the short public files, the slots, and what the group itself was given (`my-proof`): never the
// whole lists of tickets and ranks.

import type { Fault, Finding } from './check-finding.ts'
import { finding, findingOf } from './check-finding.ts'
import type { Heads } from './check-heads.ts'
import { checkHeads, readFile } from './check-heads.ts'
import { checkSlots, wrongOutcome } from './check-slots.ts'
import type { OpenFile } from './check-source.ts'
import { chancesOf } from './draw.ts'
import { readEntry, readOutcome, readRanked } from './draw-read.ts'
import type { DrawSlot, Entry, Outcome, Ranked } from './draw-record.ts'
import { bytesOfHex, hexOf } from './hex.ts'
import { openLots } from './lot.ts'
import { includes } from './merkle.ts'
import { sha256 } from './sha256.ts'
import type { Instant } from './time.ts'

/** What a group was given of a draw: two lines, without their line feeds, and their audit paths. */
export type Proof = {
  readonly version: 1
  readonly draw: string
  readonly entry: string
  /** Its place among the entries, from 0. */
  readonly index: number
  readonly path: readonly string[]
  readonly ranking: string
  readonly rankingPath: readonly string[]
}

/** What the group knows of itself. */
export type OwnFacts = { readonly pressing: boolean; readonly registeredAt: Instant }

export type OwnResult = {
  readonly ticket: string
  readonly rank: number
  /** Tickets in the draw. */
  readonly tickets: number
  readonly chances: number
  readonly size: number
  /** The port at which it got places, or null. */
  readonly port: string | null
}

export type CheckedEntry =
  | { readonly ok: true; readonly result: OwnResult }
  | { readonly ok: false; readonly finding: Finding }

/** A proof out of the text of its file, or what is wrong with it. */
export function readProof(text: string): { readonly proof: Proof } | { readonly finding: Finding } {
  try {
    const proof: unknown = JSON.parse(text)
    const unfit = unfitKey(proof as Proof)
    return unfit ? { finding: finding('entry', 'form', unfit) } : { proof: proof as Proof }
  } catch {
    return { finding: finding('entry', 'form', 'JSON') }
  }
}

/**
 * [D21] Checks a group's part of a draw. With `facts` also that its chances follow from them. Reads
 * the three short files, `slots.ndjson` and `outcome.json`.
 */
export async function checkEntry(
  open: OpenFile,
  proof: Proof,
  facts?: OwnFacts,
): Promise<CheckedEntry> {
  const read = await readAround(open)
  if ('fault' in read) return { ok: false, finding: read }
  const entry = readEntry(proof.entry)
  if (!entry.ok) return { ok: false, finding: findingOf('entry', entry) }
  const ranked = readRanked(proof.ranking)
  if (!ranked.ok) return { ok: false, finding: findingOf('entry', ranked) }
  const wrong =
    wrongProof(proof, read.heads) ??
    wrongRank(proof, entry.value, ranked.value, read.heads) ??
    (facts && wrongChances(entry.value, facts, read.heads))
  if (wrong) return { ok: false, finding: wrong }
  const { ticket, size, chances } = entry.value
  const port = portReached(entry.value, ranked.value.rank, read.slots, read.outcome)
  const { tickets } = read.heads.frozen
  const { rank } = ranked.value
  return { ok: true, result: { ticket, rank, tickets, chances, size, port } }
}

/** [D4] The first port of its own order that could hold it and closed later than its rank. */
function portReached(
  { size, ports }: Pick<Entry, 'size' | 'ports'>,
  rank: number,
  slots: readonly DrawSlot[],
  { closedAt }: Outcome,
): string | null {
  const fits = (port: string) => slots.some((slot) => slot.port === port && slot.places >= size)
  return ports.find((port) => fits(port) && (closedAt.get(port) ?? 0) > rank) ?? null
}

type Around = {
  readonly heads: Heads
  readonly slots: readonly DrawSlot[]
  readonly outcome: Outcome
}

async function readAround(open: OpenFile): Promise<Around | Finding> {
  const heads = await checkHeads(open)
  if ('finding' in heads) return heads.finding
  const slots = await checkSlots(open, heads.value.frozen)
  if ('finding' in slots) return slots.finding
  const outcome = await readFile(open, 'outcome.json', readOutcome)
  if ('finding' in outcome) return outcome.finding
  const { file, hash } = outcome.value
  const impossible = wrongOutcome(file, slots.value, heads.value.frozen.tickets)
  if (impossible) return impossible
  if (hexOf(hash) !== heads.value.drawn.outcomeHash) {
    return finding('outcome.json', 'hash', 'draw.json outcomeHash')
  }
  return { heads: heads.value, slots: slots.value, outcome: file }
}

const own = (fault: Fault, at: string): Finding => finding('entry', fault, at)

function wrongProof(proof: Proof, { frozen, drawn }: Heads): Finding | undefined {
  if (proof.draw !== drawn.draw) return own('draw', 'draw')
  const isEntry = isUnder(proof.entry, proof.index, frozen.tickets, proof.path, frozen.root)
  return isEntry ? undefined : own('proof', 'path')
}

function wrongRank(
  proof: Proof,
  entry: Entry,
  ranked: Ranked,
  { frozen, drawn, seed }: Heads,
): Finding | undefined {
  if (ranked.ticket !== entry.ticket) return own('entry', 'ticket')
  const { ranking, rankingPath } = proof
  const isRank = isUnder(ranking, ranked.rank - 1, frozen.tickets, rankingPath, drawn.rankingRoot)
  if (!isRank) return own('proof', 'rankingPath')
  const lot = new Uint8Array(32)
  openLots(seed).lot(bytesOfHex(entry.ticket), 0, entry.chances, lot, 0)
  return hexOf(lot) === ranked.lot ? undefined : own('lot', 'lot')
}

function wrongChances(entry: Entry, facts: OwnFacts, { frozen }: Heads): Finding | undefined {
  const { chances } = chancesOf(facts, frozen.frozenAt, { chances: frozen.rules })
  return chances === entry.chances ? undefined : own('chances', 'chances')
}

function isUnder(
  line: string,
  index: number,
  size: number,
  path: readonly string[],
  root: string,
): boolean {
  const leaf = new TextEncoder().encode(line)
  return includes(leaf, index, size, path.map(bytesOfHex), bytesOfHex(root), sha256)
}

/** The first key of a proof that is not as it should be. */
function unfitKey(proof: Proof): string | undefined {
  const isText = (value: unknown) => typeof value === 'string'
  const isPath = (value: unknown) =>
    Array.isArray(value) && value.length <= 40 && value.every((one) => /^[0-9a-f]{64}$/.test(one))
  const fits: { readonly [key in keyof Proof]: boolean } = {
    version: proof.version === 1,
    draw: isText(proof.draw),
    entry: isText(proof.entry),
    index: Number.isSafeInteger(proof.index),
    path: isPath(proof.path),
    ranking: isText(proof.ranking),
    rankingPath: isPath(proof.rankingPath),
  }
  return Object.entries(fits).find(([, fit]) => !fit)?.[0]
}

// What a custodian's page does with the long secret: which draws to commit to, whether it is the secret of earlier
// commitments, and what is made sure of before a draw's secret is revealed. Nothing the server says is taken on trust.

import type { AskAnswerOf, InputOf } from '@garita/contract'
import {
  commitmentOf,
  drawsCommittedAhead,
  drawsToCommit,
  mayReveal,
  secretOf,
} from '@garita/domain/custodian'
import { rulesAtLaunch } from '@garita/domain/programme'
import { type Performed, perform } from '../perform.ts'
import { timeLimit } from '../time-limit.ts'

export type Custody = AskAnswerOf<'custody'>

/** [M8] The commitments that are missing among the next thirty draws and are still taken. */
export function commitmentsFor(
  secret: Uint8Array,
  { open, committed, now }: Pick<Custody, 'open' | 'committed' | 'now'>,
): InputOf<'commit-secrets'>['commitments'] {
  const known = new Set(committed.map(({ draw }) => draw))
  const next = new Set(drawsToCommit(now, rulesAtLaunch, known, drawsCommittedAhead))
  return open
    .filter((draw) => next.has(draw))
    .map((draw) => ({ draw, commitment: commitmentOf(secretOf(secret, draw)) }))
}

/** The draws that were committed to with another long secret than this one. */
export function madeWithAnother(
  secret: Uint8Array,
  { committed }: Pick<Custody, 'committed'>,
): string[] {
  return committed.flatMap(({ draw, commitment }) =>
    commitmentOf(secretOf(secret, draw)) === commitment ? [] : draw,
  )
}

export type Revealing =
  /** The files do not say what they should: nothing was revealed. */
  | { kind: 'not-safe'; why: string }
  /** `frozenHash` is what the secret was given for, to be compared with draw.json later. */
  | { kind: 'asked'; result: Performed<'reveal-secret'>; frozenHash: string }
  | { kind: 'no-files' }

/** Reveals the secret of one frozen draw, after its two published files were checked. */
export async function reveal(secret: Uint8Array, name: string, draw: string): Promise<Revealing> {
  const [frozen, commitments] = await Promise.all([
    bytesAt(`/draws/${draw}/frozen.json`),
    bytesAt(`/draws/${draw}/commitments.json`),
  ])
  if (!frozen || !commitments) return { kind: 'no-files' }
  const own = secretOf(secret, draw)
  const checked = mayReveal({
    draw,
    name,
    commitment: commitmentOf(own),
    frozen,
    commitments,
    // This computer's clock and the rules that this page came with: nothing that the server says today.
    now: Date.now(),
    rules: rulesAtLaunch,
  })
  if (!checked.ok) return { kind: 'not-safe', why: checked.reasons[0]?.name ?? 'files-unreadable' }
  const result = await perform('reveal-secret', { draw, secret: own })
  return { kind: 'asked', result, frozenHash: checked.value.frozenHash }
}

async function bytesAt(address: string): Promise<Uint8Array | undefined> {
  try {
    const response = await fetch(address, { signal: timeLimit(30_000) })
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined
  } catch {
    return undefined
  }
}

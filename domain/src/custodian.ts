// A custodian keeps one long secret, from which comes a secret for each draw. Well ahead it commits
// to a draw's secret by publishing its hash; once the draw's entries are frozen it reveals it. So
// nobody can choose entries to suit the secrets, or secrets to suit the entries.
// The rules here: what a draw's secret and commitment are, until when one can commit, and what a
// custodian's own client makes sure of before it reveals anything. It never trusts the server.

import { allowed, type Decision, refused } from './decision.ts'
import { commitmentsCloseAt, drawFreezesAt } from './draw.ts'
import { bytesOfHex, hexOf } from './hex.ts'
import type { Rules } from './programme.ts'
import { sha256 } from './sha256.ts'
import { addDays, type Day, dayOf, type Instant, minutesMs } from './time.ts'

/** How many draws ahead a custodian's client commits to, so that it may rest for weeks. */
export const drawsCommittedAhead = 30

/** The 32 bytes of a long secret as it is kept (64 hexadecimal digits); null for anything else. */
export function readLongSecret(text: string): Uint8Array | null {
  const digits = text.trim().toLowerCase()
  return /^[0-9a-f]{64}$/.test(digits) ? bytesOfHex(digits) : null
}

/** [M9] A draw's secret, 64 digits: HMAC-SHA-256 of the draw's id under the long secret. */
export function secretOf(longSecret: Uint8Array, draw: Day): string {
  return hexOf(hmac(longSecret, new TextEncoder().encode(draw)))
}

/** [M9] What is published ahead, 64 digits: SHA-256 of the secret's 32 bytes. */
export function commitmentOf(secret: string): string {
  return hexOf(sha256(bytesOfHex(secret)))
}

/** [M2] Whether commitments to this draw are still taken. */
export function canCommit(draw: Day, now: Instant, rules: Rules): boolean {
  return now < commitmentsCloseAt(draw, rules)
}

/** [M2] A commitment is never taken back, so that it reaches no further than anybody plans. */
export function isWithinAYear(draw: Day, now: Instant, rules: Rules): boolean {
  return draw <= addDays(dayOf(now, rules.draw.zone), 366)
}

/** [M8] Of the next `count` draws to which one can commit those that are not in `committed`. */
export function drawsToCommit(
  now: Instant,
  rules: Rules,
  committed: ReadonlySet<Day>,
  count: number,
): Day[] {
  const today = dayOf(now, rules.draw.zone)
  // The first that can be open is at most as many days ahead as commitments close before.
  const days = count + Math.ceil(rules.draw.commitHours / 24) + 2
  return Array.from({ length: days }, (_, ahead) => addDays(today, ahead))
    .filter((draw) => canCommit(draw, now, rules))
    .slice(0, count)
    .filter((draw) => !committed.has(draw))
}

/** What a custodian's client has before it when a secret is due. */
export type BeforeReveal = {
  readonly draw: Day
  /** The custodian's own public name. */
  readonly name: string
  /** Of the secret about to be revealed: worked out anew, never taken from the server. */
  readonly commitment: string
  /** `frozen.json` and `commitments.json` of the draw, as they were published. */
  readonly frozen: Uint8Array
  readonly commitments: Uint8Array
  /** By the custodian's own clock. */
  readonly now: Instant
  /** As the custodian knows them; only when a draw freezes matters. */
  readonly rules: Rules
}

/** So far may the custodian's clock be behind the server's. */
const clockTolerance = minutesMs(5)

export type WhyNotRevealed =
  | 'draw-not-due'
  | 'files-unreadable'
  | 'frozen-other-draw'
  | 'commitments-other-draw'
  | 'commitments-changed'
  | 'commitment-not-published'
  | 'custodian-alone'

/**
 * [M10] Whether a secret may be revealed: by our own clock the entries have frozen, both published
 * files name this draw, what is frozen binds these commitments, ours is among them, and we are not
 * alone.
 * @returns the SHA-256 of the `frozen.json` for which the secret is given: keep it, and compare it
 * with `frozenHash` in `draw.json`.
 */
export function mayReveal(before: BeforeReveal): Decision<{ frozenHash: string }, WhyNotRevealed> {
  const dueAt = drawFreezesAt(before.draw, before.rules)
  if (before.now < dueAt - clockTolerance) return refused('draw-not-due')
  const frozen = readJson(before.frozen)
  const committed = readJson(before.commitments)
  const custodians = committed?.custodians
  if (!frozen || !committed || !Array.isArray(custodians)) return refused('files-unreadable')
  if (frozen.draw !== before.draw) return refused('frozen-other-draw')
  if (committed.draw !== before.draw) return refused('commitments-other-draw')
  if (frozen.commitmentsHash !== hexOf(sha256(before.commitments))) {
    return refused('commitments-changed')
  }
  const isOurs = (one: unknown) => isNamed(one, before.name, before.commitment)
  if (!custodians.some(isOurs)) return refused('commitment-not-published')
  if (custodians.length < 2) return refused('custodian-alone')
  return allowed({ frozenHash: hexOf(sha256(before.frozen)) })
}

function isNamed(one: unknown, name: string, commitment: string): boolean {
  const published = one as { name?: unknown; commitment?: unknown } | null
  return published?.name === name && published.commitment === commitment
}

type Json = { readonly [key: string]: unknown }

function readJson(bytes: Uint8Array): Json | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof value === 'object' && value !== null ? (value as Json) : null
  } catch {
    return null
  }
}

const blockBytes = 64

/** HMAC-SHA-256 (RFC 2104) under a key of at most 64 bytes. */
function hmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const padded = (pad: number, after: Uint8Array) => {
    const bytes = new Uint8Array(blockBytes + after.length).fill(pad, 0, blockBytes)
    for (const [at, byte] of key.entries()) bytes[at] = byte ^ pad
    bytes.set(after, blockBytes)
    return bytes
  }
  return sha256(padded(0x5c, sha256(padded(0x36, message))))
}

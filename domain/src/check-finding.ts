// What a check of a draw's record can find wrong. A finding names the file, the line where there is
// one, what is wrong and at which key; the words for people stand with whoever shows them (the
// command line, the page in each language).

import type { FormFault, Read } from './draw-form.ts'

/** [D19] Everything that can be wrong with a record. `at` in a finding is a key, file or number. */
export const faults = [
  /** Not written as the record says: `at` is the first key that breaks it. */
  'form',
  'bounds',
  'order',
  'repeated',
  /** The file is not there. */
  'missing',
  /** A file is not the one whose hash stands in another (`at`: `frozen.json ticketsHash`). */
  'hash',
  /** A hash, root or number stated in this file (`at`) is not that of the file it speaks of. */
  'stated',
  /** There are not as many lines, or numbers in it, as the file `at` has lines. */
  'count',
  /** The root of the leaves is not the one stated in `at`. */
  'root',
  /** The files speak of different draws. */
  'draw',
  'custodians-too-few',
  /** There are not as many secrets as commitments. */
  'secrets',
  /** Secret number `at`, from 1, does not fit its commitment. */
  'secret',
  /** A beacon without a value or a value without a beacon. */
  'beacon',
  'seed',
  /** The rank is not the number of the line. */
  'rank',
  'ticket-unknown',
  'ticket-repeated',
  'lot',
  /** The ports of the outcome are not those of the slots. */
  'ports',
  /** More places given in a slot than it has; `at`: the slot's number, from 1. */
  'given',
  /** The entry's ticket, chances (`at`) are not those of the same line of the tickets. */
  'entry',
  /** The leaf of this ticket is not that of its entry. */
  'leaf',
  /** The slot is not the one that this rank gets. */
  'result',
  /** Not how far the ports reached (`at`: `closedAt` or `given`). */
  'outcome',
  /** The list of draws does not have this one, or has it as void. */
  'unlisted',
  /** A group's proof does not lead to the root (`at`: `path` or `rankingPath`). */
  'proof',
  /** A group's chances do not follow from its own facts. */
  'chances',
] as const

export type Fault = (typeof faults)[number]

export type Finding = {
  /** As it is called in the record; `entry` for what a group brought. */
  readonly file: string
  /** From 1; null where it is the file as a whole. */
  readonly line: number | null
  readonly fault: Fault
  readonly at: string | null
}

export const finding = (
  file: string,
  fault: Fault,
  at: string | number | null = null,
  line: number | null = null,
): Finding => ({ file, line, fault, at: at === null ? null : String(at) })

/** What is wrong with the text of a file or one of its lines. */
export function findingOf(
  file: string,
  read: Extract<Read<unknown>, { ok: false }> | { readonly wrong: FormFault; readonly at: string },
  line: number | null = null,
): Finding {
  return finding(file, read.wrong, read.at, line)
}

// The texts of the draw's record, as everybody can read and hash them: one line a ticket, a slot or
// a rank, and the files that bind them together. Each is written here and nowhere else, with the
// line feed at its end. What is read back is read strictly, in `draw-read.ts`.
// Names, ids and hexadecimal digits never need an escape, so texts are put together as they stand.

import { instantText } from './draw-form.ts'
import type { Instant } from './time.ts'

/** A line of `entries.ndjson`, sealed: what a group wishes. */
export type Entry = {
  /** 32 hexadecimal digits, as is the nonce. */
  readonly ticket: string
  readonly nonce: string
  /** 1 to 20. */
  readonly size: number
  /** 1 to 1000. */
  readonly chances: number
  /** 1 to 8 in the group's own order, none twice. */
  readonly ports: readonly string[]
}
/** A line of `tickets.ndjson`: all that the public sees of an entry. */
export type Ticket = {
  readonly ticket: string
  readonly chances: number
  /** The Merkle leaf of the entry's line. */
  readonly leaf: string
}
/** A line of `slots.ndjson`. */
export type DrawSlot = {
  readonly slot: string
  readonly port: string
  readonly startsAt: Instant
  readonly places: number
}
/** A line of `ranking.ndjson`; ranks begin at 1. */
export type Ranked = { readonly rank: number; readonly ticket: string; readonly lot: string }
/** A line of `results.ndjson`, sealed; the slot is null where the ticket got nothing. */
export type Result = {
  readonly rank: number
  readonly ticket: string
  readonly slot: string | null
}

export type Commitments = {
  readonly draw: string
  readonly custodians: readonly { readonly name: string; readonly commitment: string }[]
  readonly beacon: { readonly name: string; readonly round: string } | null
}
export type Frozen = {
  readonly draw: string
  readonly frozenAt: Instant
  readonly rules: {
    readonly version: string
    readonly base: number
    readonly need: number
    readonly wait: number
    readonly waitLimit: number
  }
  readonly commitmentsHash: string
  readonly tickets: number
  readonly root: string
  readonly ticketsHash: string
  readonly slots: number
  readonly slotsHash: string
  readonly entriesHash: string
}
export type Outcome = {
  /** Every port with a slot, and the rank that closed it, or one more than there are tickets. */
  readonly closedAt: ReadonlyMap<string, number>
  /** Places given in each slot, in the order of the slots. */
  readonly given: readonly number[]
}
export type Drawn = {
  readonly draw: string
  readonly frozenHash: string
  /** In the order of the commitments. */
  readonly secrets: readonly string[]
  /** The beacon's value in hexadecimal digits, or null where none is used. */
  readonly beacon: string | null
  readonly seed: string
  readonly rankingHash: string
  readonly rankingRoot: string
  readonly outcomeHash: string
  readonly resultsHash: string
}
/** A line of `/draws/index.ndjson`; a void draw has no hash. */
export type Indexed =
  | { readonly draw: string; readonly state: 'published'; readonly drawHash: string }
  | { readonly draw: string; readonly state: 'void'; readonly drawHash: null }

export function entryLine({ ticket, nonce, size, chances, ports }: Entry): string {
  const named = ports.map((port) => `"${port}"`).join(',')
  return `{"ticket":"${ticket}","nonce":"${nonce}","size":${size},"chances":${chances},"ports":[${named}]}\n`
}

export function ticketLine({ ticket, chances, leaf }: Ticket): string {
  return `{"ticket":"${ticket}","chances":${chances},"leaf":"${leaf}"}\n`
}

export function slotLine({ slot, port, startsAt, places }: DrawSlot): string {
  return `{"slot":"${slot}","port":"${port}","startsAt":"${instantText(startsAt)}","places":${places}}\n`
}

export function rankingLine({ rank, ticket, lot }: Ranked): string {
  return `{"rank":${rank},"ticket":"${ticket}","lot":"${lot}"}\n`
}

export function resultLine({ rank, ticket, slot }: Result): string {
  return `{"rank":${rank},"ticket":"${ticket}","slot":${slot === null ? 'null' : `"${slot}"`}}\n`
}

/** Custodians are written in the order given. */
export function commitmentsText({ draw, custodians, beacon }: Commitments): string {
  return fileText({
    version: 1,
    draw,
    custodians: custodians.map(({ name, commitment }) => ({ name, commitment })),
    beacon: beacon && { name: beacon.name, round: beacon.round },
  })
}

/** `frozenAt` is cut to the whole second. */
export function frozenText(frozen: Frozen): string {
  const { version, base, need, wait, waitLimit } = frozen.rules
  return fileText({
    version: 1,
    draw: frozen.draw,
    frozenAt: instantText(frozen.frozenAt),
    rules: { version, base, need, wait, waitLimit },
    commitmentsHash: frozen.commitmentsHash,
    tickets: frozen.tickets,
    root: frozen.root,
    ticketsHash: frozen.ticketsHash,
    slots: frozen.slots,
    slotsHash: frozen.slotsHash,
    entriesHash: frozen.entriesHash,
  })
}

/** Ports come out ascending, whatever their order was. An object would put `9` before `10`. */
export function outcomeText({ closedAt, given }: Outcome): string {
  const ports = [...closedAt].sort(([one], [other]) => (one < other ? -1 : 1))
  const closed = ports.map(([port, rank]) => `"${port}":${rank}`).join(',')
  return `{"closedAt":{${closed}},"given":[${given.join(',')}]}\n`
}

export function drawText(drawn: Drawn): string {
  return fileText({
    version: 1,
    draw: drawn.draw,
    frozenHash: drawn.frozenHash,
    secrets: drawn.secrets,
    beacon: drawn.beacon,
    seed: drawn.seed,
    rankingHash: drawn.rankingHash,
    rankingRoot: drawn.rankingRoot,
    outcomeHash: drawn.outcomeHash,
    resultsHash: drawn.resultsHash,
  })
}

export function indexLine({ draw, state, drawHash }: Indexed): string {
  return fileText({ draw, state, drawHash })
}

const fileText = (file: object): string => `${JSON.stringify(file)}\n`

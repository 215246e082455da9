// The check of a whole draw before it is published, off the main thread, by the very code that
// strangers check it with. What is frozen is checked while it is written, or, on another server,
// read back; then the ranking as it is made. The lots come from all threads, a second time and into
// room of their own. This is `checkDraw` in another order: waiting for draw.json, with which that
// begins, would leave a processor idle for a third of the draw's time.

import { createHash, hash } from 'node:crypto'
import { compareBytes, copyBytes } from '@garita/domain/byte-order'
import { type Finding, finding, findingOf } from '@garita/domain/check-finding'
import { checkHeads, type Heads, readFile } from '@garita/domain/check-heads'
import { checkRanking } from '@garita/domain/check-ranking'
import { checkEntries, checkResults, type Wishes } from '@garita/domain/check-sealed'
import { checkSlots, wrongOutcome } from '@garita/domain/check-slots'
import type { Found, OpenFile } from '@garita/domain/check-source'
import { checkTickets } from '@garita/domain/check-tickets'
import { readDrawn, readFrozen, readOutcome } from '@garita/domain/draw-read'
import type { Drawn, Frozen } from '@garita/domain/draw-record'
import { hexOf } from '@garita/domain/hex'
import type { HashInto, Sha256Stream } from '@garita/domain/sha256'
import { type TicketTable, ticketTable } from '@garita/domain/ticket-table'
import { Feed } from './feed.ts'
import { lotBytes } from './lots-work.ts'
import { chancesAt, readShort, recordBytes } from './record.ts'
import { hashBytes } from './tree.ts'

export type CheckTask = {
  readonly seed: Uint8Array
  /** Whose lots these are: of `entries.bin`. */
  readonly records: Uint8Array
  /** Lots found for the check alone, on all threads; whole at the end. */
  readonly lots: Uint8Array
}

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly finding: Finding }

export type CheckWork = {
  /** The next bytes of a large file, or its end. Resolves once they are wanted. */
  take(name: string, bytes: Uint8Array | null): Promise<void>
  /** All tickets and entries came; each part of the tickets before the same part of the entries. */
  frozen(text: Uint8Array): Promise<Verdict>
  /** The ranking comes next. */
  draw(task: CheckTask): void
  /**
   * All files came: checks them but for the lots, which `end` compares.
   * @param texts the small files, whole: by name.
   */
  rest(texts: ReadonlyMap<string, Uint8Array>): Promise<void>
  /** All lots were found a second time. What `rest` has checked is not checked again. */
  end(texts: ReadonlyMap<string, Uint8Array>): Promise<Verdict>
}

/** Files that come whole before anybody reads them. */
const unhurried: ReadonlySet<string> = new Set(['results.ndjson'])

type Written<T> = { -readonly [K in keyof T]: T[K] }

export function startCheck(): CheckWork {
  const feeds = openFeeds()
  // What frozen.json and draw.json say is known when the last line of their files is.
  const frozen = {} as Written<Frozen>
  const drawn = {} as Written<Drawn>
  const bound = checkFrozen(feeds, frozen)
  let stated: ReturnType<typeof lotsStated> | undefined
  let rest: Promise<Found<TicketTable>> | undefined
  let ranked: Promise<Found<Ranked>> = bound.then(() => ({
    finding: finding('draw.json', 'missing'),
  }))

  return {
    take: feeds.take,
    async frozen(text) {
      const read = readFrozen(Buffer.from(text).toString('latin1'))
      if (!read.ok) return { ok: false, finding: findingOf('frozen.json', read) }
      Object.assign(frozen, read.value)
      feeds.end()
      return verdictOf(await bound)
    },
    draw(task) {
      stated = lotsStated(task)
      const open = Object.assign(feeds.open, { takeLot: stated.take })
      ranked = feeds.until(checkRanks(open, headsSoFar(frozen, drawn, task.seed), bound))
    },
    async rest(texts) {
      rest ??= foundRest(texts)
      await rest
    },
    async end(texts) {
      rest ??= foundRest(texts)
      const found = await rest
      if ('finding' in found) return verdictOf(found)
      const wrong = stated?.wrong(found.value)
      return wrong ? { ok: false, finding: wrong } : { ok: true }
    },
  }

  async function foundRest(texts: ReadonlyMap<string, Uint8Array>): Promise<Found<TicketTable>> {
    const read = readDrawn(Buffer.from(texts.get('draw.json') ?? '').toString('latin1'))
    if (!read.ok) return { finding: findingOf('draw.json', read) }
    Object.assign(drawn, read.value)
    feeds.end()
    const found = await ranked
    if ('finding' in found) return found
    const open = Object.assign((name: string) => textOrFeed(name, texts, feeds.open), feeds.open)
    const wrong = await wrongRest(open, found.value)
    return wrong ? { finding: wrong } : { value: found.value.table }
  }
}

const verdictOf = (found: Found<unknown>): Verdict =>
  'finding' in found ? { ok: false, finding: found.finding } : { ok: true }

/** Large files, as they are brought. */
function openFeeds() {
  const feeds = new Map<string, Feed>()
  let isOver = false
  const feedOf = (name: string) => {
    const feed = feeds.get(name) ?? new Feed(!isOver && !unhurried.has(name))
    feeds.set(name, feed)
    return feed
  }
  // Once something does not hold nobody reads on, and who brings the rest must not wait for it.
  const release = () => {
    isOver = true
    for (const feed of feeds.values()) feed.release()
  }
  return {
    open: Object.assign(feedOf, { sha256Stream: nativeStream, sha256Into: nativeInto }),
    take(name: string, bytes: Uint8Array | null): Promise<void> {
      // What is read later may stand where the next part will be written.
      return feedOf(name).take(unhurried.has(name) ? (bytes?.slice() ?? null) : bytes)
    },
    end(): void {
      for (const feed of feeds.values()) void feed.take(null)
    },
    /** A check that reads them. */
    until<T>(check: Promise<Found<T>>): Promise<Found<T>> {
      check.then((found) => 'finding' in found && release(), release)
      return check
    },
  }
}

type Feeds = ReturnType<typeof openFeeds>
type Bound = { readonly table: TicketTable; readonly wishes: Wishes }
type Ranked = Bound & { readonly order: Uint32Array }

/** [D40] Tickets and entries, side by side. */
async function checkFrozen({ open, until }: Feeds, frozen: Frozen): Promise<Found<Bound>> {
  const growing = ticketTable()
  const [table, wishes] = await Promise.all([
    until(checkTickets(open, frozen, undefined, growing)),
    until(checkEntries(open, { frozen }, growing)),
  ])
  if ('finding' in table) return table
  if ('finding' in wishes) return wishes
  return { value: { table: table.value, wishes: wishes.value } }
}

/** [D40] The ranking, as it comes. */
async function checkRanks(
  open: OpenFile,
  heads: Heads,
  bound: Promise<Found<Bound>>,
): Promise<Found<Ranked>> {
  const found = await bound
  if ('finding' in found) return found
  const order = await checkRanking(open, heads, found.value.table)
  return 'finding' in order ? order : { value: { ...found.value, order: order.value } }
}

/** The commitments and the seed are checked once draw.json is there. */
function headsSoFar(frozen: Frozen, drawn: Drawn, seed: Uint8Array): Heads {
  const commitments = { draw: frozen.draw, custodians: [], beacon: null }
  return { frozen, drawn, seed, drawHash: '', commitments }
}

/** [D40] What binds all files together, the slots, the results and the outcome. */
async function wrongRest(open: OpenFile, ranked: Ranked): Promise<Finding | undefined> {
  const heads = await checkHeads(open)
  if ('finding' in heads) return heads.finding
  const slots = await checkSlots(open, heads.value.frozen)
  if ('finding' in slots) return slots.finding
  const outcome = await readFile(open, 'outcome.json', readOutcome)
  if ('finding' in outcome) return outcome.finding
  const { file, hash } = outcome.value
  const impossible = wrongOutcome(file, slots.value, ranked.table.count())
  if (impossible) return impossible
  if (hexOf(hash) !== heads.value.drawn.outcomeHash) {
    return finding('outcome.json', 'hash', 'draw.json outcomeHash')
  }
  return await checkResults(open, heads.value, { ...ranked, slots: slots.value, outcome: file })
}

function textOrFeed(
  name: string,
  texts: ReadonlyMap<string, Uint8Array>,
  feedOf: (name: string) => Feed,
): AsyncIterable<Uint8Array> | undefined {
  const text = texts.get(name)
  if (!text) return name.endsWith('.json') ? undefined : feedOf(name)
  const feed = new Feed(false)
  void feed.take(text)
  void feed.take(null)
  return feed
}

/** The lots that the ranking states, to be compared once all were found again. */
function lotsStated({ records, lots }: CheckTask) {
  const count = records.length / recordBytes
  const stated = new Uint8Array(lots.length)
  return {
    take(index: number, lot: Uint8Array): void {
      copyBytes(lot, 0, stated, index * lotBytes, lotBytes)
    },
    /** [D40] The first ticket whose lot was found for another ticket or chances, or is another. */
    wrong(table: TicketTable): Finding | undefined {
      if (table.count() !== count) return finding('ranking.ndjson', 'count', 'entries.bin')
      for (let index = 0; index < count; index++) {
        const start = index * recordBytes
        const isOfTicket =
          table.isTicket(index, records.subarray(start, start + ticketBytes)) &&
          table.chances(index) === readShort(records, start + chancesAt)
        const at = index * lotBytes
        if (!isOfTicket || compareBytes(stated, at, lots, at, lotBytes) !== 0) {
          return finding('ranking.ndjson', 'lot', `tickets.ndjson line ${index + 1}`)
        }
      }
      return undefined
    },
  }
}

const ticketBytes = 16

/** Twice as quick as ours over a line. */
const nativeInto: HashInto = (bytes, length, into, at) => {
  const text = hash('sha256', bytes.subarray(0, length), 'binary')
  for (let one = 0; one < hashBytes; one++) into[at + one] = text.charCodeAt(one)
}

/** Six times as quick as ours over a whole file. */
function nativeStream(): Sha256Stream {
  const hash = createHash('sha256')
  const stream: Sha256Stream = {
    update(bytes) {
      hash.update(bytes)
      return stream
    },
    digest: () => hash.digest(),
  }
  return stream
}

// What a draw needs before its transaction: the seed from all secrets, and two threads, of which one
// knows who got what and the other is about to check every file of the draw.

import { hash } from 'node:crypto'
import { seedOf } from '@garita/domain/draw-seed'
import { publishedCommitments, revealsOf } from '../store/custodians.ts'
import { readParts, readWhole } from '../store/draw-files.ts'
import { findDrawSlots } from '../store/draw-slots.ts'
import { findDraw } from '../store/draws.ts'
import type { World } from '../world.ts'
import { DrawBroken } from './draw-broken.ts'
import { isAsStored, takeFreeze } from './kept-freeze.ts'
import { type LotsTask, lotBytes } from './lots-work.ts'
import { recordBytes } from './record.ts'
import type { DrawOutcome } from './run-work.ts'
import { type Thread, takeThread } from './thread.ts'

export type PreparedRun = AsyncDisposable & {
  readonly drawing: Thread
  readonly checking: Thread
  readonly outcome: DrawOutcome
  /** In the order of `slots.ndjson`. */
  readonly slots: readonly DrawnSlot[]
  readonly seed: Uint8Array
  /** In the order of the commitments. */
  readonly secrets: readonly Uint8Array[]
  /** The small files of the frozen draw, whole: by name. */
  readonly texts: ReadonlyMap<string, Buffer>
  /**
   * Resolves once all lots were found a second time, for the check. The thread that checks does it
   * beside; the one that draws joins in now, when it has nothing else to do any more.
   */
  findAgain(): Promise<void>
}

export type DrawnSlot = { readonly slot: string; readonly port: string; readonly places: number }

const frozenTexts = ['commitments.json', 'frozen.json', 'slots.ndjson'] as const

/** Nothing where the act will refuse in any case. */
export async function prepareRun(world: World, id: string): Promise<PreparedRun | null> {
  const { db } = world.database
  const draw = await findDraw(db, id)
  const secrets = draw?.state === 'frozen' ? await findSecrets(world, id) : null
  if (!draw || !secrets) return null
  const texts = await readTexts(world, id)
  const frozenHash = hash('sha256', texts.get('frozen.json') ?? '', 'buffer')
  const seed = seedOf(frozenHash, secrets, null)
  const slots = (await findDrawSlots(db, id)).map(({ slotId: slot, port, places }) => ({
    ...{ slot, port, places },
  }))
  // Each loads what it runs while the entries are read.
  const frozen = texts.get('frozen.json') ?? Buffer.alloc(0)
  const kept = takeFreeze(frozenHash.toString('hex'))
  const [drawing, checking] = [takeThread(), kept?.checking ?? takeThread()]
  const threads = [drawing, checking]
  const close = async () => void (await Promise.all(threads.map((thread) => thread.close())))
  try {
    const records = kept?.records ?? (await readRecords(world, id, draw.tickets ?? 0))
    const [lots, again] = [roomForLots(records), roomForLots(records)]
    const sent = kept ? Promise.resolve() : sendFrozen(world, id, checking, frozen)
    sent.catch(() => undefined)
    const same = kept ? isAsStored(db, id, kept) : Promise.resolve(true)
    same.catch(() => undefined)
    const first = lotsOf({ records, lots, seed }, ticketsAtOnce)
    await Promise.all(threads.map(first))
    const ranked = drawing.ask({ kind: 'rank', task: { records, lots, slots } })
    const second = lotsOf({ records, lots: again, seed }, ticketsBetween)
    const foundBeside = second(checking)
    foundBeside.catch(() => undefined)
    const outcome = await ranked
    // An embedded database has one connection: nothing may be read any more when the act begins.
    await sent
    if (!(await same)) {
      await close()
      return await prepareRun(world, id)
    }
    await checking.ask({ kind: 'check-draw', task: { seed, records, lots: again } })
    return {
      ...{ drawing, checking, outcome, slots, seed, secrets, texts },
      findAgain: async () => void (await Promise.all([foundBeside, second(drawing)])),
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function readTexts({ database: { db } }: World, id: string): Promise<Map<string, Buffer>> {
  const texts = new Map<string, Buffer>()
  for (const name of frozenTexts) texts.set(name, await readWhole(db, id, name))
  return texts
}

/** In the order of the commitments; null while one is missing. */
async function findSecrets(world: World, id: string): Promise<Buffer[] | null> {
  const { db } = world.database
  const [custodians, revealed] = [await publishedCommitments(db, id), await revealsOf(db, id)]
  const secrets = custodians.flatMap(({ name }) => revealed.get(name) ?? [])
  return secrets.length === custodians.length && secrets.length > 0 ? secrets : null
}

/** `entries.bin` in memory that the threads share. */
async function readRecords(world: World, id: string, tickets: number): Promise<Uint8Array> {
  const records = new Uint8Array(new SharedArrayBuffer(tickets * recordBytes))
  let end = 0
  for await (const part of readParts(world.database.db, id, 'entries.bin')) {
    records.set(part, end)
    end += part.length
  }
  if (end !== records.length) throw new Error(`draw ${id} does not have its ${tickets} entries`)
  return records
}

const roomForLots = (records: Uint8Array): Uint8Array =>
  new Uint8Array(new SharedArrayBuffer((records.length / recordBytes) * lotBytes))

/** Tickets whose lots a thread finds before it looks for others: some 40 ms. */
const ticketsAtOnce = 8_192

/** As many between two parts that a thread checks: no longer than it takes for one of them. */
const ticketsBetween = 2_048

/** [D15] Lets a thread find the lots of the next tickets, with any others, until none are left. */
function lotsOf(task: Pick<LotsTask, 'records' | 'lots' | 'seed'>, atOnce: number) {
  const tickets = task.records.length / recordBytes
  let next = 0
  return async (thread: Thread): Promise<void> => {
    while (next < tickets) {
      const from = next
      next = Math.min(tickets, from + atOnce)
      await thread.ask({ kind: 'lots', task: { ...task, from, to: next } })
    }
  }
}

/** [D40] Reads the frozen files back for the check, each part of both before the next. */
async function sendFrozen(world: World, id: string, checking: Thread, frozen: Uint8Array) {
  const { db } = world.database
  await checking.ask({ kind: 'check-begin' })
  const entries = readParts(db, id, 'entries.ndjson')
  for await (const bytes of readParts(db, id, 'tickets.ndjson')) {
    await checking.ask({ kind: 'check-part', name: 'tickets.ndjson', bytes })
    const part = await entries.next()
    if (part.done) break
    await checking.ask({ kind: 'check-part', name: 'entries.ndjson', bytes: part.value })
  }
  for await (const bytes of entries) {
    await checking.ask({ kind: 'check-part', name: 'entries.ndjson', bytes })
  }
  const verdict = await checking.ask({ kind: 'check-frozen', text: frozen })
  if (!verdict.ok) throw new DrawBroken(id, verdict.finding)
}

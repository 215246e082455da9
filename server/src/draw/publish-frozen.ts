// Writes a frozen draw: entries and tickets as the thread makes their parts, then the slots, and
// `frozen.json`, which binds all of it. [D40] Entries and tickets are checked as they are written.

import { hash } from 'node:crypto'
import { newDayOf } from '@garita/domain/draw'
import { frozenText, slotLine } from '@garita/domain/draw-record'
import { addDays } from '@garita/domain/time'
import type { Tx } from '../act.ts'
import { findFile } from '../store/draw-files.ts'
import {
  insertDrawSlots,
  insertTurns,
  lockWaitingSlots,
  type SlotOfDay,
} from '../store/draw-slots.ts'
import { updateDraw } from '../store/draws.ts'
import { insertFirstPorts } from '../store/figures.ts'
import type { InForce } from '../store/suspensions.ts'
import { DrawBroken } from './draw-broken.ts'
import type { MadeFile } from './parts.ts'
import type { PreparedFreeze } from './prepare-freeze.ts'
import { checkParts, type Published, writeMade, writeText } from './write-parts.ts'

export type Freezing = {
  readonly draw: string
  readonly now: number
  readonly prepared: PreparedFreeze
  readonly suspension: Pick<InForce, 'fromDay'> | undefined
}

export async function publishFrozen(
  tx: Tx,
  freezing: Freezing,
): Promise<{ tickets: number; slots: number }> {
  const { draw, prepared } = freezing
  const { thread, checking, frozenAt, rules, turns } = prepared
  const published = { draw, at: frozenAt }
  await checking.ask({ kind: 'check-begin' })
  const checked = checkParts(checking)
  // What is in the database when the draw is run is compared with these.
  const parts = new Map<string, string>()
  const files = await writeMade(tx, thread, 'next-frozen', published, (made) => {
    parts.set(`${made.name} ${made.part}`, hash('sha256', made.bytes))
    return checked.see(made)
  })
  const entries = fileOf(files, 'entries.ndjson')
  const slots = await slotsInScope(tx, freezing)
  const slotsHash = await writeText(tx, 'slots.ndjson', slots.map(lineOf).join(''), published)
  await insertDrawSlots(tx, draw, slots)
  await insertTurns(tx, draw, turns)
  await insertFirstPorts(tx, draw, prepared.firstPorts)
  const frozen = {
    tickets: entries.lines,
    root: entries.root ?? '',
    ticketsHash: fileOf(files, 'tickets.ndjson').sha256,
    slots: slots.length,
    slotsHash,
    entriesHash: entries.sha256,
  }
  const text = await writeFrozen(tx, published, {
    ...frozen,
    rules: { version: rules.version, ...rules.chances },
  })
  await checked.sent()
  const verdict = await checking.ask({ kind: 'check-frozen', text: Buffer.from(text) })
  if (!verdict.ok) throw new DrawBroken(draw, verdict.finding)
  prepared.keep({ frozenHash: hash('sha256', text), parts })
  const places = slots.reduce((sum, slot) => sum + slot.waiting, 0)
  await updateDraw(tx, draw, {
    state: 'frozen',
    frozenAt,
    rulesVersion: rules.version,
    tickets: frozen.tickets,
    slots: frozen.slots,
    places,
  })
  return frozen
}

type ToFreeze = Omit<Parameters<typeof frozenText>[0], 'draw' | 'frozenAt' | 'commitmentsHash'>

async function writeFrozen(tx: Tx, published: Published, frozen: ToFreeze): Promise<string> {
  const { draw, at } = published
  const commitments = await findFile(tx, draw, 'commitments.json')
  if (!commitments) throw new Error(`the commitments of draw ${draw} were not published`)
  const text = frozenText({ draw, frozenAt: at, commitmentsHash: commitments.sha256, ...frozen })
  await writeText(tx, 'frozen.json', text, published)
  return text
}

/**
 * [D32] The places that wait: of the new day, and of the days before it that are not too near. In the
 * order of `slots.ndjson`.
 */
async function slotsInScope(tx: Tx, freezing: Freezing): Promise<SlotOfDay[]> {
  const { draw, now, prepared, suspension } = freezing
  const { rules } = prepared
  const from = addDays(draw, rules.urgentDays)
  const slots = await lockWaitingSlots(tx, now, from, newDayOf(draw, rules))
  return slots
    .filter(({ day }) => !suspension || day < suspension.fromDay)
    .sort((one, other) => one.startsAt - other.startsAt || inBytes(one, other))
}

function inBytes(one: SlotOfDay, other: SlotOfDay): number {
  const [first, second] = [`${one.port} ${one.id}`, `${other.port} ${other.id}`]
  return first < second ? -1 : Number(first > second)
}

function lineOf({ id, port, startsAt, waiting }: SlotOfDay): string {
  return slotLine({ slot: id, port, startsAt, places: waiting })
}

function fileOf(files: ReadonlyMap<string, MadeFile>, name: string): MadeFile {
  const file = files.get(name)
  if (!file) throw new Error(`the thread of the draw made no ${name}`)
  return file
}

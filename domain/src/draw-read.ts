// Reads the texts of the draw's record back, strictly: what `draw-record.ts` would not have written
// so is wrong, and is said by name and key. Lines come without their line feed, files with it.
// The rules here are those that a text keeps by itself; what binds texts together is in `check-*`.

import type { Read } from './draw-form.ts'
import {
  formOf,
  hexForm,
  instantForm,
  instantOfText,
  listOf,
  plainName,
  unquoted,
  wholeNumber,
} from './draw-form.ts'
import type {
  Commitments,
  Drawn,
  DrawSlot,
  Entry,
  Frozen,
  Indexed,
  Outcome,
  Ranked,
  Result,
  Ticket,
} from './draw-record.ts'

const ticket = hexForm(16)
const hash = hexForm(32)
const version = ['version', '1'] as const
const draw = ['draw', plainName] as const

const entryForm = formOf([
  ['ticket', ticket],
  ['nonce', hexForm(16)],
  ['size', wholeNumber],
  ['chances', wholeNumber],
  ['ports', listOf(plainName)],
])
const ticketForm = formOf([
  ['ticket', ticket],
  ['chances', wholeNumber],
  ['leaf', hash],
])
const slotForm = formOf([
  ['slot', plainName],
  ['port', plainName],
  ['startsAt', instantForm],
  ['places', wholeNumber],
])
const rankingForm = formOf([
  ['rank', wholeNumber],
  ['ticket', ticket],
  ['lot', hash],
])
const resultForm = formOf([
  ['rank', wholeNumber],
  ['ticket', ticket],
  ['slot', `(?:null|${plainName})`],
])
const commitmentsForm = formOf(
  [
    version,
    draw,
    ['custodians', listOf(`{"name":${plainName},"commitment":${hash}}`)],
    ['beacon', `(?:null|{"name":${plainName},"round":${plainName}})`],
  ],
  '\n',
)
const frozenForm = formOf(
  [
    version,
    draw,
    ['frozenAt', instantForm],
    [
      'rules',
      `{"version":${plainName},"base":${wholeNumber},"need":${wholeNumber},"wait":${wholeNumber},"waitLimit":${wholeNumber}}`,
    ],
    ['commitmentsHash', hash],
    ['tickets', wholeNumber],
    ['root', hash],
    ['ticketsHash', hash],
    ['slots', wholeNumber],
    ['slotsHash', hash],
    ['entriesHash', hash],
  ],
  '\n',
)
const closedForm = `${plainName}:${wholeNumber}`
const outcomeForm = formOf(
  [
    ['closedAt', `{(?:${closedForm}(?:,${closedForm})*)?}`],
    ['given', `\\[(?:${wholeNumber}(?:,${wholeNumber})*)?\\]`],
  ],
  '\n',
)
const drawForm = formOf(
  [
    version,
    draw,
    ['frozenHash', hash],
    ['secrets', listOf(hash)],
    ['beacon', '(?:null|"(?:[0-9a-f]{2})+")'],
    ['seed', hash],
    ['rankingHash', hash],
    ['rankingRoot', hash],
    ['outcomeHash', hash],
    ['resultsHash', hash],
  ],
  '\n',
)
const indexForm = formOf([
  draw,
  ['state', '"(?:published|void)"'],
  ['drawHash', `(?:null|${hash})`],
])

/** [D13] Sizes are 1–20, chances 1–1000; 1–8 ports, none twice. */
export function readEntry(line: string): Read<Entry> {
  const read = entryForm.read(line)
  if (!read.ok) return read
  const [ticket = '', nonce = '', size = '', chances = '', list = ''] = read.value
  const ports: string[] = JSON.parse(list)
  if (!isWithin(size, 1, 20)) return wrong('bounds', 'size')
  if (!isWithin(chances, 1, 1000)) return wrong('bounds', 'chances')
  if (ports.length > 8) return wrong('bounds', 'ports')
  if (new Set(ports).size < ports.length) return wrong('repeated', 'ports')
  return right({
    ticket: unquoted(ticket),
    nonce: unquoted(nonce),
    size: Number(size),
    chances: Number(chances),
    ports,
  })
}

export function readTicket(line: string): Read<Ticket> {
  const read = ticketForm.read(line)
  if (!read.ok) return read
  const [ticket = '', chances = '', leaf = ''] = read.value
  if (!isWithin(chances, 1, 1000)) return wrong('bounds', 'chances')
  return right({ ticket: unquoted(ticket), chances: Number(chances), leaf: unquoted(leaf) })
}

export function readSlot(line: string): Read<DrawSlot> {
  const read = slotForm.read(line)
  if (!read.ok) return read
  const [slot = '', port = '', start = '', places = ''] = read.value
  const startsAt = instantOfText(unquoted(start))
  if (startsAt === null) return wrong('bounds', 'startsAt')
  return right({ slot: unquoted(slot), port: unquoted(port), startsAt, places: Number(places) })
}

export function readRanked(line: string): Read<Ranked> {
  const read = rankingForm.read(line)
  if (!read.ok) return read
  const [rank = '', ticket = '', lot = ''] = read.value
  return right({ rank: Number(rank), ticket: unquoted(ticket), lot: unquoted(lot) })
}

export function readResult(line: string): Read<Result> {
  const read = resultForm.read(line)
  if (!read.ok) return read
  const [rank = '', ticket = '', slot = ''] = read.value
  const given = slot === 'null' ? null : unquoted(slot)
  return right({ rank: Number(rank), ticket: unquoted(ticket), slot: given })
}

/** A custodian who stands there twice would be one party and look like two. */
export function readCommitments(text: string): Read<Commitments> {
  const read = commitmentsForm.read(text)
  if (!read.ok) return read
  const { version, ...file } = JSON.parse(text)
  const names = new Set((file as Commitments).custodians.map(({ name }) => name))
  if (names.size < file.custodians.length) return wrong('repeated', 'custodians')
  return right(file)
}

export function readFrozen(text: string): Read<Frozen> {
  const read = frozenForm.read(text)
  if (!read.ok) return read
  const { version, ...file } = JSON.parse(text)
  const frozenAt = instantOfText(file.frozenAt)
  return frozenAt === null ? wrong('bounds', 'frozenAt') : right({ ...file, frozenAt })
}

export function readOutcome(text: string): Read<Outcome> {
  const read = outcomeForm.read(text)
  if (!read.ok) return read
  const [closed = '', given = ''] = read.value
  const ports = [...closed.matchAll(/"([^"]+)":(\d+)/g)].map(
    ([, port = '', rank]) => [port, Number(rank)] as const,
  )
  if (ports.some(([port], i) => i > 0 && port <= (ports[i - 1]?.[0] ?? ''))) {
    return wrong('order', 'closedAt')
  }
  return right({ closedAt: new Map(ports), given: JSON.parse(given) })
}

export function readDrawn(text: string): Read<Drawn> {
  const read = drawForm.read(text)
  if (!read.ok) return read
  const { version, ...file } = JSON.parse(text)
  return right(file)
}

/** A published draw has a hash, a void one has none. */
export function readIndexed(line: string): Read<Indexed> {
  const read = indexForm.read(line)
  if (!read.ok) return read
  const file: Indexed = JSON.parse(line)
  if ((file.state === 'void') !== (file.drawHash === null)) return wrong('bounds', 'drawHash')
  return right(file)
}

const right = <Value>(value: Value): Read<Value> => ({ ok: true, value })

function wrong(what: 'bounds' | 'order' | 'repeated', at: string): Read<never> {
  return { ok: false, wrong: what, at }
}

function isWithin(text: string, least: number, most: number): boolean {
  const count = Number(text)
  return count >= least && count <= most
}

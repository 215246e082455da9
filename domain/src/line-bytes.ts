// Reads the lines of a draw's large files from their bytes, as quickly as their form allows: keys
// stand where they always stand, and only values are looked at. What is not written just so is not
// read here: it goes to `draw-read.ts`, which is as strict and says what is wrong. A test tries
// that nothing is taken here which is refused there, and that both read the same.

/** A line of `tickets.ndjson`; written over by the next one, as all of these are. */
export type TicketBytes = { ticket: Uint8Array; chances: number; leaf: Uint8Array }
export type RankedBytes = { rank: number; ticket: Uint8Array; lot: Uint8Array }
/** Of a ticket that got nothing; what others got is read as text. */
export type ResultBytes = { rank: number; ticket: Uint8Array }
export type EntryBytes = {
  ticket: Uint8Array
  size: number
  chances: number
  /** Where the list of ports begins; it ends before the last byte of the line. Not read here. */
  portsAt: number
}

export const ticketBytes = (): TicketBytes => ({ ticket: ofTicket(), chances: 0, leaf: ofHash() })
export const rankedBytes = (): RankedBytes => ({ rank: 0, ticket: ofTicket(), lot: ofHash() })
export const resultBytes = (): ResultBytes => ({ rank: 0, ticket: ofTicket() })
export const entryBytes = (): EntryBytes => ({
  ticket: ofTicket(),
  size: 0,
  chances: 0,
  portsAt: 0,
})

const ofTicket = () => new Uint8Array(16)
const ofHash = () => new Uint8Array(32)

const piece = (text: string): Uint8Array => new TextEncoder().encode(text)
const openTicket = piece('{"ticket":"')
const thenChances = piece('","chances":')
const thenLeaf = piece(',"leaf":"')
const endText = piece('"}')
const openRank = piece('{"rank":')
const thenTicket = piece(',"ticket":"')
const thenLot = piece('","lot":"')
const endWithNothing = piece('","slot":null}')
const thenNonce = piece('","nonce":"')
const thenSize = piece('","size":')
const thenChancesOfEntry = piece(',"chances":')
const thenPorts = piece(',"ports":')

// One line is read at a time, and nothing here waits: where it is being read.
let bytes: Uint8Array = new Uint8Array()
let at = 0
let end = 0

/** [D19] False where `readTicket` has to say what is wrong. */
export function takeTicket(from: Uint8Array, start: number, to: number, line: TicketBytes) {
  begin(from, start, to)
  if (!passes(openTicket) || !takesHex(line.ticket) || !passes(thenChances)) return false
  line.chances = takeNumber()
  const isRest = passes(thenLeaf) && takesHex(line.leaf) && passes(endText) && at === end
  return isRest && isWithin(line.chances, 1, 1000)
}

/** [D19] False where `readRanked` has to say what is wrong. */
export function takeRanked(from: Uint8Array, start: number, to: number, line: RankedBytes) {
  begin(from, start, to)
  if (!passes(openRank)) return false
  line.rank = takeNumber()
  if (line.rank < 0 || !passes(thenTicket) || !takesHex(line.ticket)) return false
  return passes(thenLot) && takesHex(line.lot) && passes(endText) && at === end
}

/** [D20] False where `readResult` has to say what the ticket got, or what is wrong. */
export function takeResult(from: Uint8Array, start: number, to: number, line: ResultBytes) {
  begin(from, start, to)
  if (!passes(openRank)) return false
  line.rank = takeNumber()
  if (line.rank < 0 || !passes(thenTicket) || !takesHex(line.ticket)) return false
  return passes(endWithNothing) && at === end
}

const nonce = ofTicket()

/** [D20] All but the ports. False where `readEntry` has to say what is wrong. */
export function takeEntry(from: Uint8Array, start: number, to: number, line: EntryBytes) {
  begin(from, start, to)
  if (!passes(openTicket) || !takesHex(line.ticket)) return false
  if (!passes(thenNonce) || !takesHex(nonce) || !passes(thenSize)) return false
  line.size = takeNumber()
  if (!isWithin(line.size, 1, 20) || !passes(thenChancesOfEntry)) return false
  line.chances = takeNumber()
  if (!isWithin(line.chances, 1, 1000) || !passes(thenPorts)) return false
  line.portsAt = at
  return at < end && bytes[end - 1] === closingBrace
}

const closingBrace = 125

function begin(from: Uint8Array, start: number, to: number): void {
  bytes = from
  at = start
  end = to
}

/** Whether exactly this comes next; if so, it is behind us. */
function passes(text: Uint8Array): boolean {
  if (at + text.length > end) return false
  for (let i = 0; i < text.length; i += 1) if (bytes[at + i] !== text[i]) return false
  at += text.length
  return true
}

const values = new Int8Array(256).fill(-1)
for (const [value, digit] of piece('0123456789abcdef').entries()) values[digit] = value

/** Two digits a byte, as many as there is room for. */
function takesHex(into: Uint8Array): boolean {
  if (at + 2 * into.length > end) return false
  let wrong = 0
  for (let i = 0; i < into.length; i += 1) {
    const high = values[bytes[at] as number] as number
    const low = values[bytes[at + 1] as number] as number
    wrong |= high | low
    into[i] = (high << 4) | low
    at += 2
  }
  return wrong >= 0
}

const zero = 48
const nine = 57
const digitsAtMost = 9

/** A whole number of at most nine digits, without zeros in front; -1 where none comes next. */
function takeNumber(): number {
  const first = bytes[at] as number
  if (at >= end || first < zero || first > nine) return -1
  let value = 0
  const limit = first === zero ? at + 1 : Math.min(end, at + digitsAtMost)
  while (at < limit) {
    const digit = bytes[at] as number
    if (digit < zero || digit > nine) break
    value = value * 10 + digit - zero
    at += 1
  }
  return value
}

const isWithin = (value: number, least: number, most: number) => value >= least && value <= most

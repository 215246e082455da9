// The lines of the large files, written as bytes. As texts they would take a third of the draw's
// whole time; a test compares every form with `@garita/domain/draw-record`, which is the record's.

import {
  chancesAt,
  nonceAt,
  portCountAt,
  portsAt,
  readShort,
  readWord,
  sizeAt,
  ticketAt,
} from './record.ts'

const digits = Buffer.from('0123456789abcdef')
const high = new Uint8Array(256).map((_, byte) => digits[byte >> 4] ?? 0)
const low = new Uint8Array(256).map((_, byte) => digits[byte & 15] ?? 0)

const piece = (text: string) => new Uint8Array(Buffer.from(text))
const openTicket = piece('{"ticket":"')
const thenNonce = piece('","nonce":"')
const thenSize = piece('","size":')
const thenChances = piece(',"chances":')
const thenPorts = piece(',"ports":["')
const nextPort = piece('","')
const endPorts = piece('"]}')
const thenChancesOfTicket = piece('","chances":')
const thenLeaf = piece(',"leaf":"')
const endText = piece('"}')
const openRank = piece('{"rank":')
const thenTicket = piece(',"ticket":"')
const thenLot = piece('","lot":"')
const thenSlot = piece('","slot":')
const nothing = piece('null')

/** Bytes that the longest line of any of these files has at most, with its line feed. */
export const lineBytesLimit = 256
export const lineFeed = 10

export type Writer = { readonly bytes: Buffer; at: number }

export function writeEntry(to: Writer, records: Uint8Array, start: number): void {
  writePiece(to, openTicket)
  writeHex(to, records, start + ticketAt, 16)
  writePiece(to, thenNonce)
  writeHex(to, records, start + nonceAt, 16)
  writePiece(to, thenSize)
  writeNumber(to, records[start + sizeAt] ?? 0)
  writePiece(to, thenChances)
  writeNumber(to, readShort(records, start + chancesAt))
  writePiece(to, thenPorts)
  const count = records[start + portCountAt] ?? 0
  for (let one = 0; one < count; one++) {
    if (one > 0) writePiece(to, nextPort)
    writePort(to, readShort(records, start + portsAt + 2 * one))
  }
  writePiece(to, endPorts)
}

/** `leaf`: 32 bytes in `leaves` from `leafAt` on. */
export function writeTicket(
  to: Writer,
  records: Uint8Array,
  start: number,
  leaves: Uint8Array,
  leafAt: number,
): void {
  writePiece(to, openTicket)
  writeHex(to, records, start + ticketAt, 16)
  writePiece(to, thenChancesOfTicket)
  writeNumber(to, readShort(records, start + chancesAt))
  writePiece(to, thenLeaf)
  writeHex(to, leaves, leafAt, 32)
  writePiece(to, endText)
}

export function writeRank(
  to: Writer,
  rank: number,
  records: Uint8Array,
  start: number,
  lots: Uint8Array,
  lotAt: number,
): void {
  writePiece(to, openRank)
  writeNumber(to, rank)
  writePiece(to, thenTicket)
  writeHex(to, records, start + ticketAt, 16)
  writePiece(to, thenLot)
  writeHex(to, lots, lotAt, 32)
  writePiece(to, endText)
}

/** @param slot in quotation marks, or null for nothing. */
export function writeResult(
  to: Writer,
  rank: number,
  records: Uint8Array,
  start: number,
  slot: Uint8Array | null,
): void {
  writePiece(to, openRank)
  writeNumber(to, rank)
  writePiece(to, thenTicket)
  writeHex(to, records, start + ticketAt, 16)
  writePiece(to, thenSlot)
  writePiece(to, slot ?? nothing)
  to.bytes[to.at++] = 125
}

export function endLine(to: Writer): void {
  to.bytes[to.at++] = lineFeed
}

function writePiece(to: Writer, text: Uint8Array): void {
  const { bytes } = to
  let { at } = to
  for (let one = 0; one < text.length; one++) bytes[at++] = text[one] as number
  to.at = at
}

function writeHex(to: Writer, from: Uint8Array, start: number, count: number): void {
  const { bytes } = to
  let { at } = to
  for (let one = start; one < start + count; one++) {
    const byte = from[one] as number
    bytes[at++] = high[byte] as number
    bytes[at++] = low[byte] as number
  }
  to.at = at
}

function writeNumber(to: Writer, value: number): void {
  let width = 1
  for (let limit = 10; value >= limit; limit *= 10) width++
  let rest = value
  for (let at = to.at + width - 1; at >= to.at; at--) {
    to.bytes[at] = 48 + (rest % 10)
    rest = Math.floor(rest / 10)
  }
  to.at += width
}

function writePort(to: Writer, port: number): void {
  to.bytes[to.at++] = 48 + Math.floor(port / 1000)
  to.bytes[to.at++] = 48 + (Math.floor(port / 100) % 10)
  to.bytes[to.at++] = 48 + (Math.floor(port / 10) % 10)
  to.bytes[to.at++] = 48 + (port % 10)
}

/** Of two 4-byte words as they stand in a lot: which share of all possible lots lies below it. */
export function shareOf(lots: Uint8Array, at: number): number {
  return (readWord(lots, at) * 2 ** 21 + (readWord(lots, at + 4) >>> 11)) / 2 ** 53
}

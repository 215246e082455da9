import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openLots } from './lot.ts'

/** The definition, as the draw record has it. */
function asDefined(seed: Uint8Array, ticket: Uint8Array, chances: number): string {
  const tries = Array.from({ length: chances }, (_, i) => {
    const number = Buffer.alloc(4)
    number.writeUInt32BE(i)
    return createHmac('sha256', seed).update(ticket).update(number).digest('hex')
  })
  return tries.sort()[0] ?? ''
}

const of = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

describe('a lot', () => {
  it('[D15] is the smallest of as many HMACs as the ticket has chances', () => {
    fc.assert(
      fc.property(of(32), of(16), fc.integer({ min: 1, max: 40 }), (seed, ticket, chances) => {
        const lot = new Uint8Array(32)
        openLots(seed).lot(ticket, 0, chances, lot, 0)
        expect(Buffer.from(lot).toString('hex')).toBe(asDefined(seed, ticket, chances))
      }),
    )
  })

  it('[D15] counts all of a thousand chances', () => {
    const seed = new Uint8Array(32).fill(7)
    const ticket = new Uint8Array(16).fill(9)
    const lot = new Uint8Array(32)
    openLots(seed).lot(ticket, 0, 1000, lot, 0)
    expect(Buffer.from(lot).toString('hex')).toBe(asDefined(seed, ticket, 1000))
  })

  it('reads and writes at its place alone, and does not remember the ticket before', () => {
    const seed = new Uint8Array(32).fill(1)
    const tickets = Uint8Array.from({ length: 48 }, (_, i) => i)
    const into = new Uint8Array(100).fill(255)
    const lots = openLots(seed)
    lots.lot(tickets, 0, 30, into, 0)
    lots.lot(tickets, 16, 2, into, 40)
    expect(Buffer.from(into.subarray(40, 72)).toString('hex')).toBe(
      asDefined(seed, tickets.subarray(16, 32), 2),
    )
    expect(new Set(into.subarray(72))).toEqual(new Set([255]))
    expect(new Set(into.subarray(32, 40))).toEqual(new Set([255]))
  })

  it('needs a seed of 32 bytes', () => {
    expect(() => openLots(new Uint8Array(31))).toThrow(RangeError)
  })
})

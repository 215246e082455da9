// A lot decides where a ticket ranks in a draw: the smallest of HMAC-SHA-256(seed, ticket ‖ i) for
// i = 0 … chances − 1, compared as bytes (step 5 of the draw record). A ticket with more chances
// simply gets more tries at a small number. [D23] Nothing else about a group enters: not when it
// registered or asked, and not which ticket it has, for the seed is unknown when tickets are made.
// The seed is the key of every lot, so what HMAC does to its key is done once: after that a lot
// costs two blocks of SHA-256 and no memory.

import { compress, load, newState } from './sha256.ts'

export type Lots = {
  /**
   * [D15] Writes the lot (32 bytes) of the ticket whose 16 bytes stand in `tickets` from `ticketAt`
   * on into `into` from `at` on. `chances` is 1 to 1000.
   */
  lot(tickets: Uint8Array, ticketAt: number, chances: number, into: Uint8Array, at: number): void
}

/** Bits of the padded key's block and the message: 64 + 20 bytes inside, 64 + 32 bytes outside. */
const innerBits = (64 + 20) * 8
const outerBits = (64 + 32) * 8
const end = 0x80000000 | 0

/** The lots of a draw with this seed (32 bytes). */
export function openLots(seed: Uint8Array): Lots {
  if (seed.length !== 32) throw new RangeError('a seed has 32 bytes')
  const inside = afterKey(seed, 0x36)
  const outside = afterKey(seed, 0x5c)
  const state = newState()
  const words = new Int32Array(64)
  const lowest = new Int32Array(8)

  return {
    lot(tickets, ticketAt, chances, into, at) {
      for (let i = 0; i < chances; i += 1) {
        for (let t = 0; t < 4; t += 1) words[t] = wordAt(tickets, ticketAt + t * 4)
        words[4] = i
        finish(5, innerBits)
        state.set(inside)
        compress(state, words)
        words.set(state)
        finish(8, outerBits)
        state.set(outside)
        compress(state, words)
        if (i === 0 || isBelow(state, lowest)) lowest.set(state)
      }
      for (let t = 0; t < 8; t += 1) putWord(into, at + t * 4, lowest[t] as number)
    },
  }

  /** The end of a message that fills `used` words of its last block. */
  function finish(used: number, bits: number): void {
    words[used] = end
    for (let t = used + 1; t < 15; t += 1) words[t] = 0
    words[15] = bits
  }
}

/** The state after the key's own block, which every lot of the draw shares. */
function afterKey(seed: Uint8Array, pad: number): Int32Array {
  const block = new Uint8Array(64).fill(pad)
  for (const [at, byte] of seed.entries()) block[at] = byte ^ pad
  const state = newState()
  const words = new Int32Array(64)
  load(words, block, 0)
  compress(state, words)
  return state
}

function isBelow(one: Int32Array, other: Int32Array): boolean {
  for (let t = 0; t < 8; t += 1) {
    const left = (one[t] as number) >>> 0
    const right = (other[t] as number) >>> 0
    if (left !== right) return left < right
  }
  return false
}

const wordAt = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) << 24) |
  ((bytes[at + 1] as number) << 16) |
  ((bytes[at + 2] as number) << 8) |
  (bytes[at + 3] as number)

function putWord(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = word >>> 24
  bytes[at + 1] = word >>> 16
  bytes[at + 2] = word >>> 8
  bytes[at + 3] = word
}

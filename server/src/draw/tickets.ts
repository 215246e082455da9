// [D30] A group's ticket and nonce in a draw: the two halves of HMAC-SHA-256 over its request's id, under
// a key made for that draw alone. So a group sees its ticket before the freeze, and nobody without
// the key can tell that two tickets of two draws are the same group's.

import { createHmac } from 'node:crypto'
import { hashBytes, hashInto } from './tree.ts'

const blockBytes = 64
const idBytes = 16

/** Ticket and nonce, 16 bytes each, of the request whose 16 bytes stand in `ids` from `idAt` on. */
export type WriteTicket = (ids: Uint8Array, idAt: number, into: Buffer, at: number) => void

/** For very many: an HMAC as two one-shot hashes takes 0.7 µs, `createHmac` 2 to 9. */
export function openTickets(key: Uint8Array): WriteTicket {
  const inner = padded(key, 0x36, idBytes)
  const outer = padded(key, 0x5c, hashBytes)
  return (ids, idAt, into, at) => {
    for (let one = 0; one < idBytes; one++) inner[blockBytes + one] = ids[idAt + one] ?? 0
    hashInto(inner, outer, blockBytes)
    hashInto(outer, into, at)
  }
}

/** Ticket and nonce of one request. */
export function ticketOf(key: Uint8Array, request: Uint8Array): { ticket: Buffer; nonce: Buffer } {
  const both = createHmac('sha256', key).update(request).digest()
  return { ticket: both.subarray(0, 16), nonce: both.subarray(16) }
}

function padded(key: Uint8Array, pad: number, more: number): Buffer {
  const block = Buffer.alloc(blockBytes + more)
  for (let at = 0; at < blockBytes; at++) block[at] = (key[at] ?? 0) ^ pad
  return block
}

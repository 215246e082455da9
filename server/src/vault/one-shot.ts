// HMAC and HKDF with SHA-256 out of one-shot hashes. `createHmac` and `hkdfSync` take some 9 and 15
// µs a call for what are two and four hashes of a microsecond in all (measured on two cores, Node
// 24), and the door makes one of each for every call of a rush. A test compares them.

import { hash } from 'node:crypto'

const BLOCK_BYTES = 64
const HASH_BYTES = 32

// Laid out anew by each call, and wiped after it: making buffers took longer than hashing them. Only
// the door's own messages fit the inner one, which are hashes; others get one of their length.
const innerOfHash = Buffer.alloc(BLOCK_BYTES + HASH_BYTES)
const outer = Buffer.alloc(BLOCK_BYTES + HASH_BYTES)

/** HMAC-SHA-256, 32 bytes. @param key at most 64 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array | string): Buffer {
  const text = typeof message === 'string' ? Buffer.from(message) : message
  const inner = text.length === HASH_BYTES ? innerOfHash : Buffer.alloc(BLOCK_BYTES + text.length)
  // By index: an iterator makes an array for each byte.
  for (let at = 0; at < BLOCK_BYTES; at++) {
    const byte = key[at] ?? 0
    inner[at] = byte ^ 0x36
    outer[at] = byte ^ 0x5c
  }
  inner.set(text, BLOCK_BYTES)
  outer.write(sha256(inner), BLOCK_BYTES, 'latin1')
  const mac = Buffer.from(sha256(outer), 'latin1')
  inner.fill(0)
  outer.fill(0)
  return mac
}

/** HKDF-SHA-256 (RFC 5869) without salt, 32 bytes. */
export function hkdfSha256(secret: Uint8Array, label: string): Buffer {
  const extracted = hmacSha256(new Uint8Array(32), secret)
  return hmacSha256(extracted, `${label}\u0001`)
}

// As text: a hash as bytes costs three times as much, since a buffer is made for each.
function sha256(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'binary')
}

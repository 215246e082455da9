import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'

// One sealed form for all: version, 96-bit nonce, ciphertext, 128-bit tag (AES-256-GCM). `where`
// is authenticated and not stored: bytes copied to another row or column do not open there.

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** What sealing adds to the length of the plain bytes. */
export const SEAL_BYTES = 1 + NONCE_BYTES + TAG_BYTES

/** A fault: the bytes were changed, belong elsewhere, or were sealed with another key. */
export class SealBroken extends Error {
  constructor(where: string) {
    super(`what is sealed at ${where} does not open: changed, misplaced, or another key`)
    this.name = 'SealBroken'
  }
}

/** Seals bytes (or text as UTF-8) so that they open only with this key and at this place. */
export function sealWith(key: KeyObject, plain: Uint8Array | string, where: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(where))
  const first = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain)
  cipher.final()
  return Buffer.concat([Buffer.of(VERSION), nonce, first, cipher.getAuthTag()])
}

/** The plain bytes. Throws `SealBroken` for anything but what `sealWith` gave at this place. */
export function unsealWith(key: KeyObject, sealed: Uint8Array, where: string): Buffer {
  if (sealed.length < SEAL_BYTES || sealed[0] !== VERSION) throw new SealBroken(where)
  const body = sealed.length - TAG_BYTES
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE_BYTES))
  decipher.setAAD(Buffer.from(where))
  decipher.setAuthTag(sealed.subarray(body))
  const plain = decipher.update(sealed.subarray(1 + NONCE_BYTES, body))
  try {
    decipher.final()
  } catch {
    throw new SealBroken(where)
  }
  return plain
}

// A custodian's long secret on this computer: made here, saved as a file before anything else, read back from it.
// It never leaves the browser; what is sent are hashes, and later the secret of one draw at a time.

import { readLongSecret } from '@garita/domain/custodian'
import { hexOf } from '@garita/domain/hex'
import { openPhone, type Phone } from '../phone.ts'

/** 32 bytes from the browser's own source of randomness. */
export function newLongSecret(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(32))
}

/** What the file holds: one line of hexadecimal digits, as the command for custodians has it too. */
export function secretFile(secret: Uint8Array): string {
  return `${hexOf(secret)}\n`
}

const name = 'custodian-secret'

/** Only where the custodian said so: whoever uses this browser can then take it. */
export function keepSecret(secret: Uint8Array, phone: Phone = openPhone()): void {
  phone.write(name, hexOf(secret))
}

export function keptSecret(phone: Phone = openPhone()): Uint8Array | undefined {
  const text = phone.read(name)
  return typeof text === 'string' ? (readLongSecret(text) ?? undefined) : undefined
}

export function forgetSecret(phone: Phone = openPhone()): void {
  phone.remove(name)
}

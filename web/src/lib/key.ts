// One key for one intended submit. It is made before the first try and kept until the server has answered, so
// that tapping twice, a lost answer or a restarted phone repeat the same act and never do it twice. Another input
// is another intention and gets another key.

import { openPhone, type Phone } from './phone.ts'

/** The key for this act with this input: the one of the last try that got no answer, else a new one. */
export function keyFor(act: string, input: unknown, phone: Phone = openPhone()): string {
  const name = `key:${act}:${digest(input)}`
  const kept = phone.read(name)
  if (typeof kept === 'string') return kept
  const key = newKey()
  phone.write(name, key)
  return key
}

/** Forgets the key once there is an answer of any kind. */
export function settleKey(act: string, input: unknown, phone: Phone = openPhone()): void {
  phone.remove(`key:${act}:${digest(input)}`)
}

/** A version 4 UUID. `crypto.randomUUID` is absent on plain http other than localhost. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** 53 bits that tell one input from another (cyrb53); nobody gains by a collision, so it need not be secret. */
function digest(input: unknown): string {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (const letter of JSON.stringify(input) ?? '') {
    const code = letter.codePointAt(0) ?? 0
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}

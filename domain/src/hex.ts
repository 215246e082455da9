// Lower-case hexadecimal, the form of every hash, secret, ticket and lot in the draw's record.

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Two digits a byte. */
export function hexOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += pairs[byte]
  return text
}

/** The bytes of an even number of lower-case hexadecimal digits; throws for anything else. */
export function bytesOfHex(text: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new RangeError('not lower-case hexadecimal')
  const bytes = new Uint8Array(text.length / 2)
  putHex(bytes, 0, text)
  return bytes
}

/** Writes the bytes of `text`, known to be lower-case hexadecimal, into `bytes` from `at` on. */
export function putHex(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i += 2) {
    bytes[at + i / 2] = (digitOf(text.charCodeAt(i)) << 4) | digitOf(text.charCodeAt(i + 1))
  }
}

// The digits 0 to 9 have the codes 48 to 57, the letters a to f 97 to 102.
const digitOf = (code: number): number => (code > 57 ? code - 87 : code - 48)

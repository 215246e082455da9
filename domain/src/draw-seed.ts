// The seed of a draw: what nobody could choose. It binds the frozen entries (through the hash of
// `frozen.json`) to secrets that custodians fixed before, and to a public beacon where one is used.

import { sha256Stream } from './sha256.ts'

const name = new TextEncoder().encode('garita draw 1\0')

/**
 * [D14] The seed, 32 bytes (step 4 of the draw record).
 * @param frozenHash the SHA-256 of `frozen.json`, 32 bytes.
 * @param secrets in the order of the commitments, 32 bytes each.
 * @param beacon the value of the beacon, or null where none is used.
 */
export function seedOf(
  frozenHash: Uint8Array,
  secrets: readonly Uint8Array[],
  beacon: Uint8Array | null,
): Uint8Array {
  const stream = sha256Stream().update(name).update(frozenHash)
  for (const secret of secrets) stream.update(secret)
  if (beacon) stream.update(beacon)
  return stream.digest()
}

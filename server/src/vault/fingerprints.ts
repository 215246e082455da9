import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import type { KeyStore } from './keys.ts'

// A person's fingerprint must be equal across groups, so its key is the installation's and not the
// group's. It has an id, kept beside each fingerprint, so that a new key can stand beside an old
// one while rows are made anew.

const KEY_ID = '1'

export type Fingerprint = { readonly keyId: string; readonly mac: Buffer }

/** Gives the keyed fingerprint (HMAC-SHA-256, 32 bytes) of an already folded text. */
export type FingerprintOf = (text: string) => Fingerprint

export async function openFingerprints(keys: KeyStore): Promise<FingerprintOf> {
  const bytes = await keys.secret(`fingerprint/${KEY_ID}`, () => randomBytes(32))
  const key = createSecretKey(bytes)
  return (text) => ({ keyId: KEY_ID, mac: createHmac('sha256', key).update(text).digest() })
}

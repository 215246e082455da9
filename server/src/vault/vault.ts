// Everything the acts need of the vault, opened once at the start.

import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { type DrawKeys, openDrawKeys } from './draw-keys.ts'
import { type FingerprintOf, openFingerprints } from './fingerprints.ts'
import type { KeyStore } from './keys.ts'
import type { Masters } from './master.ts'
import { openKeys } from './open-keys.ts'
import { openPassSigning, type PassSigning } from './pass-signing.ts'
import { openRecovery, type Recovery } from './recovery.ts'

export type Vault = {
  readonly keys: KeyStore
  readonly fingerprintOf: FingerprintOf
  readonly passes: PassSigning
  readonly recovery: Recovery
  readonly drawKeys: DrawKeys
  /** HMAC-SHA-256 for inputs that name no group. */
  inputMac(bytes: Uint8Array): Buffer
}

/** @param where a folder, or a `postgres:` URL for several servers. */
export async function openVault(where: string, masters: Masters): Promise<Vault> {
  const keys = await openKeys(where, masters)
  const inputs = createSecretKey(await keys.secret('inputs/1', () => randomBytes(32)))
  return {
    keys,
    fingerprintOf: await openFingerprints(keys),
    passes: await openPassSigning(keys),
    recovery: await openRecovery(keys),
    drawKeys: await openDrawKeys(keys),
    inputMac: (bytes) => createHmac('sha256', inputs).update(bytes).digest(),
  }
}

import { createSecretKey, randomBytes } from 'node:crypto'
import type { KeyStore } from './keys.ts'
import { sealWith, unsealWith } from './sealing.ts'

// Each draw has a ticket key of its own. It is kept with the draw, sealed under a key of the
// installation: whoever sees the database alone cannot tell which ticket is whose.

const TICKET_KEY_BYTES = 32

export type DrawKeys = {
  /** A new ticket key for this draw, sealed. */
  make(draw: string): Buffer
  /** The 32 bytes. Throws `SealBroken` where it was sealed for another draw. */
  open(sealed: Uint8Array, draw: string): Buffer
}

export async function openDrawKeys(keys: KeyStore): Promise<DrawKeys> {
  const sealing = createSecretKey(await keys.secret('draws/1', () => randomBytes(32)))
  const where = (draw: string) => `draws/${draw}`
  return {
    make: (draw) => sealWith(sealing, randomBytes(TICKET_KEY_BYTES), where(draw)),
    open: (sealed, draw) => unsealWith(sealing, sealed, where(draw)),
  }
}

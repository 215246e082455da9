import { createSecretKey, type KeyObject } from 'node:crypto'
import { hkdfSha256, hmacSha256 } from './one-shot.ts'
import { sealWith, unsealWith } from './sealing.ts'

/** Bytes of a data key. */
export const KEY_BYTES = 32

// Sealing and MACs use keys of their own, derived from the data key, so that neither use can
// weaken the other. Both are derived once, when first needed.

/** The key of one group, opened. Everything here is synchronous and takes microseconds. */
export class GroupKey {
  readonly #data: Uint8Array
  #sealing: KeyObject | undefined
  #macs: Buffer | undefined

  /** @param data the 32 bytes; kept, not copied. */
  constructor(data: Uint8Array) {
    if (data.length !== KEY_BYTES) throw new Error(`a group key has ${KEY_BYTES} bytes`)
    this.#data = data
  }

  /** Seals for one place, e.g. `members/<id>`; a fresh nonce each time. */
  seal(plain: Uint8Array | string, where: string): Buffer {
    return sealWith(this.#sealingKey(), plain, where)
  }

  /** Throws `SealBroken` where the bytes were changed or come from another place or group. */
  unseal(sealed: Uint8Array, where: string): Buffer {
    return unsealWith(this.#sealingKey(), sealed, where)
  }

  sealJson(value: unknown, where: string): Buffer {
    return this.seal(JSON.stringify(value), where)
  }

  /** What `sealJson` was given; the caller checks the shape. */
  unsealJson(sealed: Uint8Array, where: string): unknown {
    return JSON.parse(this.unseal(sealed, where).toString('utf8'))
  }

  /** HMAC-SHA-256, 32 bytes: equal for equal bytes of this group, and tells nothing else. */
  mac(bytes: Uint8Array | string): Buffer {
    this.#macs ??= hkdfSha256(this.#data, 'garita/group/mac/1')
    return hmacSha256(this.#macs, bytes)
  }

  #sealingKey(): KeyObject {
    this.#sealing ??= createSecretKey(hkdfSha256(this.#data, 'garita/group/seal/1'))
    return this.#sealing
  }
}

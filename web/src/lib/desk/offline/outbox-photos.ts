// Photos that were taken without a network, sealed under the key of the officer's outbox, until the act that names each
// was answered. No PIN guards them here, so one that no act names is not kept for long.

import type { PhotoToSend } from '../../send-photo.ts'
import { seal, unseal } from './sealing.ts'
import type { Shelf } from './shelf.ts'

type KeptPhoto = {
  readonly group: string
  readonly sealed: Uint8Array<ArrayBuffer>
  /** By this computer's clock. */
  readonly keptAt: number
}

/** Between taking a photo and naming it lies no longer than this, in milliseconds. */
const unnamedMs = 3_600_000
/** Of `photo` in the contract of `report-clash`, in characters. */
const textLimit = 450_000

export class OutboxPhotos {
  readonly #shelf: Shelf
  readonly #key: CryptoKey
  readonly #account: string

  constructor({ shelf, key, account }: { shelf: Shelf; key: CryptoKey; account: string }) {
    this.#shelf = shelf
    this.#key = key
    this.#account = account
  }

  async keep({ id, group, bytes }: PhotoToSend): Promise<void> {
    const kept: KeptPhoto = { group, sealed: await seal(this.#key, bytes), keptAt: Date.now() }
    await this.#shelf.put(this.#name(id), kept)
  }

  async read(id: string): Promise<PhotoToSend | undefined> {
    const kept = (await this.#shelf.get(this.#name(id))) as KeptPhoto | undefined
    const bytes = kept && (await unseal(this.#key, kept.sealed))
    return bytes && { id, group: kept.group, bytes }
  }

  /** Its bytes in base64, as a clash carries them; nothing where it is not here, or too large for that. */
  async inText(id: string): Promise<string | undefined> {
    const bytes = (await this.read(id))?.bytes
    if (!bytes) return undefined
    const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    return text.length <= textLimit ? text : undefined
  }

  async remove(id: string): Promise<void> {
    await this.#shelf.remove(this.#name(id))
  }

  /** [R20] Drops what none of these ids names, as a photo that was taken again. */
  async dropBut(ids: readonly string[]): Promise<void> {
    const named = new Set(ids.map((id) => this.#name(id)))
    for (const name of await this.#shelf.names(this.#name(''))) {
      if (named.has(name)) continue
      const { keptAt = 0 } = ((await this.#shelf.get(name)) ?? {}) as Partial<KeptPhoto>
      // Another window may be about to name it.
      if (Date.now() - keptAt >= unnamedMs) await this.#shelf.remove(name)
    }
  }

  #name(id: string): string {
    return `out-photo/${this.#account}/${id}`
  }
}

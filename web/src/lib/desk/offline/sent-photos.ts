// The photos that a desk keeps against a network that drops: those of who comes soon or is here. Others are let go.

import type { DayStore } from './day-store.ts'

type Wanted = { readonly id: string; readonly group: string }

type Fetching = {
  /** False once there is no network, or nobody at the desk. */
  goesOn(): boolean
  fetch(id: string, group: string): Promise<Uint8Array<ArrayBuffer> | undefined>
}

/** Lets go what is not wanted and fetches what is missing, one after the other, so that acts are not held up. */
export async function keepPhotos(
  store: DayStore,
  wanted: readonly Wanted[],
  { goesOn, fetch }: Fetching,
): Promise<void> {
  const kept = await store.photoIds()
  const needed = new Set(wanted.map(({ id }) => id))
  for (const id of kept) if (!needed.has(id)) await store.removePhoto(id)
  for (const { id, group } of wanted) {
    if (!goesOn()) return
    if (kept.has(id)) continue
    const bytes = await fetch(id, group)
    if (bytes && goesOn()) await store.keepPhoto(id, bytes)
  }
}

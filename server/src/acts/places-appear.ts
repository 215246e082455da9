// Places that a group gives back appear in their slot: open, waiting for the next draw, or for the
// urgent, as `fateOf` says. Everything that frees places comes through here.

import type { Rules } from '@garita/domain/programme'
import { fateOf, giveBack } from '@garita/domain/room'
import type { Slot } from '@garita/domain/slot'
import type { Tx } from '../act.ts'
import { isPortNamed } from '../store/requests.ts'
import { updateRoom } from '../store/slots.ts'

export type Freed = { readonly slot: string; readonly size: number }

/**
 * The slots with these places given back; written by the caller. Whatever becomes of requests is
 * written before: one that stands again names its ports.
 * @param slots locked, those of `freed` among them.
 */
export async function placesAppear(
  tx: Tx,
  slots: readonly Slot[],
  freed: readonly Freed[],
  now: number,
  rules: Rules,
): Promise<Slot[]> {
  const sizes = new Map<string, number>()
  for (const { slot, size } of freed) sizes.set(slot, (sizes.get(slot) ?? 0) + size)
  const ports = slots.filter(({ id }) => sizes.has(id)).map(({ port }) => port)
  const named = await isPortNamed(tx, ports)
  return slots.map((slot) => {
    const size = sizes.get(slot.id) ?? 0
    return size === 0 ? slot : giveBack(slot, size, fateOf(slot, named.has(slot.port), now, rules))
  })
}

/** As `placesAppear`, and writes the slots. */
export async function freePlaces(...of: Parameters<typeof placesAppear>): Promise<void> {
  const [tx] = of
  await updateRoom(tx, await placesAppear(...of))
}

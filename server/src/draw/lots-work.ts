// Lots of some of a draw’s tickets. Threads share the tickets and the lots, so that several work at
// one draw, each on tickets of its own.

import { openLots } from '@garita/domain/lot'
import { chancesAt, readShort, recordBytes } from './record.ts'

export const lotBytes = 32

export type LotsTask = {
  /** Of `entries.bin`, in ticket order. */
  readonly records: Uint8Array
  /** Takes 32 bytes a ticket. */
  readonly lots: Uint8Array
  readonly seed: Uint8Array
  /** The first ticket, and the first that is not ours any more. */
  readonly from: number
  readonly to: number
}

/** [D15] Writes the lots of these tickets. */
export function findLots({ records, lots, seed, from, to }: LotsTask): void {
  const { lot } = openLots(seed)
  for (let one = from; one < to; one++) {
    const start = one * recordBytes
    lot(records, start, readShort(records, start + chancesAt), lots, one * lotBytes)
  }
}

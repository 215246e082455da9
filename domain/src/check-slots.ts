// The slots of a draw: by start, then port, then id, each once.

import type { Finding } from './check-finding.ts'
import { finding } from './check-finding.ts'
import type { Found, OpenFile } from './check-source.ts'
import { readLines, textOf } from './check-source.ts'
import { instantText } from './draw-form.ts'
import { readSlot } from './draw-read.ts'
import type { DrawSlot, Frozen, Outcome } from './draw-record.ts'
import { hexOf } from './hex.ts'

const file = 'slots.ndjson'

/** Reads and checks `slots.ndjson` against what was frozen. */
export async function checkSlots(
  open: OpenFile,
  frozen: Frozen,
): Promise<Found<readonly DrawSlot[]>> {
  const slots: DrawSlot[] = []
  const ids = new Set<string>()
  let last = ''
  const read = await readLines(open, file, (bytes, start, end) => {
    const slot = readSlot(textOf(bytes, start, end))
    if (!slot.ok) return { fault: slot.wrong, at: slot.at }
    const key = sortKey(slot.value)
    if (key < last) return { fault: 'order', at: slot.value.slot }
    if (ids.has(slot.value.slot)) return { fault: 'repeated', at: slot.value.slot }
    last = key
    ids.add(slot.value.slot)
    slots.push(slot.value)
    return undefined
  })
  if ('finding' in read) return read
  if (hexOf(read.value.hash) !== frozen.slotsHash) {
    return { finding: finding(file, 'hash', 'frozen.json slotsHash') }
  }
  if (slots.length !== frozen.slots) return { finding: finding('frozen.json', 'stated', 'slots') }
  return { value: slots }
}

/** What the outcome says that cannot be, whoever was drawn. */
export function wrongOutcome(
  { closedAt, given }: Outcome,
  slots: readonly DrawSlot[],
  tickets: number,
): Finding | undefined {
  const ports = [...new Set(slots.map(({ port }) => port))].sort()
  if (ports.join() !== [...closedAt.keys()].join()) return finding('outcome.json', 'ports')
  const beyond = [...closedAt].find(([, rank]) => rank < 1 || rank > tickets + 1)
  if (beyond) return finding('outcome.json', 'bounds', beyond[0])
  if (given.length !== slots.length) return finding('outcome.json', 'count', 'slots.ndjson')
  const over = slots.findIndex(({ places }, i) => (given[i] ?? 0) > places)
  return over < 0 ? undefined : finding('outcome.json', 'given', over + 1)
}

// A zero byte is below every byte that names have, so that `a` comes before `a-1`.
const sortKey = ({ startsAt, port, slot }: DrawSlot): string =>
  `${instantText(startsAt)}\0${port}\0${slot}`

// Puts the parts of one officer's desk together: the outbox, which is there at once and needs no PIN, and the wire over
// it, which knows the day once the PIN was given.

import { outboxKey } from './day-store.ts'
import { Outbox } from './outbox.ts'
import type { Remote } from './remote.ts'
import type { Shelf } from './shelf.ts'
import { SwitchingWire, type WireParts } from './switching-wire.ts'

export async function openWire(
  shelf: Shelf,
  remote: Remote,
  parts: Omit<WireParts, 'remote' | 'outbox'>,
): Promise<SwitchingWire> {
  const key = await outboxKey(shelf, parts.account)
  let wire: SwitchingWire | undefined
  const outbox = await Outbox.open({
    ...{ shelf, key, account: parts.account },
    line: {
      perform: (act, input, actKey) => remote.perform(act, input, actKey),
      sendPhoto: (photo) => remote.sendPhoto(photo),
    },
    onSent: async (entry) => await wire?.taken(entry),
  })
  wire = new SwitchingWire({ ...parts, remote, outbox })
  return wire
}

// The public log of places, the newest first, in pages by id.

import type { AskAnswerOf } from '@garita/contract'
import { allowed } from '@garita/domain/decision'
import { ask } from '../ask.ts'
import { findPlaceChanges } from '../store/place-changes.ts'

type Change = AskAnswerOf<'place-changes'>['changes'][number]

const pageSize = 200

export default ask('place-changes', async ({ db }, { port, before }) => {
  const under = before === undefined ? undefined : Number(before)
  const rows = await findPlaceChanges(db, { port, before: under }, pageSize)
  const changes = rows.map(({ slotId, placesBefore, placesAfter, ...row }) => ({
    ...row,
    // The constraint `slot_is_at_a_port` holds it.
    port: row.port as Change['port'],
    slot: slotId,
    before: placesBefore,
    after: placesAfter,
  }))
  return allowed({ changes })
})

// Seals the records so far under a Merkle root whose first leaf is the root before, so that no
// sealed record can be changed, taken away or put in without breaking every seal after it.

import { allowed, refused } from '@garita/domain/decision'
import { act } from '../../act.ts'
import { sealOf } from '../../seal.ts'
import { findLastSeal, findSealBound, insertSeal, recordsBetween } from '../../store/seals.ts'

export default act('seal-records', async ({ tx, now }) => {
  const previous = await findLastSeal(tx)
  const fromXid = previous?.belowXid ?? '0'
  const belowXid = await findSealBound(tx)
  const { root, records } = await sealOf(
    previous?.root ?? null,
    recordsBetween(tx, fromXid, belowXid),
  )
  // [Z3]
  if (records === 0) return refused('records-none')
  const id = (previous?.id ?? 0) + 1
  const seal = { id, fromXid, belowXid, records, root, previous: previous?.root ?? null }
  await insertSeal(tx, seal, now)
  return allowed({ seal: id, records })
})

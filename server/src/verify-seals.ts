// Goes through all seals from the first and works every root out again from the records.

import type { Kysely } from 'kysely'
import type { Row, Tables } from './database/tables.ts'
import { sealOf } from './seal.ts'
import { countUnsealed, listSeals, recordsBetween } from './store/seals.ts'

export type Verified =
  | {
      readonly ok: true
      readonly seals: number
      readonly records: number
      /** Records that no seal holds yet: those of the last minute, and of acts that still run. */
      readonly unsealed: number
      readonly root: string | null
    }
  | { readonly ok: false; readonly seal: number; readonly why: string }

/** [Z1] Whether every sealed record is as it was when it was sealed, and none is more or less. */
export async function verifySeals(db: Kysely<Tables>): Promise<Verified> {
  let previous: Row<'seals'> | undefined
  let records = 0
  const seals = await listSeals(db)
  for (const seal of seals) {
    const why = whyNotNext(seal, previous) ?? (await whyNotHeld(db, seal))
    if (why) return { ok: false, seal: seal.id, why }
    records += seal.records
    previous = seal
  }
  const unsealed = await countUnsealed(db, previous?.belowXid ?? '0')
  return { ok: true, seals: seals.length, records, unsealed, root: previous?.root ?? null }
}

/** Seals follow each other without a gap, each with the root of the one before. */
function whyNotNext(seal: Row<'seals'>, previous: Row<'seals'> | undefined): string | undefined {
  if (seal.id !== (previous?.id ?? 0) + 1) return 'a seal before it is missing'
  if (seal.fromXid !== (previous?.belowXid ?? '0')) return 'it does not begin where the last ended'
  if (seal.previous !== (previous?.root ?? null)) return 'it names another root before it'
  return undefined
}

async function whyNotHeld(db: Kysely<Tables>, seal: Row<'seals'>): Promise<string | undefined> {
  const found = await sealOf(seal.previous, recordsBetween(db, seal.fromXid, seal.belowXid))
  if (found.records !== seal.records) {
    return `it holds ${seal.records} records and there are ${found.records}`
  }
  return found.root === seal.root ? undefined : 'a record or the seal was changed'
}

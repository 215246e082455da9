// Whether a key store is the one under which a database's groups were sealed. A server that begins
// with another one, an empty folder by a slip of a path, would make new secrets and take everybody
// for a stranger: so it does not begin.

import type { Kysely } from 'kysely'
import type { Tables } from './database/tables.ts'
import { findGroupKey, type KeyStore, KeyUnknown } from './vault/keys.ts'

/**
 * Looks for the key of the group that registered first: a key store brought back from a back-up
 * may lack the newest ones. One that was destroyed was known.
 */
export async function keysFit(db: Kysely<Tables>, keys: KeyStore): Promise<boolean> {
  const first = await db
    .selectFrom('groups')
    .select('keyId')
    .orderBy('registeredAt')
    .limit(1)
    .executeTakeFirst()
  if (!first) return true
  try {
    await findGroupKey(keys, first.keyId)
    return true
  } catch (error) {
    if (error instanceof KeyUnknown) return false
    throw error
  }
}

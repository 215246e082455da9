// The names by which members of staff sign in, for those who work beside them. A name stays readable
// after somebody was removed, since notes and determinations speak of the account.

import { type Kysely, sql } from 'kysely'
import type { Tables } from '../database/tables.ts'

/**
 * A name for each of these accounts; the account itself where it has no sign-in, as the clock's
 * and the rules' own.
 */
export async function staffNames(
  db: Kysely<Tables>,
  accounts: readonly string[],
): Promise<Map<string, string>> {
  const asked = [...new Set(accounts)]
  const names = new Map(asked.map((account) => [account, account]))
  if (asked.length === 0) return names
  const { rows } = await sql<{ id: string; name: string }>`
    select "id", "name" from accounts."user" where "id" = any(${asked}::text[])`.execute(db)
  for (const { id, name } of rows) names.set(id, name)
  return names
}

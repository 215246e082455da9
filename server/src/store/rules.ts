// The rules in force, as versioned data with a date. The rules at launch stand in the code and are
// written at the first start.

import { type Rules, rulesAtLaunch } from '@garita/domain/programme'
import type { Instant } from '@garita/domain/time'
import type { Kysely } from 'kysely'
import { at } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'

/** Reads all versions and gives the one in force at an instant; before the first, the first. */
export async function loadRules(db: Kysely<Tables>): Promise<(now: Instant) => Rules> {
  await db
    .insertInto('rules')
    .values({
      version: rulesAtLaunch.version,
      inForceFrom: at(rulesAtLaunch.inForceFrom),
      body: JSON.stringify(rulesAtLaunch) as never,
    })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .execute()
  const rows = await db.selectFrom('rules').select('body').orderBy('inForceFrom', 'desc').execute()
  const versions = rows.map((row) => row.body)
  return (now) => versions.find((one) => one.inForceFrom <= now) ?? versions.at(-1) ?? rulesAtLaunch
}

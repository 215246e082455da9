// The rules in force, as versioned data with a date. The rules at launch stand in the code and are
// written at the first start. Every server keeps all versions in memory and reads them again every
// minute; since a change is approved a day ahead at least, none is ever late.

import { type Rules, rulesAtLaunch } from '@garita/domain/programme'
import { wholeRules } from '@garita/domain/rules-change'
import type { Instant } from '@garita/domain/time'
import type { Kysely } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'

export type RulesBook = {
  /** The version in force at an instant; before the first, the first. */
  readonly at: (now: Instant) => Rules
  /** Reads all versions anew. */
  reload(): Promise<void>
}

/** Reads all versions; those of an empty database begin with the rules at launch. */
export async function loadRules(db: Kysely<Tables>): Promise<RulesBook> {
  await db
    .insertInto('rules')
    .values(rowOf(rulesAtLaunch))
    .onConflict((conflict) => conflict.column('version').doNothing())
    .execute()
  let versions = await findVersions(db)
  return {
    at: (now) => versions.find((one) => one.inForceFrom <= now) ?? versions.at(-1) ?? rulesAtLaunch,
    reload: async () => {
      versions = await findVersions(db)
    },
  }
}

/** [P12] All versions, whole, the one that comes last first. */
export async function findVersions(db: Kysely<Tables>): Promise<Rules[]> {
  const rows = await db.selectFrom('rules').select('body').orderBy('inForceFrom', 'desc').execute()
  return rows.map((row) => wholeRules(row.body))
}

export async function insertRules(tx: Tx, rules: Rules): Promise<void> {
  await tx.insertInto('rules').values(rowOf(rules)).execute()
}

function rowOf(rules: Rules) {
  const { version, inForceFrom } = rules
  return { version, inForceFrom: at(inForceFrom), body: JSON.stringify(rules) as never }
}

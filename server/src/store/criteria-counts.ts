// How often criteria were attested and seen, in SQL: sums by month, kept as determinations come to
// count, since of a person the criteria lie sealed.

import type { CriterionCount } from '@garita/domain/criteria-seen'
import { type Criterion, criteria } from '@garita/domain/programme'
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import type { Tables } from '../database/tables.ts'

export type PersonCriteria = {
  readonly attested: readonly Criterion[]
  readonly seen: readonly Criterion[]
}

/** [Y11] Counts one person more in a month. */
export async function addToCriteria(tx: Tx, month: string, person: PersonCriteria): Promise<void> {
  await sql`
    insert into criteria_counts (month, criterion, people, attested, seen, attested_and_seen)
    select ${month}, criterion, 1, attested, seen, attested * seen from ${counted(person)}
    order by criterion
    on conflict (month, criterion) do update set
      people = criteria_counts.people + 1,
      attested = criteria_counts.attested + excluded.attested,
      seen = criteria_counts.seen + excluded.seen,
      attested_and_seen = criteria_counts.attested_and_seen + excluded.attested_and_seen
  `.execute(tx)
}

/** [Y11] Counts one person less in a month in which they were counted: it was amended. */
export async function takeFromCriteria(
  tx: Tx,
  month: string,
  person: PersonCriteria,
): Promise<void> {
  await sql`
    with before as (
      select criterion from criteria_counts where month = ${month} order by criterion for update
    )
    update criteria_counts set
      people = people - 1,
      attested = criteria_counts.attested - mine.attested,
      seen = criteria_counts.seen - mine.seen,
      attested_and_seen = attested_and_seen - mine.attested * mine.seen
    from ${counted(person)}, before
    where month = ${month} and criteria_counts.criterion = mine.criterion
      and before.criterion = mine.criterion`.execute(tx)
}

/** A row for each criterion: 1 where it was attested, 1 where it was seen. */
function counted({ attested, seen }: PersonCriteria) {
  return sql`unnest(
    ${[...criteria]}::text[],
    ${criteria.map((one) => Number(attested.includes(one)))}::int[],
    ${criteria.map((one) => Number(seen.includes(one)))}::int[]
  ) as mine (criterion, attested, seen)`
}

/** Months before `before`, `YYYY-MM`; at most ten years of them. */
export async function findCriteriaCounts(
  db: Kysely<Tables>,
  before: string,
): Promise<CriterionCount[]> {
  const rows = await db
    .selectFrom('criteriaCounts')
    .select(['month', 'criterion', 'people', 'attested', 'seen', 'attestedAndSeen as both'])
    .where('month', '<', before)
    .orderBy('month', 'desc')
    .orderBy('criterion')
    .limit(120 * criteria.length)
    .execute()
  // The constraint `criterion_is_known` holds it.
  return rows.map((row) => ({ ...row, criterion: row.criterion as Criterion }))
}

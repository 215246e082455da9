// Members of staff: an account with a role and, for those who work at ports, their ports. Who was
// removed stays as a row, since records speak of the account.

import type { Kysely } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export type Role = Row<'staff'>['role']

/** [W2] A member of staff who was not removed. */
export async function findStaff(
  db: Kysely<Tables>,
  account: string,
): Promise<Row<'staff'> | undefined> {
  return await db
    .selectFrom('staff')
    .selectAll()
    .where('accountId', '=', account)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
}

/** [W2] [W3] As `findStaff`, and whether the session that asks is locked, in the same query. */
export async function findStaffOf(
  db: Kysely<Tables>,
  { account, session }: { readonly account: string; readonly session: string },
): Promise<(Row<'staff'> & { readonly locked: boolean }) | undefined> {
  return await db
    .selectFrom('staff')
    .selectAll()
    .select((staff) =>
      staff
        .exists(
          staff
            .selectFrom('accounts.sessionLocks as lock')
            .select('lock.sessionId')
            .where('lock.sessionId', '=', session),
        )
        .$castTo<boolean>()
        .as('locked'),
    )
    .where('accountId', '=', account)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
}

/** As `findStaff`, locked. */
export async function lockStaff(tx: Tx, account: string): Promise<Row<'staff'> | undefined> {
  return await tx
    .selectFrom('staff')
    .selectAll()
    .where('accountId', '=', account)
    .where('removedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

/** Everyone who was not removed, by role and account. */
export async function listStaff(db: Kysely<Tables>): Promise<Row<'staff'>[]> {
  return await db
    .selectFrom('staff')
    .selectAll()
    .where('removedAt', 'is', null)
    .orderBy('role')
    .orderBy('accountId')
    .execute()
}

/** Adds one, or takes one back who had been removed. */
export async function putStaff(
  tx: Tx,
  account: string,
  role: Role,
  ports: readonly string[],
  now: number,
): Promise<void> {
  const row = { role, ports: [...ports], addedAt: at(now), removedAt: null }
  await tx
    .insertInto('staff')
    .values({ accountId: account, ...row })
    .onConflict((conflict) => conflict.column('accountId').doUpdateSet(row))
    .execute()
}

export async function updatePorts(tx: Tx, account: string, ports: readonly string[]) {
  await tx
    .updateTable('staff')
    .set({ ports: [...ports] })
    .where('accountId', '=', account)
    .execute()
}

export async function markRemoved(tx: Tx, account: string, now: number): Promise<void> {
  await tx
    .updateTable('staff')
    .set({ removedAt: at(now) })
    .where('accountId', '=', account)
    .execute()
}

/** [W1] Officers and supervisors work at ports; the other roles are for the whole programme. */
export function worksAtPorts(role: Role): boolean {
  return role === 'officer' || role === 'supervisor'
}

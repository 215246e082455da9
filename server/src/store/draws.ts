// Draws in SQL: what is committed, frozen, revealed, given. The files lie in `draw-files.ts`.

import { indexLine } from '@garita/domain/draw-record'
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'
import { publishedCommitments } from './custodians.ts'

export type Draw = Row<'draws'>

/** A custodian of a draw: what was committed to and, once it is in, the secret. */
export type Custody = {
  readonly accountId: string
  readonly name: string
  readonly commitment: string
  readonly secret: Buffer | null
  readonly revealedAt: number | null
}

export async function findDraw(db: Kysely<Tables>, id: string): Promise<Draw | undefined> {
  return await db.selectFrom('draws').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function lockDraw(tx: Tx, id: string): Promise<Draw | undefined> {
  return await tx
    .selectFrom('draws')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** The newest first; with `before` those of earlier days alone. */
export async function listDraws(
  db: Kysely<Tables>,
  before: string | undefined,
  limit: number,
): Promise<Draw[]> {
  let query = db.selectFrom('draws').selectAll().orderBy('id', 'desc').limit(limit)
  if (before) query = query.where('id', '<', before)
  return await query.execute()
}

/** The draw that waits for its secrets, if one does: never more than one. */
export async function findFrozenDraw(db: Kysely<Tables>): Promise<Draw | undefined> {
  return await db
    .selectFrom('draws')
    .selectAll()
    .where('state', '=', 'frozen')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function insertDraw(
  tx: Tx,
  draw: Pick<Draw, 'id' | 'sealedTicketKey' | 'committedAt'>,
): Promise<void> {
  const { id, sealedTicketKey, committedAt } = draw
  await tx
    .insertInto('draws')
    .values({ id, state: 'committed', sealedTicketKey, committedAt: at(committedAt) })
    .execute()
}

export type DrawChange = Partial<Omit<Draw, 'id' | 'sealedTicketKey' | 'committedAt'>>

export async function updateDraw(tx: Tx, id: string, change: DrawChange): Promise<void> {
  const { frozenAt, publishedAt, voidedAt, ...rest } = change
  const instants = { frozenAt, publishedAt, voidedAt }
  const written = Object.entries(instants).flatMap(([name, instant]) =>
    typeof instant === 'number' ? [[name, at(instant)] as const] : [],
  )
  await tx
    .updateTable('draws')
    .set({ ...rest, ...Object.fromEntries(written) })
    .where('id', '=', id)
    .execute()
}

/**
 * Whose secrets this draw needs, in byte order of names: once its commitments are published those
 * whom they name, whatever becomes of them. [M15] Before that, those who are custodians still.
 */
export async function findCustody(db: Kysely<Tables>, draw: string): Promise<Custody[]> {
  const rows = await db
    .selectFrom('commitments')
    .innerJoin('custodians', 'custodians.accountId', 'commitments.accountId')
    .leftJoin('staff', 'staff.accountId', 'commitments.accountId')
    .leftJoin('reveals', (join) =>
      join
        .onRef('reveals.draw', '=', 'commitments.draw')
        .onRef('reveals.accountId', '=', 'commitments.accountId'),
    )
    .select([
      'custodians.accountId',
      'custodians.name',
      'commitments.commitment',
      'reveals.secret',
      'reveals.revealedAt',
      'staff.removedAt',
    ])
    .where('commitments.draw', '=', draw)
    .orderBy(sql`custodians.name collate "C"`)
    .execute()
  const published = new Set((await publishedCommitments(db, draw)).map((one) => one.name))
  const counts = (row: { name: string; removedAt: number | null }) =>
    published.size > 0 ? published.has(row.name) : row.removedAt === null
  return rows.filter(counts).map(({ removedAt: _, ...custody }) => custody)
}

/** [M15] Of the commitments made for these days by who is a custodian still: how many each has. */
export async function countCommitments(
  db: Kysely<Tables>,
  days: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('commitments')
    .leftJoin('staff', 'staff.accountId', 'commitments.accountId')
    .where('staff.removedAt', 'is', null)
    .select((of) => ['draw', of.fn.countAll<number>().as('count')])
    .where('draw', '=', sql<string>`any(${[...days]}::date[])`)
    .groupBy('draw')
    .execute()
  return new Map(rows.map((row) => [row.draw, row.count]))
}

/** What ended, ascending: the lines of `/draws/index.ndjson`. */
async function findEnded(
  db: Kysely<Tables>,
): Promise<{ id: string; state: 'published' | 'void'; drawHash: string | null }[]> {
  const rows = await db
    .selectFrom('draws')
    .select(['id', 'state', 'drawHash'])
    .where('state', 'in', ['published', 'void'])
    .orderBy('id')
    .execute()
  return rows as never
}

/** `/draws/index.ndjson`: published and void draws, ascending. */
export async function indexText(db: Kysely<Tables>): Promise<string> {
  const ended = await findEnded(db)
  return ended
    .map(({ id, drawHash }) =>
      drawHash === null
        ? indexLine({ draw: id, state: 'void', drawHash })
        : indexLine({ draw: id, state: 'published', drawHash }),
    )
    .join('')
}

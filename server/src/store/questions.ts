// [R9] What a supervisor has to see at a desk, in SQL. Who raises or settles holds the lock of the
// group's row. The same thing that holds a group is asked once (`one_open_question_a_kind`).

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export type Question = Row<'questions'>

export type NewQuestion = Pick<
  Question,
  'id' | 'port' | 'day' | 'appointmentId' | 'kind' | 'holds' | 'raisedBy' | 'raisedAt'
> & {
  /** People who came just now beside those of the group. */
  readonly extra?: number
  readonly memberId?: string
  /** Of what was done without a network: the act, its sealed input and photo, why it was refused, when. */
  readonly act?: string
  readonly sealedContent?: Buffer
  readonly photoId?: string
  readonly why?: readonly string[]
  readonly doneAt?: number
}

/** Said twice they bring nobody new, whoever says them. */
const sameForAll: readonly Question['kind'][] = ['partly-here', 'not-same-person']

/**
 * Raises a question and gives its id. Where the same already holds the appointment, that one stays,
 * and those who came beside the group are more. [R44] Of another member it is another question, and
 * [R42] so it is of people or a child whom another account brings: else who brings them could let
 * them go on under the other's name. `id` is new.
 */
export async function raiseQuestion(tx: Tx, question: NewQuestion): Promise<string> {
  const open = sameForAll.includes(question.kind) && (await findSame(tx, question))
  if (open) return open.id
  const { raisedAt, doneAt, why = [], extra = 0, memberId = null, ...plain } = question
  const row = {
    ...plain,
    ...{ extra, memberId, why: [...why], act: plain.act ?? null },
    sealedContent: plain.sealedContent ?? null,
    raisedAt: at(raisedAt),
    doneAt: doneAt === undefined ? null : at(doneAt),
  }
  const { id } = await tx
    .insertInto('questions')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['appointmentId', 'kind', 'memberId', 'raisedBy'])
        .where(sql<boolean>`settled_at is null and holds`)
        .doUpdateSet({ extra: sql<number>`questions.extra + ${extra}` }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What holds the appointment already for the same reason, whoever raised it. */
async function findSame(
  tx: Tx,
  { appointmentId, kind, memberId }: NewQuestion,
): Promise<Pick<Question, 'id'> | undefined> {
  return await tx
    .selectFrom('questions')
    .select('id')
    .where('appointmentId', '=', appointmentId)
    .where('kind', '=', kind)
    .where(sql<boolean>`member_id is not distinct from ${memberId ?? null}`)
    .where('holds', '=', true)
    .where('settledAt', 'is', null)
    .executeTakeFirst()
}

/** [R9] Whether an open question holds this appointment. */
export async function isHeld(db: Kysely<Tables>, appointment: string): Promise<boolean> {
  const row = await db
    .selectFrom('questions')
    .select('id')
    .where('appointmentId', '=', appointment)
    .where('holds', '=', true)
    .where('settledAt', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Every question of an appointment, open and settled, the oldest first. */
export async function findQuestions(db: Kysely<Tables>, appointment: string): Promise<Question[]> {
  return await db
    .selectFrom('questions')
    .selectAll()
    .where('appointmentId', '=', appointment)
    .orderBy('raisedAt')
    .orderBy('id')
    .execute()
}

/** One question, open or settled, not locked. */
export async function findQuestion(db: Kysely<Tables>, id: string): Promise<Question | undefined> {
  return await db.selectFrom('questions').selectAll().where('id', '=', id).executeTakeFirst()
}

/** [R18] Whether an open question at one of these ports comes with this photo of this group. */
export async function isPhotoAskedAbout(
  db: Kysely<Tables>,
  ports: readonly string[],
  { group, photo }: { readonly group: string; readonly photo: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('questions')
    .innerJoin('appointments', 'appointments.id', 'questions.appointmentId')
    .select('questions.id')
    .where('questions.photoId', '=', photo)
    .where('questions.settledAt', 'is', null)
    .where('questions.port', '=', sql<string>`any(${[...ports]}::text[])`)
    .where('appointments.groupId', '=', group)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * How many questions wait at a port on a day. What held a group on an earlier day is over with that
 * day; what was found when the network came back waits until somebody has answered it.
 */
export async function countOpen(db: Kysely<Tables>, port: string, day: string): Promise<number> {
  const { count } = await db
    .selectFrom('questions')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('port', '=', port)
    .where(isWaiting(day))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Open on a day: see `countOpen`. */
export function isWaiting(day: string) {
  return sql<boolean>`questions.settled_at is null and questions.day <= ${day}
    and (questions.day = ${day} or not questions.holds)`
}

/** [R11] A supervisor lets the group go on, or has answered what was found on return. */
export async function settleQuestion(
  tx: Tx,
  id: string,
  { by, at: settledAt, sealedAnswer = null }: Settling,
): Promise<void> {
  await tx
    .updateTable('questions')
    .set({ settledBy: by, settledAt: at(settledAt), sealedAnswer })
    .where('id', '=', id)
    .where('settledAt', 'is', null)
    .execute()
}

export type Settling = {
  readonly by: string
  readonly at: number
  readonly sealedAnswer?: Buffer | null
}

/** [R11] Stays open, with what the supervisor awaits. */
export async function holdQuestion(tx: Tx, id: string, sealedHeld: Buffer): Promise<void> {
  await tx.updateTable('questions').set({ sealedHeld }).where('id', '=', id).execute()
}

/** [R11] What settles by itself; gives how many did. */
export async function settleByRule(
  tx: Tx,
  appointment: string,
  kinds: readonly Question['kind'][],
  now: number,
): Promise<number> {
  if (kinds.length === 0) return 0
  const rows = await tx
    .updateTable('questions')
    .set({ settledBy: 'rule', settledAt: at(now) })
    .where('appointmentId', '=', appointment)
    .where('kind', 'in', [...kinds])
    .where('holds', '=', true)
    .where('settledAt', 'is', null)
    .returning('id')
    .execute()
  return rows.length
}

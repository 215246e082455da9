// [R18] An act that was done without a network and cannot be performed any more is kept, whole, as a
// question to a supervisor of the port. The group may be out of reach by then, so the appointment
// alone is named, and nothing is told of it.

import type { InputOf } from '@garita/contract'
import { allowed, refused } from '@garita/domain/decision'
import { deskWindowMs, reportAnother } from '@garita/domain/desk-limits'
import { deskStep } from '@garita/domain/desk-step'
import { keptDoneAt } from '@garita/domain/done-at'
import { portOf } from '@garita/domain/port'
import { kindOfClash } from '@garita/domain/question'
import { dayOf } from '@garita/domain/time'
import { type Context, type DecisionOf, preparedAct, type Tx, type Who } from '../../act.ts'
import { sealDesk } from '../../sealed-desk.ts'
import { findSeated } from '../../store/appointments.ts'
import { lockClashes } from '../../store/desk-counts.ts'
import { getKeyId } from '../../store/groups.ts'
import { findMembers } from '../../store/members.ts'
import { wasAtPort } from '../../store/moves.ts'
import { raiseQuestion } from '../../store/questions.ts'
import { findGroupKey } from '../../vault/keys.ts'
import { type ClashedPhoto, clashedPhoto, keepClashed } from './clashed-photo.ts'

/** Names alone are kept readable; whatever else a desk might send is not. */
const refusalName = /^[a-z]+(-[a-z]+)*$/

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export default preparedAct(
  'report-clash',
  async (_, { who, input }) => (worksAt(who, input) ? await clashedPhoto(input) : null),
  report,
)

const worksAt = ({ ports }: Who, { port }: InputOf<'report-clash'>) => ports.includes(port)

async function report(
  context: Context<'report-clash', ClashedPhoto | null>,
  input: InputOf<'report-clash'>,
): Promise<DecisionOf<'report-clash'>> {
  const { tx, now, who, world, concerns, note, prepared } = context
  const port = portOf(input.port)
  if (!port || !worksAt(who, input)) return refused('port-not-mine')
  const row = await findSeated(tx, input.appointment)
  const isHere = row?.port === port.code
  const keyId = row && (await getKeyId(tx, row.groupId))
  const key = keyId && (await findGroupKey(world.vault.keys, keyId))
  if (!key || !(isHere || (await wasAtPort(tx, row.id, port.code))))
    return refused('appointment-unknown')
  const done = keptDoneAt(input.doneAt, now)
  if (!done.ok) return done
  const another = reportAnother(await lockClashes(tx, who.account, now - deskWindowMs))
  if (!another.ok) return another
  concerns(row.groupId)
  const id = world.newId()
  const kind = kindOfClash(input.refusals)
  const content = read(input.content)
  const memberId = await memberIn(tx, row.groupId, content.member)
  // A photo that was sent for the act goes with it: no other act will name it.
  const photo = content.photo?.id
  const naming = { group: row.groupId, key, account: who.account, now }
  const isKept =
    input.act === 'take-photo' &&
    isId(photo) &&
    (await keepClashed(tx, { id: photo, ...naming }, prepared))
  const question = await raiseQuestion(tx, {
    ...{ id, port: port.code, day: dayOf(now, port.zone), appointmentId: row.id, kind },
    ...{ holds: false, raisedBy: who.account, raisedAt: now, act: input.act },
    ...(memberId === undefined ? {} : { memberId }),
    ...(isKept ? { photoId: photo } : {}),
    sealedContent: sealDesk(key, 'questions/content', id, input.content),
    why: input.refusals.filter((name) => refusalName.test(name)),
    doneAt: done.value,
  })
  note({ ...deskStep(port.code, done.value, now), kind, clash: input.act })
  return allowed({ question, kind })
}

/** The member of this group that the kept act is about, if it is about one. */
async function memberIn(tx: Tx, group: string, member: unknown): Promise<string | undefined> {
  return (await findMembers(tx, group)).find(({ id }) => id === member)?.id
}

type Content = { readonly member?: unknown; readonly photo?: { readonly id?: unknown } | null }

/** Kept as it came; where it is not what a desk sends, what it says is for people to read. */
function read(content: string): Content {
  try {
    return (JSON.parse(content) as Content | null) ?? {}
  } catch {
    return {}
  }
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && uuid.test(value)
}

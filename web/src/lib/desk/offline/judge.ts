// An act judged on the desk itself, by the same rules of the domain by which the server judges it when it comes. What
// the rules refuse here never goes into the outbox; what they allow here may still clash with what others did
// meanwhile, and then a supervisor is asked.

import type { AnswerOf, InputOf } from '@garita/contract'
import type { Appointment } from '@garita/domain/appointment'
import { checkIn } from '@garita/domain/arrival'
import { allowed, type Decision, refused } from '@garita/domain/decision'
import { determine } from '@garita/domain/determination'
import { confirmIdentity } from '@garita/domain/identity'
import type { Port } from '@garita/domain/port'
import { rulesAtLaunch } from '@garita/domain/programme'
import {
  arrivalOf,
  type DeskAct,
  type DoneOf,
  type GroupNow,
  groupNow,
  isHeld,
  type ListedGroup,
  type ListFacts,
  presentOf,
} from './group-now.ts'

export type Facts = {
  readonly group: GroupNow
  /** As listed, with what was done before, for what follows from an act. */
  readonly after: (done: DoneOf<'check-in'>) => GroupNow
  readonly port: Port
  readonly now: number
}

type Judges = {
  [N in DeskAct]: (facts: Facts, input: InputOf<N>, id: string) => Decision<AnswerOf<N>>
}

/**
 * What the server would answer, as far as a desk can know: `number` is 0 where no number was given yet. `id` becomes
 * the id of what is made, until the server makes its own.
 */
export function judge<N extends DeskAct>(
  act: N,
  facts: Facts,
  input: InputOf<N>,
  id: string,
): Decision<AnswerOf<N>> {
  return judges[act](facts, input, id)
}

/** What a group would be after a check-in, and what that raises. */
export function afterCheckIn(
  listed: ListedGroup,
  before: Parameters<typeof groupNow>[1],
  list: ListFacts,
): Facts['after'] {
  return (done) => groupNow(listed, [...before, done], list)
}

const judges: Judges = {
  'check-in': ({ group, after, port, now }, input, key) => {
    const { present, version = null, extra = 0 } = input
    const facts = {
      appointment: appointmentOf(group),
      slot: { port: group.slot.slice(0, 4), startsAt: group.startsAt },
      port,
      arrival: arrivalOf(group),
      present,
      extra,
      version,
    }
    // The rules say only whether somebody is early or late, which the server works out again.
    const decision = checkIn(facts, now, rulesAtLaunch)
    if (!decision.ok) return decision
    const then = after({ key, act: 'check-in', input, doneAt: now })
    return allowed({
      appointment: group.appointment,
      present: presentOf(then),
      size: then.members.length,
      number: group.number ?? 0,
      questions: [...then.holding],
    })
  },
  'take-photo': ({ group }, { member, photo }) => {
    const one = memberOf(group, member)
    if (!one) return refused('member-unknown')
    if (!one.present) return refused('member-not-arrived')
    return allowed({ appointment: group.appointment, member, photo: photo.id })
  },
  'confirm-identity': ({ group, now }, input, identity) => {
    const { member, verdict, ground, words = '' } = input
    const isPhotoTaken = memberOf(group, member)?.takenPhoto != null
    const facts = { arrival: arrivalOf(group), isPhotoTaken }
    const decision = confirmIdentity(facts, { member, verdict, ground, words }, now)
    return decision.ok ? allowed({ identity, member, verdict }) : decision
  },
  determine: ({ group, now }, input, determination) => {
    const { member, outcome, reason, note = '', seen = [] } = input
    const one = memberOf(group, member)
    const facts = {
      appointment: appointmentOf(group),
      arrival: arrivalOf(group),
      attested: one?.criteria ?? [],
      preferToSay: one?.preferToSay ?? false,
      identity: one?.identity?.verdict ?? null,
      isHeld: isHeld(group),
    }
    const decision = determine(facts, { member, outcome, reason, note, seen }, now)
    if (!decision.ok) return decision
    return allowed({ determination, member, outcome, counts: decision.value.counts })
  },
  note: (_, __, note) => allowed({ note }),
}

const memberOf = (group: GroupNow, member: string) =>
  group.members.find((one) => one.member === member)

function appointmentOf({ appointment, group, slot, code, version, state }: GroupNow): Appointment {
  return { id: appointment, group, slot, code, version, state }
}

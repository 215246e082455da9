// A group of the day's list as it stands after what this desk has done since: the list says what the server knew, the
// acts say the rest. Doing the same act to it twice changes nothing, so an act that the list knows already is harmless.

import type { AskAnswerOf, InputOf } from '@garita/contract'
import type { AppointmentState } from '@garita/domain/appointment'
import type { Arrival, MemberState } from '@garita/domain/arrival'
import { countersignOf } from '@garita/domain/determination'
import type { OfflineAct } from '@garita/domain/offline-acts'
import { askAtCheckIn, type HoldingKind } from '@garita/domain/question'

export type DayList = AskAnswerOf<'day-list'>
export type ListedGroup = DayList['groups'][number]
type ListedMember = ListedGroup['members'][number]
type Shown = AskAnswerOf<'arrival'>['members'][number]
type Note = AskAnswerOf<'arrival'>['notes'][number]

export type DeskAct = OfflineAct

export type Compared = NonNullable<Shown['comparison']>

type Known = {
  readonly key: string
  /** Epoch milliseconds, by the server's clock. */
  readonly doneAt: number
  /** When the server had certainly taken it, by the server's clock; absent while it waits. */
  readonly sentAt?: number
}

/** One act that this desk has done today. */
export type DoneOf<N extends DeskAct> = Known & { readonly act: N; readonly input: InputOf<N> }
export type Done =
  | { readonly [N in DeskAct]: DoneOf<N> }[DeskAct]
  | (Known & {
      readonly act: 'compare'
      readonly input: InputOf<'compare'>
      readonly compared: Compared
    })

export type MemberNow = ListedMember &
  Pick<Shown, 'takenPhoto' | 'comparison' | 'determination' | 'identity'>

export type GroupNow = Omit<ListedGroup, 'members' | 'state'> & {
  readonly state: AppointmentState
  readonly members: readonly MemberNow[]
  readonly notes: readonly Note[]
  readonly holding: readonly HoldingKind[]
}

/** The day's list, as far as a group needs it. */
export type ListFacts = Pick<DayList, 'asOf' | 'day'>

/** The group after these acts, in their order; acts of other groups are passed over. */
export function groupNow(
  listed: ListedGroup,
  acts: readonly Done[],
  { asOf, day }: ListFacts,
): GroupNow {
  const start: GroupNow = {
    ...listed,
    // The server's own word for a state of the table in the domain.
    state: listed.state as AppointmentState,
    members: listed.members.map((one) => ({ ...one, ...nothingYet })),
    notes: [],
    holding: listed.holding.filter(isHolding),
  }
  const own = acts.filter((act) => act.input.appointment === listed.appointment)
  return own.reduce((group, done) => {
    const isListed = done.sentAt !== undefined && done.sentAt <= asOf
    return isListed ? afterListed(group, done) : after(group, done, day)
  }, start)
}

/** Whether a question holds the group; what this desk raised itself counts as on the server. */
export const isHeld = ({ held, holding }: Pick<GroupNow, 'held' | 'holding'>): boolean =>
  held || holding.length > 0

/** The state of each member, as the domain's rules ask for it. */
export function arrivalOf({ members }: Pick<GroupNow, 'members'>): Arrival {
  return Object.fromEntries(members.map((one) => [one.member, stateOf(one)]))
}

export const presentOf = ({ members }: Pick<GroupNow, 'members'>): number =>
  members.filter((one) => one.present).length

const found: readonly string[] = ['double-arrival', 'cancelled-meanwhile', 'clash']
const isHolding = (kind: ListedGroup['holding'][number]): kind is HoldingKind =>
  !found.includes(kind)

function stateOf({ present, determined, determination }: MemberNow): MemberState {
  if (determined) return determination?.countersign === 'awaited' ? 'awaited' : 'determined'
  return present ? 'present' : 'expected'
}

const nothingYet = { takenPhoto: null, comparison: null, determination: null, identity: null }

/** What the list knows already is not done to it again: a supervisor may have answered since. */
function afterListed(group: GroupNow, done: Done): GroupNow {
  if (done.act === 'check-in') return group
  if (done.act !== 'determine') return after(group, done, '')
  const { member, outcome } = done.input
  const isAwaited = countersignOf(outcome) === 'awaited'
  const stands = group.members.some((one) => one.member === member && (one.determined || isAwaited))
  return stands ? changed(group, member, determined(done.input, done.doneAt)) : group
}

function after(group: GroupNow, done: Done, day: string): GroupNow {
  switch (done.act) {
    case 'check-in':
      return afterCheckIn(group, done, day)
    case 'take-photo':
      return changed(group, done.input.member, {
        takenPhoto: done.input.photo.id,
        comparison: null,
      })
    case 'compare':
      return changed(group, done.input.member, { comparison: done.compared })
    case 'confirm-identity':
      return afterIdentity(group, done)
    case 'determine':
      return finished(changed(group, done.input.member, determined(done.input, done.doneAt)))
    case 'note': {
      const { words } = done.input
      return { ...group, notes: [...group.notes, { words, by: '', at: done.doneAt }] }
    }
  }
}

function afterCheckIn(
  group: GroupNow,
  { input, doneAt }: DoneOf<'check-in'>,
  day: string,
): GroupNow {
  const members = group.members.map((one) =>
    input.present.includes(one.member) ? { ...one, present: true } : one,
  )
  const state = members.some((one) => one.present && !one.determined) ? 'arrived' : group.state
  // [R9] [R10] [R11]
  const { raised, settled } = askAtCheckIn(
    {
      members: members.map(({ member, birth }) => ({ id: member, birth })),
      present: new Set(members.flatMap((one) => (one.present ? [one.member] : []))),
      extra: input.extra ?? 0,
      seen: [],
    },
    day,
  )
  const kinds = new Set([...group.holding, ...raised.map((one) => one.kind)])
  const holding = [...kinds].filter((kind) => !settled.includes(kind))
  // Where the server said no more than that it is held, that stays.
  const held = group.held && (group.holding.length === 0 || holding.length > 0)
  return { ...group, members, state, arrivedAt: group.arrivedAt ?? doneAt, holding, held }
}

function afterIdentity(group: GroupNow, { input, doneAt }: DoneOf<'confirm-identity'>): GroupNow {
  const { member, verdict, ground, words } = input
  const identity = { verdict, ground, words: words ?? null, confirmedAt: doneAt, by: '' }
  const after = changed(group, member, { identity })
  if (verdict !== 'not-same' || group.holding.includes('not-same-person')) return after
  return { ...after, holding: [...after.holding, 'not-same-person'] }
}

function determined(
  { outcome, reason, note, seen = [] }: InputOf<'determine'>,
  determinedAt: number,
): Partial<MemberNow> {
  const countersign = countersignOf(outcome)
  return {
    determined: true,
    determination: { outcome, reason, note: note ?? null, determinedAt, seen, countersign },
  }
}

function changed(group: GroupNow, member: string, change: Partial<MemberNow>): GroupNow {
  const members = group.members.map((one) => (one.member === member ? { ...one, ...change } : one))
  return { ...group, members }
}

/** [X4] Done when nobody who came is left; [X8] who awaits a countersign is left. */
function finished(group: GroupNow): GroupNow {
  const came = group.members.filter((one) => one.present)
  const isOver = came.every((one) => one.determined && one.determination?.countersign !== 'awaited')
  return isOver && group.state === 'arrived' ? { ...group, state: 'done' } : group
}

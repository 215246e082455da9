// Receives a group in danger that came without an appointment: registers it, attests what it says,
// seats it in a slot of today and checks everybody in, in one transaction. The key is made before.
// Nobody's account holds the group; its recovery code is printed for it (ask `recovery-code`).

import type { InputOf } from '@garita/contract'
import { type Attestation, type AttestRefusal, attest } from '@garita/domain/attestation'
import { makeCode } from '@garita/domain/code'
import { allowed, type Decision, decide, type Reason, refused } from '@garita/domain/decision'
import { deskWindowMs, receiveAnother } from '@garita/domain/desk-limits'
import { deskStep } from '@garita/domain/desk-step'
import type { GroupRefusal, Member } from '@garita/domain/group'
import { type Port, portOf } from '@garita/domain/port'
import { askAtCheckIn } from '@garita/domain/question'
import type { Slot } from '@garita/domain/slot'
import { dayOf } from '@garita/domain/time'
import { seatWalkIn, type WalkInRefusal } from '@garita/domain/walk-in'
import { type Context, preparedAct } from '../../act.ts'
import { sealWalkInReason } from '../../sealed.ts'
import { insertPresences } from '../../store/arrivals.ts'
import { lockWalkIns } from '../../store/desk-counts.ts'
import { raiseQuestion } from '../../store/questions.ts'
import { findFrozenPlaces, lockSlots, updateRoom } from '../../store/slots.ts'
import { nextNumber } from '../../store/waiting-area.ts'
import { insertWalkIn, markPhotosAtPort } from '../../store/walk-ins.ts'
import { writeAttested } from '../applicant/attested.ts'
import {
  checkTyped,
  type NewGroupKey,
  prepareGroup,
  writeGroup,
} from '../applicant/writing-group.ts'

type Input = InputOf<'receive-walk-in'>
type WalkInContext = Context<'receive-walk-in', NewGroupKey>
type Refusal = GroupRefusal | AttestRefusal | WalkInRefusal | 'slot-unknown'

/** @param lock replaced in the negative control of a race test alone. */
export function receiveWalkInWith(lock: typeof lockSlots = lockSlots) {
  return preparedAct('receive-walk-in', prepareGroup, async (context: WalkInContext, input) => {
    const { tx, now, who, note, concerns, prepared } = context
    const port = portOf(input.port)
    // [R7]
    if (!port || !who.ports.includes(port.code)) return refused('port-not-mine')
    const another = receiveAnother(await lockWalkIns(tx, who.account, now - deskWindowMs))
    if (!another.ok) return another
    const [slot] = await lock(tx, [input.slot])
    const frozen = slot ? ((await findFrozenPlaces(tx, [slot.id])).get(slot.id) ?? 0) : 0
    const checked = check(context, input, { port, slot, frozen })
    if (!checked.ok) return checked
    const received = await write(context, input, checked.value)
    concerns(prepared.id)
    note({
      // It begins and is received in one step.
      ...deskStep(port.code, now, now),
      size: checked.value.members.length,
      urgent: (slot?.urgent ?? 0) - checked.value.slot.urgent,
    })
    return allowed({
      ...{ group: prepared.id, ...received },
      slot: checked.value.slot.id,
      members: checked.value.members.map((one) => one.id),
    })
  })
}

export default receiveWalkInWith()

type Place = { readonly port: Port; readonly slot: Slot | undefined; readonly frozen: number }

/** [R12] Every reason at once: against who they are, what they say, and the slot. */
function check(context: WalkInContext, input: Input, { port, slot, frozen }: Place) {
  const { now, rules } = context
  const day = dayOf(now, port.zone)
  const checked = checkTyped(context, input)
  const members: readonly Member[] = checked.ok ? checked.value.members : []
  const size = input.members.length
  const seated: Decision<Slot, WalkInRefusal | 'slot-unknown'> = slot
    ? seatWalkIn({ slot, port, size, frozen }, now)
    : refused('slot-unknown')
  const saying = { at: now, language: input.language, before: null }
  // Whether a birth date qualifies somebody can be told of a possible one alone.
  const attested = checked.ok
    ? attest(members, saidOf(input, members), day, rules, saying)
    : checked
  const reasons: Reason<Refusal>[] = [
    ...(attested.ok ? [] : attested.reasons),
    ...(seated.ok ? [] : seated.reasons),
  ]
  if (!attested.ok || !seated.ok) return decide(reasons, unreachable)
  return allowed({ port, day, members, attested: attested.value, slot: seated.value })
}

function unreachable(): never {
  throw new Error('a refusal has its reasons')
}

/** What was said, by the ids of the members; what is said of nobody here keeps a name of its own. */
function saidOf({ said }: Input, members: readonly Member[]): Attestation {
  return Object.fromEntries(
    said.map(({ member, ...one }) => [members[member]?.id ?? `${member}`, one]),
  )
}

type Checked = Extract<ReturnType<typeof check>, { ok: true }>['value']

async function write(
  context: WalkInContext,
  input: Input,
  { port, day, members, attested, slot }: Checked,
): Promise<{ appointment: string; number: number }> {
  const { tx, now, who, world, rules, prepared } = context
  const { id: groupId, key } = prepared
  await updateRoom(tx, [slot])
  await writeGroup({ tx, now, world }, prepared, input, members, null)
  await writeAttested(
    { tx, rules, group: { id: groupId, key } },
    attested,
    members,
    day,
    rules.version,
  )
  await markPhotosAtPort(tx, groupId)
  const appointment = world.newId()
  const number = await nextNumber(tx, port.code, day) // [R8]
  await insertWalkIn(tx, {
    ...{ id: appointment, groupId, slotId: slot.id, size: members.length, number },
    code: makeCode(world.randomBytes(16)),
    sealedReason: sealWalkInReason(key, appointment, input.reason),
    receivedAt: now,
  })
  const all = members.map((one) => one.id)
  await insertPresences(tx, appointment, all, who.account, now)
  await raise(context, { members, appointment, port: port.code, day })
  return { appointment, number }
}

/** [R10] Children who came alone raise a supervisor at once. */
async function raise(
  { tx, now, who, world }: WalkInContext,
  here: { members: readonly Member[]; appointment: string; port: string; day: string },
): Promise<void> {
  const { members, appointment: appointmentId, port, day } = here
  const present = new Set(members.map((one) => one.id))
  const { raised } = askAtCheckIn({ members, present, extra: 0, seen: [] }, day)
  for (const { kind, extra } of raised) {
    const asked = { port, day, appointmentId, kind, extra, holds: true }
    await raiseQuestion(tx, { id: world.newId(), ...asked, raisedBy: who.account, raisedAt: now })
  }
}

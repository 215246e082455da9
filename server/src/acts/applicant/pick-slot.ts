// Takes places for a whole group in one open slot. Wishes are ranked by arrival and `allocate`
// gives the places, the same function that a draw uses; places that wait for a draw or are kept for
// the urgent are not among them. A request that stands ends with it.

import { allocate } from '@garita/domain/allocation'
import { canPick } from '@garita/domain/appointment'
import type { Reason } from '@garita/domain/decision'
import { allowed, decide, refused } from '@garita/domain/decision'
import { makeCode } from '@garita/domain/pass'
import { portOf } from '@garita/domain/port'
import { requestTransitions } from '@garita/domain/request'
import { reasonAgainstRoom, reasonsNotToPick, type Slot, withRoom } from '@garita/domain/slot'
import { act, type BatchContext, type Call, type DecisionOf } from '../../act.ts'
import { updateRequests } from '../../store/requests.ts'
import { insertSeated, type NewlySeated } from '../../store/seated.ts'
import { lockSlots } from '../../store/slots.ts'
import { findStandings, type Standing } from '../../store/standings.ts'
import { findSuspension, type InForce } from '../../store/suspensions.ts'
import { isSlotSuspended } from '../suspended.ts'
import { openNearest, pickFactsOf } from './pick-facts.ts'

type Picked = DecisionOf<'pick-slot'>
type PickCall = Call<'pick-slot'>
type Refusal = Extract<Picked, { ok: false }>['reasons'][number]['name']
/** A call that nothing but room can refuse any more. */
type Wanting = { readonly call: PickCall; readonly slot: Slot; readonly index: number }
/** What becomes of each call, by its place, and what is to be written. */
type Seating = {
  readonly decisions: ReadonlyMap<number, Picked>
  readonly slots: readonly Slot[]
  readonly rows: readonly NewlySeated[]
}
type Facts = {
  readonly standings: ReadonlyMap<string, Standing>
  readonly suspension: InForce | undefined
}

export default pickSlotWith(lockSlots)

/** The act with its way of locking slots: the race test shows what happens without a lock. */
export function pickSlotWith(lock: typeof lockSlots) {
  const together = (context: BatchContext, calls: readonly PickCall[]) =>
    pickTogether(context, calls, lock)
  return act(
    'pick-slot',
    async ({ tx, now, rules, world, who, group }, input) => {
      const [decision] = await together({ tx, now, rules, world }, [{ who, input, group }])
      return decision ?? refused('slot-unknown')
    },
    together,
  )
}

async function pickTogether(
  context: BatchContext,
  calls: readonly PickCall[],
  lock: typeof lockSlots,
): Promise<readonly Picked[]> {
  const { tx } = context
  // The groups are locked: where they stand is read before the slots are, which others wait for.
  const standings = await findStandings(
    tx,
    calls.map(({ group }) => group.id),
  )
  const slots = await lock(
    tx,
    calls.map(({ input }) => input.slot),
  )
  const facts = { standings, suspension: await findSuspension(tx) }
  const bySlot = new Map(slots.map((slot) => [slot.id, slot]))
  const decisions: Picked[] = []
  const wanting: Wanting[] = []
  for (const [index, call] of calls.entries()) {
    const slot = bySlot.get(call.input.slot)
    const checked = slot ? check(context, call, slot, facts) : refused('slot-unknown')
    if (checked.ok && slot) wanting.push({ call, slot, index })
    else if (!checked.ok) decisions[index] = checked
  }
  const seating = await seat(context, wanting, slots)
  for (const [index, decision] of seating.decisions) decisions[index] = decision
  await endRequests(context, calls, decisions, standings)
  await insertSeated(tx, seating.slots, seating.rows)
  return decisions
}

/** Everything but room, which depends on who came before. */
function check(
  { now, rules }: BatchContext,
  { group, input }: PickCall,
  slot: Slot,
  { standings, suspension }: Facts,
) {
  const port = portOf(input.port)
  const standing = standings.get(group.id)
  const fit = canPick(pickFactsOf(group, Boolean(standing?.appointment)), now, rules)
  const reasons: Reason<Refusal>[] = [
    ...(port ? reasonsNotToPick(slot, port, now, rules) : []),
    ...(fit.ok ? [] : fit.reasons),
  ]
  if (standing?.offer) reasons.push({ name: 'offer-open' }) // [O6]
  if (isSlotSuspended(suspension, slot)) reasons.push({ name: 'programme-suspended' }) // [Q12]
  // Said with the other reasons; where it is the only one, `seat` says it with the nearest slots.
  const wanting = reasons.length > 0 ? reasonAgainstRoom(slot, group.size, now, rules) : null
  return decide(withRoom(reasons, wanting), () => true)
}

/** [Q14] Who picked needs no draw any more. */
async function endRequests(
  { tx, now }: BatchContext,
  calls: readonly PickCall[],
  decisions: readonly Picked[],
  standings: ReadonlyMap<string, Standing>,
): Promise<void> {
  const state = requestTransitions.pick.to
  const ended = calls.flatMap(({ group }, index) => {
    const id = decisions[index]?.ok ? standings.get(group.id)?.request : null
    return id ? [{ id, state, aliveAt: now }] : []
  })
  await updateRequests(tx, ended, now)
}

async function seat(
  context: BatchContext,
  wanting: readonly Wanting[],
  slots: readonly Slot[],
): Promise<Seating> {
  const { now, rules, world } = context
  const wishes = wanting.map(({ call, slot }) => ({
    id: call.group.id,
    size: call.group.size,
    slot: slot.id,
  }))
  const { given, slots: filled } = allocate(wishes, slots.map(pickable), false)
  const after = slots.map((slot, place) => ({ ...slot, taken: filled[place]?.taken ?? slot.taken }))
  const current = new Map(after.map((slot) => [slot.id, slot]))
  const nearest = openNearest(context, after)
  const decisions = new Map<number, Picked>()
  const seated: { want: Wanting; appointment: string }[] = []
  for (const [place, want] of wanting.entries()) {
    if (given[place]?.slot) {
      const appointment = world.newId()
      seated.push({ want, appointment })
      const { id: slot, startsAt } = want.slot
      decisions.set(want.index, allowed({ appointment, slot, startsAt }))
    } else {
      const { size } = want.call.group
      const slot = current.get(want.slot.id) ?? want.slot
      const reason = reasonAgainstRoom(slot, size, now, rules) ?? { name: 'slot-full' as const }
      const facts = await nearest(slot, size)
      decisions.set(want.index, refused(reason.name, { ...facts, ...reason.facts }))
    }
  }
  const rows = seated.map(({ want, appointment }) => ({
    id: appointment,
    groupId: want.call.group.id,
    slotId: want.slot.id,
    size: want.call.group.size,
    code: makeCode(world.randomBytes(16)),
    madeAt: now,
    notice: world.newId(),
  }))
  return { decisions, slots: after, rows }
}

/** [S14] A slot as if it had its open places alone. */
function pickable(slot: Slot): Slot {
  return { ...slot, places: slot.places - slot.waiting - slot.urgent }
}

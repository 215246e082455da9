// Takes places for a whole group in one open slot. Wishes are ranked by arrival and `allocate`
// gives the places, the same function that a draw uses.

import { allocate } from '@garita/domain/allocation'
import { canPick } from '@garita/domain/appointment'
import type { Reason } from '@garita/domain/decision'
import { allowed, decide, refused } from '@garita/domain/decision'
import { makeCode } from '@garita/domain/pass'
import { portOf } from '@garita/domain/port'
import { placesLeft, reasonsNotToPick, type Slot } from '@garita/domain/slot'
import { act, type BatchContext, type Call, type DecisionOf } from '../../act.ts'
import { findGroupsWithLive, insertAppointments } from '../../store/appointments.ts'
import { insertNotices } from '../../store/notices.ts'
import { lockSlots, updateTaken } from '../../store/slots.ts'
import { openNearest, pickFactsOf } from './pick-facts.ts'

type Picked = DecisionOf<'pick-slot'>
type PickCall = Call<'pick-slot'>
/** A call that nothing but room can refuse any more. */
type Wanting = { readonly call: PickCall; readonly slot: Slot; readonly index: number }

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
  const slots = await lock(
    tx,
    calls.map(({ input }) => input.slot),
  )
  const live = await findGroupsWithLive(
    tx,
    calls.map(({ group }) => group.id),
  )
  const bySlot = new Map(slots.map((slot) => [slot.id, slot]))
  const decisions: Picked[] = []
  const wanting: Wanting[] = []
  for (const [index, call] of calls.entries()) {
    const slot = bySlot.get(call.input.slot)
    const checked = slot ? check(context, call, slot, live) : refused('slot-unknown')
    if (checked.ok && slot) wanting.push({ call, slot, index })
    else if (!checked.ok) decisions[index] = checked
  }
  for (const [index, decision] of await seat(context, wanting, slots)) decisions[index] = decision
  return decisions
}

/** Everything but room, which depends on who came before. */
function check(
  { now, rules }: BatchContext,
  { group, input }: PickCall,
  slot: Slot,
  live: ReadonlySet<string>,
) {
  const port = portOf(input.port)
  const fit = canPick(pickFactsOf(group, live.has(group.id)), now, rules)
  const reasons: Reason<Extract<Picked, { ok: false }>['reasons'][number]['name']>[] = [
    ...(port ? reasonsNotToPick(slot, port, now, rules) : []),
    ...(fit.ok ? [] : fit.reasons),
  ]
  // Said with the other reasons; where it is the only one, `seat` says it with the nearest slots.
  if (reasons.length > 0 && placesLeft(slot) < group.size) reasons.push({ name: 'slot-full' })
  return decide(reasons, () => true)
}

async function seat(
  context: BatchContext,
  wanting: readonly Wanting[],
  slots: readonly Slot[],
): Promise<ReadonlyMap<number, Picked>> {
  const { tx, now, world } = context
  const wishes = wanting.map(({ call, slot }) => ({
    id: call.group.id,
    size: call.group.size,
    slot: slot.id,
  }))
  const { given, slots: after } = allocate(wishes, slots, false)
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
      const facts = await nearest(want.slot, want.call.group.size)
      decisions.set(want.index, refused('slot-full', facts))
    }
  }
  await updateTaken(tx, after)
  await insertAppointments(
    tx,
    seated.map(({ want, appointment }) => ({
      id: appointment,
      groupId: want.call.group.id,
      slotId: want.slot.id,
      size: want.call.group.size,
      code: makeCode(world.randomBytes(16)),
      madeAt: now,
    })),
  )
  await insertNotices(
    tx,
    seated.map(({ want, appointment }) => ({
      id: world.newId(),
      groupId: want.call.group.id,
      kind: 'appointment-made',
      facts: { appointment },
      madeAt: now,
    })),
  )
  return decisions
}

// Changing how many places a slot has, and opening a closed one again. More places wait for the next
// draw, are kept for the urgent or are open, as all places that appear. Fewer places come out of
// what nobody holds; below what groups hold it is a closure (`closure.ts`), since no promise is
// broken on the way. Everything is done for all slots asked for, or for none.

import type { Decision, Plain, Reason } from './decision.ts'
import { decide } from './decision.ts'
import { drawFreezesAt, ownDraw } from './draw.ts'
import type { Rules } from './programme.ts'
import { addPlaces, fateOf, placesOpen } from './room.ts'
import type { Slot } from './slot.ts'
import { placesLeft } from './slot.ts'
import type { Instant } from './time.ts'

/** How many places a slot shall have. */
export type Asked = { readonly slot: string; readonly places: number }

/** A slot before and after. */
export type Changed = { readonly before: Slot; readonly after: Slot }

export type SlotsRefusal = 'slot-unknown' | 'slot-elsewhere' | 'slot-repeated' | 'slot-past'

export type ShapeFacts = {
  readonly port: string
  /** The slots asked for, those that exist. */
  readonly slots: readonly Slot[]
  /** Waiting places of a slot that a frozen draw gives out. */
  readonly frozen: ReadonlyMap<string, number>
  /** Whether a standing request names the port. */
  readonly isNamed: boolean
}

export type ChangeRefusal =
  | SlotsRefusal
  | 'slot-closed'
  | 'slot-in-draw'
  | 'places-taken'
  | 'places-too-few'
  | 'places-too-many'

/**
 * The slots with as many places as asked for; every reason why not at once. `places-taken` says of
 * which slots groups hold more than would stay: those are closed in part instead.
 */
export function changePlaces(
  asked: readonly Asked[],
  facts: ShapeFacts,
  now: Instant,
  rules: Rules,
): Decision<readonly Changed[], ChangeRefusal> {
  const found = slotsAsked(asked, facts.slots)
  const below = found.filter(({ slot, places }) => places < slot.taken)
  const changes = found.map(({ slot, places }) => resized(slot, places, facts, now, rules))
  const inDraw = found.filter(
    ({ slot, places }, place) => places >= slot.taken && changes[place] === null,
  )
  const reasons: Reason<ChangeRefusal>[] = [
    ...reasonsAgainstSlots(asked, facts, now),
    ...reasonsAgainstClosed(facts.slots),
    ...reasonsAgainstPlaces(asked, rules),
    ...named('slot-in-draw', inDraw),
  ]
  if (below.length > 0) {
    const taken = below.map(({ slot }) => ({ slot: slot.id, taken: slot.taken }))
    reasons.push({ name: 'places-taken', facts: { slots: taken } }) // [H3]
  }
  return decide(reasons, () =>
    found.flatMap(({ slot }, place) => {
      const after = changes[place]
      return after ? [{ before: slot, after }] : []
    }),
  )
}

export type ReopenRefusal = SlotsRefusal | 'slot-open'

/** [H4] Closed slots, open again: what nobody holds of them appears as all places that appear. */
export function reopenPlaces(
  ids: readonly string[],
  facts: ShapeFacts,
  now: Instant,
  rules: Rules,
): Decision<readonly Changed[], ReopenRefusal> {
  const open = facts.slots.filter((slot) => slot.closedAt === null)
  const reasons: Reason<ReopenRefusal>[] = [
    ...reasonsAgainstSlots(
      ids.map((slot) => ({ slot })),
      facts,
      now,
    ),
    ...named(
      'slot-open',
      open.map((slot) => ({ slot })),
    ),
  ]
  return decide(reasons, () =>
    facts.slots.map((before) => {
      // What missed its own draw while it was closed does not wait for it any more.
      const missed = now >= drawFreezesAt(ownDraw(before, rules), rules) ? now : null
      const drawnAt = before.drawnAt ?? missed
      const none = { waiting: 0, urgent: 0, closedAt: null }
      const bare: Slot = { ...before, ...none, drawnAt, places: before.taken }
      const fate = fateOf(bare, facts.isNamed, now, rules)
      return { before, after: addPlaces(bare, placesLeft(before), fate) }
    }),
  )
}

/** [H1] Slots of this port that are still to come, each named once. */
export function reasonsAgainstSlots(
  asked: readonly { readonly slot: string }[],
  { port, slots }: Pick<ShapeFacts, 'port' | 'slots'>,
  now: Instant,
): Reason<SlotsRefusal>[] {
  const ids = asked.map((one) => one.slot)
  const known = new Set(slots.map((slot) => slot.id))
  const repeated = new Set(ids.filter((id, place) => ids.indexOf(id) !== place))
  const as = (list: readonly string[]) => list.map((id) => ({ slot: { id } }))
  return [
    ...named('slot-unknown', as(ids.filter((id) => !known.has(id)))),
    ...named('slot-repeated', as([...repeated])),
    ...named('slot-elsewhere', as(slots.filter((one) => one.port !== port).map(({ id }) => id))),
    ...named('slot-past', as(slots.filter((one) => one.startsAt <= now).map(({ id }) => id))),
  ]
}

export function reasonsAgainstClosed(slots: readonly Slot[]): Reason<'slot-closed'>[] {
  const closed = slots.filter((slot) => slot.closedAt !== null)
  return named(
    'slot-closed',
    closed.map((slot) => ({ slot })),
  )
}

/** [H11] A slot closed for all but those who arrived, were received or did not come: they stay counted. */
export function closed(slot: Slot, freed: number, now: Instant): Slot {
  return { ...slot, taken: slot.taken - freed, waiting: 0, urgent: 0, closedAt: now }
}

/** A reason that says of which slots it is one; none where it is of none. */
export function named<const Name extends string>(
  name: Name,
  wrong: readonly { readonly slot: Pick<Slot, 'id'> }[],
): Reason<Name>[] {
  const slots = wrong.map(({ slot }) => slot.id)
  return slots.length > 0 ? [{ name, facts: { slots } }] : []
}

/**
 * The slot with `count` places fewer: open ones go first, then those for the urgent, then those that
 * wait, but for `frozen` ones. Null where all of these are fewer than `count`.
 */
export function withoutPlaces(slot: Slot, count: number, frozen: number): Slot | null {
  const fromUrgent = Math.min(slot.urgent, Math.max(0, count - placesOpen(slot)))
  const fromWaiting = Math.max(0, count - placesOpen(slot) - fromUrgent)
  if (fromWaiting > slot.waiting - frozen) return null
  return {
    ...slot,
    places: slot.places - count,
    urgent: slot.urgent - fromUrgent,
    waiting: slot.waiting - fromWaiting,
  }
}

/** [S7] [S8] Each holds the largest group, and no more than a slot may. */
function reasonsAgainstPlaces(
  asked: readonly Asked[],
  rules: Rules,
): Reason<'places-too-few' | 'places-too-many'>[] {
  const { slotPlacesMinimum: minimum, slotPlacesLimit: limit } = rules
  const slotsWith = (wrong: (places: number) => boolean) =>
    asked.filter(({ places }) => wrong(places)).map(({ slot }) => slot)
  const few = slotsWith((places) => !(places >= minimum))
  const many = slotsWith((places) => places > limit)
  const told = (slots: readonly string[], fact: { [key: string]: Plain }) => ({ ...fact, slots })
  return [
    ...(few.length > 0 ? [{ name: 'places-too-few' as const, facts: told(few, { minimum }) }] : []),
    ...(many.length > 0
      ? [{ name: 'places-too-many' as const, facts: told(many, { limit }) }]
      : []),
  ]
}

function slotsAsked(asked: readonly Asked[], slots: readonly Slot[]) {
  const byId = new Map(slots.map((slot) => [slot.id, slot]))
  return asked.flatMap(({ slot: id, places }) => {
    const slot = byId.get(id)
    return slot ? [{ slot, places }] : []
  })
}

/** [H2] Null where it would take what groups hold or what a frozen draw gives out. */
function resized(
  slot: Slot,
  places: number,
  { frozen, isNamed }: ShapeFacts,
  now: Instant,
  rules: Rules,
): Slot | null {
  const more = places - slot.places
  if (more >= 0) return addPlaces(slot, more, fateOf(slot, isNamed, now, rules))
  return withoutPlaces(slot, -more, frozen.get(slot.id) ?? 0)
}

// What an opening of places will do, worked out in the page by the same rule as on the server: which slots open on
// which day, and which stand already and stay as they are.

import type { AskAnswerOf, InputOf } from '@garita/contract'
import type { Port } from '@garita/domain/port'
import { type Rules, rulesAtLaunch } from '@garita/domain/programme'
import { type OpenRefusal, openPlaces } from '@garita/domain/slot'
import { slotIdOf } from '@garita/domain/slot-id'
import { dayOf, type Weekday } from '@garita/domain/time'
import { groupBy } from '../group-by.ts'
import type { Reason } from '../problem.ts'

/** As typed. Numbers and days are text until they are read. */
export type TypedOpening = {
  port: string
  from: string
  to: string
  /** `1` is Monday, `7` is Sunday. */
  weekdays: string[]
  times: { time: string; places: string }[]
  kind: string
}

export type Input = InputOf<'open-places'>
type OpenSlot = AskAnswerOf<'open-places'>['slots'][number]

export type PlannedSlot = {
  readonly id: string
  /** On the port's clock this may be another hour than was typed: some do not exist. */
  readonly startsAt: number
  readonly places: number
  /** Places of the slot that stands there already and is left as it is. */
  readonly standing: number | undefined
  /** Said where a plan has both lanes. */
  readonly isUrgent?: boolean
}

export type PlannedDay = {
  readonly day: string
  readonly slots: readonly PlannedSlot[]
  /** Slots that stand there and that a plan does not have. */
  readonly rest?: readonly PlannedSlot[]
}

export type Planned =
  | { kind: 'plan'; days: readonly PlannedDay[]; slots: number; places: number; kept: number }
  | { kind: 'refused'; reasons: Reason[] }
  /** Something is not filled in yet. */
  | { kind: 'unfinished' }

/** The act's input from what was typed; undefined while something is missing or is no number. */
export function readOpening(typed: TypedOpening): Input | undefined {
  const times = typed.times.map(({ time, places }) => ({ time, places: Number(places) }))
  const areTimes = typed.times.every(
    ({ time, places }) => /^\d\d:\d\d$/.test(time) && /^\d{1,9}$/.test(places.trim()),
  )
  const isWhole = typed.port && typed.from && typed.to && typed.weekdays.length > 0
  if (!isWhole || !areTimes || times.length === 0) return undefined
  const { port, from, to } = typed
  const weekdays = typed.weekdays.map(Number).sort()
  const kind = typed.kind === 'urgent' ? 'urgent' : 'general'
  // The choices of the form are the contract's.
  return { port: port as Input['port'], from, to, weekdays, times, kind }
}

/** What this opening does now. `standing` are the slots that the port is known to have. */
export function planOpening(
  input: Input | undefined,
  port: Port | undefined,
  standing: readonly OpenSlot[],
  now: number,
  rules: Rules,
): Planned {
  if (!input || !port) return { kind: 'unfinished' }
  const template = { weekdays: input.weekdays as Weekday[], times: input.times }
  const decision = openPlaces(template, port, input.from, input.to, now, rules)
  if (!decision.ok) return { kind: 'refused', reasons: decision.reasons.map(reasonOf) }
  const known = new Map(standing.map((slot) => [slot.slot, slot.places]))
  const slots = decision.value.map((slot) => {
    const id = slotIdOf({ ...slot, kind: input.kind })
    const day = dayOf(slot.startsAt, port.zone)
    return { id, startsAt: slot.startsAt, day, places: slot.places, standing: known.get(id) }
  })
  const fresh = slots.filter((slot) => slot.standing === undefined)
  return {
    kind: 'plan',
    days: [...groupBy(slots, (slot) => slot.day)].map(([day, of]) => ({ day, slots: of })),
    slots: fresh.length,
    places: fresh.reduce((total, slot) => total + slot.places, 0),
    kept: slots.length - fresh.length,
  }
}

/** The slots of a plan that was carried out, as they stand then. */
export function standingAfter(days: readonly PlannedDay[], kind: Input['kind']): OpenSlot[] {
  return days
    .flatMap((day) => day.slots)
    .filter((slot) => slot.standing === undefined)
    .map(({ id, startsAt, places }) => ({
      ...{ slot: id, startsAt, places, kind },
      ...{ left: places, waiting: 0, urgent: kind === 'urgent' ? places : 0 },
      open: kind === 'general',
    }))
}

/** The rules in force as the server tells them; what it leaves out is as at the launch. */
export function readRules(answer: AskAnswerOf<'rules'>): Rules {
  return { ...rulesAtLaunch, ...answer, inForceFrom: Date.parse(answer.inForceFrom) }
}

function reasonOf({ name, facts }: { name: OpenRefusal; facts?: object }): Reason {
  return { name, facts: { ...facts } }
}

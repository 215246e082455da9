// The demo as a list of acts: places opened at the eight ports, and families in every step of the
// journey and every state of an arrival. Pure: the same instant and the same number of groups give
// the same list, but for the ids that the server makes.

import type { InputOf } from '@garita/contract'
import { addDays, dayOf, daysMs, hoursMs, type Instant, minutesMs } from '@garita/domain/time'
import type { Who } from '../src/act.ts'
import { chanceOf } from './chance.ts'
import {
  type DemoSlot,
  demoPorts,
  firstDay,
  type Opening,
  ordinaryDay,
  slotsOfDay,
  zoneOf,
} from './daily-places.ts'
import { type Family, familyOf } from './families.ts'
import { lifeOf } from './life.ts'
import type { ArrivalEnding, Ending, LifePlan } from './life-plan.ts'
import type { RequestPlan } from './requests.ts'
import { openSeating } from './seating.ts'
import { type Face, type Life, type Step, step } from './steps.ts'

export type DemoPlan = {
  /** When the demo begins; all of its acts lie before or at it. */
  readonly now: Instant
  readonly groups: number
  readonly planner: Who
  /** The officer who receives at a port. */
  readonly officerAt: (port: string) => Who
  /** The supervisor of a port that has one. */
  readonly supervisorAt: (port: string) => Who | undefined
  /** The account of the demo's applicant sign-in, who has the first group. */
  readonly applicant: Who
  readonly face: (index: number, variant: number) => Promise<Face>
  /** The noons of the draws before it begins, and where an offer is looked up. */
  readonly draws: Pick<RequestPlan, 'noons' | 'offerOf'>
}

export type DemoActs = {
  readonly openings: readonly Step[]
  readonly lives: readonly Life[]
  /** When the places were opened. */
  readonly openedAt: Instant
  /** The clock marks those who did not come. */
  readonly closings: readonly Step[]
}

const daysAhead = 14
/** So near that places are open to pick: those of the last days were not drawn yet. */
const pickedDaysAhead = 10
/** Places were open before anybody picked. */
const openedDaysBefore = 13
const pickedHoursBefore = 26

/** Arrivals of today at each port, in this order as far as the number of groups reaches. */
const arrivalEndings: readonly ArrivalEnding[] = [
  'expected',
  'here',
  'excepted',
  'partly-here',
  'absent',
  'late',
  'walk-in',
  'referred',
  'not-excepted',
  'child-alone',
  'mixed',
  'expected',
  'excepted',
  'expected',
  'late',
]

/** Groups in the midst of the journey, beside those with an appointment. */
const journeyEndings: readonly Ending[] = [
  'registered',
  'attested',
  'photos-missing',
  'located',
  'photos-missing',
  'located',
]

export function demoActs(plan: DemoPlan): DemoActs {
  const { now, groups } = plan
  const seating = openSeating((port, day) => slotsOfDay(port, now, day))
  const plans = endingsOf(groups).map(({ ending, port }, index) => {
    const chance = chanceOf(`plan ${index + 1}`)
    const family = familyFor(index + 1, ending, now)
    const size = family.input.members.length
    const isToday = port !== undefined
    const at = port ?? chance.pick(demoPorts)
    const slot = slotFor()
    return planOf(plan, { family, ending, index, slot, port: at, isToday })

    function slotFor(): DemoSlot | undefined {
      if (ending === 'requested') return undefined
      if (isToday) return seating.seatToday(at, size, placesOf(ending, now))
      return seating.seat(at, 1 + chance.below(pickedDaysAhead), size, chance)
    }
  })
  return {
    openings: openingsOf(plan),
    openedAt: openedAtOf(now),
    lives: plans.map(lifeOf),
    closings: closingsOf(now),
  }
}

/** The places of the coming days; performed at every start, each day's key its own. */
export function openingsAhead(planner: Who, now: Instant, at = now): Step[] {
  return demoPorts.map((port) => {
    const today = dayOf(now, zoneOf(port))
    const days = [addDays(today, 1), addDays(today, daysAhead)] as const
    return opening(at, planner, port, days, ordinaryDay(port))
  })
}

function openedAtOf(now: Instant): Instant {
  return now - daysMs(openedDaysBefore)
}

function openingsOf({ now, planner }: DemoPlan): Step[] {
  const at = openedAtOf(now)
  const first = demoPorts.map((port) => {
    const today = dayOf(now, zoneOf(port))
    return opening(at, planner, port, [today, today], firstDay(port, now))
  })
  return [...first, ...openingsAhead(planner, now, at)]
}

function opening(
  at: Instant,
  planner: Who,
  port: string,
  [from, to]: readonly [string, string],
  times: readonly Opening[],
): Step {
  const input = {
    port: port as InputOf<'open-places'>['port'],
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    times: [...times],
    from,
    to,
    kind: 'general' as const,
  }
  return step(at, planner, 'open-places', input, `${port}-${from}`)
}

/** The clock's own round at the beginning of the demo: one act a slot whose grace is over. */
function closingsOf(now: Instant): Step[] {
  const clock: Who = { kind: 'clock', account: 'clock', ports: [] }
  return demoPorts
    .flatMap((port) => slotsOfDay(port, now, 0))
    .filter(({ startsAt }) => startsAt + hoursMs(2) <= now)
    .map(({ id }) => step(now, clock, 'mark-absent', { slot: id }, id))
}

type Planned = { readonly ending: Ending; readonly port?: string }

/**
 * Two fifths arrive today and an eighth is in the midst of it; of the others most come in the next
 * days, and the rest ask for places where there are none to pick.
 */
function endingsOf(groups: number): Planned[] {
  const arrivals = arrivalEndings
    .flatMap((ending) => demoPorts.map((port) => ({ ending, port })))
    .slice(0, Math.ceil(groups * 0.4))
  const midst = Array.from({ length: Math.floor(groups / 8) }, (_, index) => ({
    ending: journeyEndings[index % journeyEndings.length] ?? 'registered',
  }))
  const ahead = Math.max(0, groups - arrivals.length - midst.length)
  const asking = Math.floor(ahead * 0.4)
  const picked = Array.from(
    { length: ahead },
    (_, index): Planned => ({ ending: index < ahead - asking ? 'picked' : 'requested' }),
  )
  // The first is the applicant's own, with an appointment to look at.
  return [...picked.slice(0, 1), ...arrivals, ...midst, ...picked.slice(1)]
}

/** Which of today's slots suits somebody who arrives so. */
function placesOf(ending: Ending, now: Instant): (slot: DemoSlot) => boolean {
  if (ending === 'expected') return ({ startsAt }) => startsAt > now
  if (ending === 'absent') return ({ startsAt }) => startsAt + hoursMs(2) <= now
  if (ending === 'late') return ({ startsAt }) => startsAt < now && startsAt + hoursMs(2) > now
  return ({ startsAt }) => startsAt <= now
}

function familyFor(number: number, ending: Ending, now: Instant): Family {
  const year = new Date(now).getUTCFullYear()
  const needsTwo = ['partly-here', 'mixed', 'photos-missing'].includes(ending)
  const family = familyOf(number, year, needsTwo ? 2 : 1)
  if (ending === 'child-alone') return childAlone(family, year)
  // One traveler is in two groups: an officer and both families are told.
  if (number !== sharing) return family
  const shared = familyOf(sharing - 1, year).input.members[0]
  const [first, ...others] = family.input.members
  if (!shared || !first) return family
  return { ...family, input: { ...family.input, members: [shared, ...others] } }
}

const sharing = 5

/** The first person is sixteen, and nobody is with them. */
function childAlone(family: Family, year: number): Family {
  const { input, said, number } = family
  const birth = { year: year - 16, approximate: false }
  const members = input.members.slice(0, 1).map((member) => ({ ...member, birth }))
  return { number, input: { ...input, members }, said: said.slice(0, 1) }
}

type Seated = {
  readonly family: Family
  readonly ending: Ending
  readonly index: number
  readonly slot: DemoSlot | undefined
  readonly port: string
  readonly isToday: boolean
}

function planOf(plan: DemoPlan, seated: Seated): LifePlan {
  const { now, applicant, officerAt, supervisorAt, face } = plan
  const { family, ending, index, slot, port, isToday } = seated
  const supervisor = isToday ? supervisorAt(port) : undefined
  const pickedAt = now - hoursMs(pickedHoursBefore)
  const registeredAt = pickedAt - minutesMs(30) - hoursMs(chanceOf(`since ${index}`).below(280))
  const who: Who = { kind: 'applicant', account: `demo-applicant-${family.number}`, ports: [] }
  const hasFaces = isToday || index === 0 ? index % 3 === 0 : ending === 'photos-missing'
  return {
    family,
    ending,
    who: index === 0 ? applicant : who,
    registeredAt,
    locatedAt: pickedAt - minutesMs(5),
    pickedAt,
    ...(slot ? { slot } : {}),
    ...(ending === 'requested' ? askingOf(plan, index) : {}),
    ...(isToday && slot ? { desk: officerAt(port), ...timesOf(slot, family.number, now) } : {}),
    ...(supervisor ? { supervisor } : {}),
    ...(hasFaces ? { face } : {}),
  }
}

/** Asked on the days before the draws; located just before. */
function askingOf({ now, draws }: DemoPlan, index: number) {
  const [first = now] = draws.noons
  const chance = chanceOf(`asked ${index}`)
  const hours = chance.below(4) > 0 ? chance.below(19) : chance.below(3 * 24)
  const madeAt = Math.min(first - hoursMs(20) + hoursMs(hours), now - minutesMs(30))
  const locatedAt = madeAt - minutesMs(5)
  const registeredAt = locatedAt - hoursMs(1 + chanceOf(`since ${index}`).below(24 * 120))
  return { registeredAt, locatedAt, request: { ...draws, madeAt, now } }
}

/** Comes about when told to, and never after now or before the day itself. */
function timesOf(slot: DemoSlot, number: number, now: Instant) {
  const zone = zoneOf(slot.port)
  const isSameDay = (instant: Instant) => dayOf(instant, zone) === dayOf(slot.startsAt, zone)
  const wished = Math.min(slot.startsAt - minutesMs(10), now - minutesMs(12))
  const arrivedAt = [wished, now - minutesMs(2)].find(isSameDay) ?? now
  // Within the half hour that the display shows.
  const calledAt = Math.max(arrivedAt, now - minutesMs(1 + (number % 9)))
  return { arrivedAt, calledAt, determinedAt: Math.min(now, arrivedAt + minutesMs(11)) }
}

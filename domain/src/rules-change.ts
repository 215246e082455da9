// Changing the rules: one planner proposes other rules from a day on, another approves them. Every
// version is whole and comes after the one before it, so that what was in force on a day can be
// read off. A change takes two days at least: what a draw runs under is known before the first
// secret for it is committed. What changed is told by the names of the rules, before and after.

import type { Decision, Reason } from './decision.ts'
import { decide } from './decision.ts'
import { isStateCode, type StateCode } from './place.ts'
import type { Rules } from './programme.ts'
import { rulesAtLaunch } from './programme.ts'
import type { Day, Instant } from './time.ts'
import { addDays, dayOf, instantOf, isDay } from './time.ts'

/** [P5] The rules that planners change; the others are the house's own limits. */
export const proposable = [
  'horizonDays',
  'criteria',
  'pressing',
  'chances',
  'area',
  'locationValidHours',
  'settledLocationValidDays',
  'earlyMinutes',
  'graceMinutes',
  'offerHours',
  'requestDays',
  'troubleAnswerHours',
] as const satisfies readonly (keyof Rules)[]

/** As typed: a state is any three letters until it is looked up. */
export type ProposedRules = Omit<Pick<Rules, (typeof proposable)[number]>, 'area'> & {
  readonly area: Omit<Rules['area'], 'states' | 'wholeStates'> & {
    readonly states: readonly string[]
    readonly wholeStates: readonly string[]
  }
}

export type RulesProposal = {
  readonly version: string
  readonly inForceFrom: Day
  readonly rules: ProposedRules
}

export type ProposeRefusal =
  | 'proposal-open'
  | 'version-taken'
  | 'in-force-too-soon'
  | 'day-impossible'
  | 'rules-unchanged'
  | 'chances-too-many'
  | 'state-unknown'

/** The draw's public record takes so many lots a ticket (see `lot.ts`). */
const chancesAtMost = 1000
const noticeDays = 2

/**
 * The whole rules as they would be, with every reason why not. [P4] A version's name is new;
 * [P8] one proposal is open at a time.
 * @param versions all that were ever approved, in any order; at least one.
 */
export function proposeRules(
  { version, inForceFrom, rules: proposed }: RulesProposal,
  versions: readonly Rules[],
  isOpen: boolean,
  now: Instant,
): Decision<Rules, ProposeRefusal> {
  const reasons: Reason<ProposeRefusal>[] = []
  const last = lastOf(versions)
  if (isOpen) reasons.push({ name: 'proposal-open' })
  if (versions.some((one) => one.version === version)) reasons.push({ name: 'version-taken' })
  const isPossible = isDay(inForceFrom)
  if (!isPossible) reasons.push({ name: 'day-impossible', facts: { days: [inForceFrom] } })
  const earliest = earliestDay(last, now)
  if (isPossible && inForceFrom < earliest)
    reasons.push({ name: 'in-force-too-soon', facts: { earliest } })
  const after = isPossible ? beginOf(inForceFrom, last) : last.inForceFrom
  const body: Rules = { ...last, ...tidy(proposed), version, inForceFrom: after }
  if (changesBetween(last, body).length === 0) reasons.push({ name: 'rules-unchanged' }) // [P9]
  return decide([...reasons, ...reasonsAgainstFigures(proposed)], () => body)
}

export type ApproveRefusal = 'proposal-decided' | 'planner-same' | 'in-force-too-soon'

export type ApproveFacts = {
  readonly isDecided: boolean
  readonly isOwn: boolean
  readonly isApproved: boolean
  readonly inForceFrom: Instant
  readonly versions: readonly Rules[]
}

/** [P6] Another planner decides; [P7] in time, and what is too late can only be rejected. */
export function decideRules(facts: ApproveFacts, now: Instant): Decision<true, ApproveRefusal> {
  const reasons: Reason<ApproveRefusal>[] = []
  if (facts.isDecided) reasons.push({ name: 'proposal-decided' })
  // Who proposed may take it back, alone.
  if (facts.isOwn && facts.isApproved) reasons.push({ name: 'planner-same' })
  const last = lastOf(facts.versions)
  const earliest = earliestDay(last, now)
  const isTooSoon = facts.inForceFrom < beginOf(earliest, last)
  if (facts.isApproved && !facts.isDecided && isTooSoon)
    reasons.push({ name: 'in-force-too-soon', facts: { earliest } })
  return decide(reasons, () => true)
}

/** [P7] The first day from which other rules can hold: in two days, and after the version before. */
export function earliestDay(last: Rules, now: Instant): Day {
  const { zone } = last.draw
  const soonest = addDays(dayOf(now, zone), noticeDays)
  const next = addDays(dayOf(last.inForceFrom, zone), 1)
  return soonest > next ? soonest : next
}

/** [P7] Rules begin at midnight where the draw's noon is. */
function beginOf(day: Day, { draw }: Rules): Instant {
  return instantOf(day, '00:00', draw.zone)
}

/** The version in force latest; of none, the launch's. */
export function lastOf(versions: readonly Rules[]): Rules {
  return versions.reduce(
    (last, one) => (one.inForceFrom > last.inForceFrom ? one : last),
    versions[0] ?? rulesAtLaunch,
  )
}

/** What planners may change of these rules, as a form shows it. */
export function proposableOf(rules: Rules): Pick<Rules, (typeof proposable)[number]> {
  const { horizonDays, criteria, pressing, chances, area, locationValidHours } = rules
  const { settledLocationValidDays, earlyMinutes, graceMinutes, offerHours } = rules
  const { requestDays, troubleAnswerHours } = rules
  return {
    ...{ horizonDays, criteria, pressing, chances, area, locationValidHours },
    ...{ settledLocationValidDays, earlyMinutes, graceMinutes, offerHours },
    ...{ requestDays, troubleAnswerHours },
  }
}

export type RuleChange = { readonly rule: string; readonly before: string; readonly after: string }

/**
 * [P11] What differs between two versions, by the names of the rules (`chances.need`), in the order
 * of the rules. Values are told as JSON; nothing, where a rule was not there.
 */
export function changesBetween(before: Rules, after: Rules): readonly RuleChange[] {
  const [was, is] = [told(before), told(after)]
  const names = [...new Set([...is.keys(), ...was.keys()])]
  return names
    .map((rule) => ({ rule, before: was.get(rule) ?? '', after: is.get(rule) ?? '' }))
    .filter((one) => one.before !== one.after)
}

/** [P12] Rules as they were kept, with what was not a rule then as it is at launch. */
export function wholeRules(kept: Partial<Rules>): Rules {
  return {
    ...rulesAtLaunch,
    ...kept,
    chances: { ...rulesAtLaunch.chances, ...kept.chances },
    area: { ...rulesAtLaunch.area, ...kept.area },
    draw: { ...rulesAtLaunch.draw, ...kept.draw },
  }
}

function reasonsAgainstFigures({ chances, area }: ProposedRules): Reason<ProposeRefusal>[] {
  const reasons: Reason<ProposeRefusal>[] = []
  const most = chances.base + chances.need + chances.wait * chances.waitLimit
  if (most > chancesAtMost)
    reasons.push({ name: 'chances-too-many', facts: { most, limit: chancesAtMost } }) // [P10]
  const unknown = [...area.states, ...area.wholeStates].filter((code) => !isStateCode(code))
  if (unknown.length > 0) reasons.push({ name: 'state-unknown', facts: { states: unknown } })
  return reasons
}

/** Lists without repeats and in one order, so that only what differs is a change. */
function tidy(proposed: ProposedRules): Pick<Rules, (typeof proposable)[number]> {
  const { criteria, pressing, area } = proposed
  const states = (codes: readonly string[]): readonly StateCode[] =>
    [...new Set(codes)].filter(isStateCode).sort()
  return {
    ...proposed,
    criteria: inOrder(criteria, rulesAtLaunch.criteria),
    pressing: inOrder(pressing, [...rulesAtLaunch.pressing, ...rulesAtLaunch.criteria]),
    area: { ...area, states: states(area.states), wholeStates: states(area.wholeStates) },
  }
}

function inOrder<T>(some: readonly T[], order: readonly T[]): readonly T[] {
  return [...new Set(order)].filter((one) => some.includes(one))
}

function told(rules: Rules): Map<string, string> {
  const { version: _, inForceFrom: __, ...content } = rules
  const lines = Object.entries(content).flatMap(([name, value]) => {
    if (typeof value !== 'object' || Array.isArray(value))
      return [[name, JSON.stringify(value)] as const]
    return Object.entries(value).map(
      ([part, one]) => [`${name}.${part}`, JSON.stringify(one)] as const,
    )
  })
  return new Map(lines)
}

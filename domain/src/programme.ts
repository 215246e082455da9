// The programme's rules in force, as versioned data: how far ahead one may book, who may, what
// counts as pressing, how many lots a ticket gets, where one must be. A rule that is a number
// stands here and nowhere else, so that it can be published, proposed and changed by date.
// Ids of versions go into the draw's public record and so match [A-Za-z0-9 ._-]{1,60}.

import type { StateCode } from './place.ts'
import { stateCodes } from './place.ts'
import type { Instant, WallTime, Zone } from './time.ts'

/** [P2] The seven criteria of the programme as launched on 12 January 2023. */
export const criteria = [
  'illness',
  'disability',
  'pregnancy',
  'no-safe-housing',
  'under-21',
  'over-70',
  'threatened',
] as const

export type Criterion = (typeof criteria)[number]
/** Follow from the birth date and are never asked. */
export type DerivedCriterion = 'under-21' | 'over-70'
/** What people are asked; what follows from the birth date is left out. */
export type AskedCriterion = Exclude<Criterion, DerivedCriterion>
/** What can raise the chances in a draw: a criterion, or a small child in the group. */
export type Pressing = Criterion | 'child-under-5'

export type Rules = {
  /** [P3] Goes into the draw's public record. */
  readonly version: string
  readonly inForceFrom: Instant
  /** [S4] A slot can be picked until this many calendar days ahead. */
  readonly horizonDays: number
  /** [G1] Members of one group at most. */
  readonly membersLimit: number
  /** [S7] A slot is opened with at least as many places as the largest group has members. */
  readonly slotPlacesMinimum: number
  /** [S8] A typing error, not a plan, opens more places than this in one slot. */
  readonly slotPlacesLimit: number
  /** [S9] One opening covers at most so many days, so that a mistake stays small. */
  readonly openRangeDaysLimit: number
  /** [G5] Nobody is known to have lived longer than 122 years. */
  readonly ageLimitYears: number
  /** [G3] Characters of one name. */
  readonly nameLengthLimit: number
  readonly criteria: readonly Criterion[]
  readonly pressing: readonly Pressing[]
  readonly underAge: number
  readonly overAge: number
  readonly smallChildAge: number
  /** Lots of a ticket: base + need × pressing + wait × whole 30-day periods, up to the limit. */
  readonly chances: {
    readonly base: number
    readonly need: number
    readonly wait: number
    readonly waitLimit: number
  }
  readonly area: {
    /** States that count where they lie north of `southernLatitude`. */
    readonly states: readonly StateCode[]
    /** States that count wherever in them one is. */
    readonly wholeStates: readonly StateCode[]
    readonly southernLatitude: number
    readonly doubtKm: number
    readonly accuracyLimitKm: number
  }
  /** [L7] How long a confirmed location serves for picking. */
  readonly locationValidHours: number
  /** [L8] How long a supervisor's verdict serves. */
  readonly settledLocationValidDays: number
  /** [R1] On time: from so long before the start … */
  readonly earlyMinutes: number
  /** [R6] … until so long after it; then the clock marks those who did not come. */
  readonly graceMinutes: number
  /** [O1] An offer made by the draw stands so long. */
  readonly offerHours: number
  /** [Q4] A request without a sign of life ends after so many days … */
  readonly requestDays: number
  /** … and its group is reminded so many days before. */
  readonly reminderDays: readonly number[]
  /** [S16] From today on so many days are too near for a draw. */
  readonly urgentDays: number
  /** [U2] A supervisor answers trouble and appeals within so many hours. */
  readonly troubleAnswerHours: number
  /** [U3] Trouble can be reported until so many days after the start. */
  readonly troubleReportDays: number
  /** The day's draw: when on which wall clock entries freeze, and how custodians reveal. */
  readonly draw: {
    readonly time: WallTime
    readonly zone: Zone
    /** Commitments close so long before the freeze. */
    readonly commitHours: number
    /** Secrets are due so long after the freeze. */
    readonly revealMinutes: number
    readonly custodiansMinimum: number
  }
  /** Tries a code a day at *check an appointment*, before proof of work is asked. */
  readonly checkTriesADay: number
  /** A take-over by recovery code waits so long while an appointment stands. */
  readonly recoveryWaitHours: number
}

/** South of the 19th parallel with all their land, so none of it counted at launch. */
const southernStates: readonly StateCode[] = ['CHP', 'GRO', 'OAX', 'TAB']

/** The rules of 12 January 2023, and our own choices where they were silent. */
export const rulesAtLaunch: Rules = {
  version: '1',
  inForceFrom: Date.UTC(2023, 0, 12),
  horizonDays: 14,
  membersLimit: 20,
  slotPlacesMinimum: 20,
  slotPlacesLimit: 200_000,
  openRangeDaysLimit: 92,
  ageLimitYears: 130,
  nameLengthLimit: 100,
  criteria,
  pressing: ['illness', 'disability', 'pregnancy', 'over-70', 'child-under-5'],
  underAge: 21,
  overAge: 70,
  smallChildAge: 5,
  chances: { base: 1, need: 2, wait: 1, waitLimit: 12 },
  area: {
    states: stateCodes.filter((code) => !southernStates.includes(code)),
    wholeStates: [],
    southernLatitude: 19,
    doubtKm: 10,
    accuracyLimitKm: 50,
  },
  // A week: places appear daily, and a family that waits for one should not have to prove every
  // morning where it is. Asking every single day was among what the first system did worst.
  locationValidHours: 7 * 24,
  settledLocationValidDays: 30,
  earlyMinutes: 60,
  // Two hours: queues, a closed bridge or a frightened detour take more than a quarter of an
  // hour, lateness must cost nothing, and the same day's count still closes on the same day.
  // Being marked absent ends nothing either: an officer undoes it.
  graceMinutes: 120,
  offerHours: 23,
  requestDays: 180,
  reminderDays: [30, 7],
  urgentDays: 3,
  troubleAnswerHours: 12,
  troubleReportDays: 14,
  draw: {
    time: '12:00',
    zone: 'America/New_York',
    commitHours: 24,
    revealMinutes: 30,
    custodiansMinimum: 2,
  },
  checkTriesADay: 10,
  recoveryWaitHours: 24,
}

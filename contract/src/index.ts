// The one list of all acts and asks. Pages, outbox, routes, acts, tests, records and metrics use
// these names; `grep -r pick-slot` prints the whole walk.

import type { Static } from 'typebox'
import { applicantActs, applicantAsks } from './applicant.ts'
import { deskActs, deskAsks } from './desk.ts'
import { criteriaAsks, deskSupervisorActs, deskSupervisorAsks } from './desk-supervisor.ts'
import { drawActs, drawAsks } from './draw.ts'
import { officerActs, officerAsks } from './officer.ts'
import { placesActs, placesAsks } from './places.ts'
import { plannerActs, plannerAsks } from './planner.ts'
import { programmeActs } from './programme.ts'
import { publicActs, publicAsks } from './public.ts'
import { supervisorActs, supervisorAsks } from './supervisor.ts'

export const acts = {
  ...publicActs,
  ...applicantActs,
  ...placesActs,
  ...officerActs,
  ...deskActs,
  ...supervisorActs,
  ...deskSupervisorActs,
  ...plannerActs,
  ...drawActs,
  ...programmeActs,
} as const

export const asks = {
  ...publicAsks,
  ...applicantAsks,
  ...placesAsks,
  ...officerAsks,
  ...deskAsks,
  ...supervisorAsks,
  ...deskSupervisorAsks,
  ...criteriaAsks,
  ...plannerAsks,
  ...drawAsks,
} as const

export type Acts = typeof acts
export type ActName = keyof Acts
export type InputOf<N extends ActName> = Static<Acts[N]['input']>
export type AnswerOf<N extends ActName> = Static<Acts[N]['answer']>
export type RefusalOf<N extends ActName> = Acts[N]['refusals'][number]

export type Asks = typeof asks
export type AskName = keyof Asks
export type QueryOf<N extends AskName> = Static<Asks[N]['query']>
export type AskAnswerOf<N extends AskName> = Static<Asks[N]['answer']>
export type AskRefusalOf<N extends AskName> = Asks[N]['refusals'][number]

export type { ActContract, ActorKind, AskContract } from './act.ts'

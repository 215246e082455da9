// [R22] What a step at the desk notes into its record, from what the act knows of the arrival.

import { type DeskStep, deskStep } from '@garita/domain/desk-step'
import type { Instant } from '@garita/domain/time'
import type { ArrivalFacts } from './arrival-facts.ts'

type StepFacts = Pick<ArrivalFacts, 'port' | 'presences'>

/** A step about one person: from that person's check-in, if they have come. */
export function stepOf({ port, presences }: StepFacts, member: string, at: Instant): DeskStep {
  return deskStep(port.code, presences.get(member)?.presentAt, at)
}

/** A step about the whole group: from its first check-in, if anybody has come. */
export function groupStepOf({ port, presences }: StepFacts, at: Instant): DeskStep {
  const came = [...presences.values()].map((one) => one.presentAt)
  return deskStep(port.code, came.length > 0 ? Math.min(...came) : null, at)
}

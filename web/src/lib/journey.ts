// How a group's way is told: where it stands in one headline, and the steps with the state of each.

import { isStateCode, stateNames } from '@garita/domain/place'
import type { GroupSummary } from './which-group.ts'

/** What the largest letters say. Beside the next step there are the turns that one can take. */
export type Head =
  | 'attest'
  | 'add-photo'
  | 'confirm-location'
  | 'location-stale'
  | 'location-out'
  | 'pick-slot'
  | 'await-draw'
  | 'accept-offer'
  | 'pass'
  | 'displaced'
  | 'arrived'
  | 'done'
  | 'waiting'

export function headOf(group: GroupSummary): Head {
  if (group.opensAt !== null) return 'waiting'
  const { next, location, appointment, offer } = group
  // An offer has an end: whatever else is missing is told on its page.
  if (offer) return 'accept-offer'
  if (appointment?.state === 'displaced') return 'displaced'
  if (next !== 'confirm-location' || !location) return next
  if (location.verdict === 'out') return 'location-out'
  return location.stale ? 'location-stale' : next
}

/** The pages that belong to the steps, in their order; who travels is corrected on a page of its own. */
export const stepPages = {
  people: 'correct-group',
  attest: 'attest',
  'add-photo': 'add-photo',
  'confirm-location': 'confirm-location',
  'pick-slot': 'pick-slot',
} as const

export type StepName = keyof typeof stepPages
export type StepState = 'done' | 'next' | 'todo'

const stepNames = ['people', 'attest', 'add-photo', 'confirm-location', 'pick-slot'] as const

/**
 * The steps with their states. What was done counts as done whatever its order; a location that is stale or outside
 * does not, until there is an appointment.
 */
export function stepsOf(group: GroupSummary): { name: StepName; state: StepState }[] {
  return stepNames.map((name) => {
    if (isDone(group, name)) return { name, state: 'done' }
    const isLost = name === 'pick-slot' && group.appointment?.state === 'displaced'
    return { name, state: isLost || stepOf(group.next) === name ? 'next' : 'todo' }
  })
}

/** Waiting for the draw and answering an offer are ways of the one step in which places are found. */
function stepOf(next: GroupSummary['next']): GroupSummary['next'] {
  return next === 'await-draw' || next === 'accept-offer' ? 'pick-slot' : next
}

/** The first traveler for whom neither a photo was sent nor the port was asked to take it. */
export function firstWithoutPhoto(
  group: GroupSummary,
): GroupSummary['members'][number] | undefined {
  return group.members.find(({ photo }) => photo === 'missing')
}

export function photosDecided(group: GroupSummary): number {
  return group.members.filter(({ photo }) => photo !== 'missing').length
}

/** The state's name where the code is one. */
export function stateName(code: string | null): string | undefined {
  return code !== null && isStateCode(code) ? stateNames[code] : undefined
}

/** Whether an appointment stands or was kept: what lapsed since costs nobody their places. */
function isPlaced({ next }: GroupSummary): boolean {
  return next === 'pass' || next === 'arrived' || next === 'done'
}

function isDone(group: GroupSummary, name: StepName): boolean {
  if (name === 'pick-slot' && group.appointment?.state === 'displaced') return false
  if (name === 'people' || isPlaced(group)) return true
  if (name === 'attest') return group.attestedAt !== null
  if (name === 'add-photo') return photosDecided(group) === group.members.length
  const { location } = group
  return name === 'confirm-location' && !!location && !location.stale && location.verdict !== 'out'
}

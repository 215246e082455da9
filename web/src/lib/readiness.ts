// What a group may do next about places, from what its home page knows of it.

import type { GroupSummary } from './which-group.ts'

/** A step without which no places can be taken, asked for or accepted; named as its page. */
export type Lack = 'attest' | 'add-photo' | 'confirm-location'

/** Everything that is still to be done before places, in the order of the journey. */
export function lacksOf(group: GroupSummary): Lack[] {
  const { attestedAt, members, location } = group
  const isLocated = location !== null && !location.stale && location.verdict !== 'out'
  return [
    ...(attestedAt === null ? (['attest'] as const) : []),
    ...(members.some(({ photo }) => photo === 'missing') ? (['add-photo'] as const) : []),
    ...(isLocated ? [] : (['confirm-location'] as const)),
  ]
}

/** Whether a group can ask for a draw: it asked already, it has an appointment to come to, or it may. */
export function askingOf({ request, appointment }: GroupSummary): 'asked' | 'placed' | 'free' {
  if (request) return 'asked'
  const state = appointment?.state
  const isPlaced = state === 'standing' || state === 'arrived' || state === 'done'
  return isPlaced ? 'placed' : 'free'
}

/** Pages that confirming where one is may lead on to, by name in the address; none leads elsewhere. */
const after = ['make-request', 'change-appointment', 'accept-offer', 'pick-slot'] as const

/**
 * Where the way goes on once it is known where the group is: the page that sent it here, else an offer that waits,
 * an appointment that the port took away, a request that stands, or picking.
 */
export function pageAfterLocation(group: GroupSummary, named: string | null): string {
  const then = after.find((page) => page === named)
  if (then) return then
  if (group.offer) return 'accept-offer'
  if (group.appointment?.state === 'displaced') return 'change-appointment'
  return group.request || group.appointment?.state === 'standing' ? 'journey' : 'pick-slot'
}

// Asks for places at ports in the group's own order. Made once it stands, and has a ticket in every
// draw until it is won, withdrawn, or ends for want of a sign of life. Performed together: a
// morning's requests are read and written as sets.

import { canPick } from '@garita/domain/appointment'
import { decide, type Reason, refused } from '@garita/domain/decision'
import { nextDraw } from '@garita/domain/draw'
import { checkPorts, requestExpiresAt } from '@garita/domain/request'
import { act, type BatchContext, type Call, type DecisionOf } from '../../act.ts'
import { insertRequests } from '../../store/requests.ts'
import { isEndedBySharing } from '../../store/shared-travelers.ts'
import { findStandings, type Standing } from '../../store/standings.ts'
import { findSuspension } from '../../store/suspensions.ts'
import { isSuspendedNow } from '../suspended.ts'
import { pickFactsOf } from './pick-facts.ts'

type Made = DecisionOf<'make-request'>
type RequestCall = Call<'make-request'>
type Refusal = Extract<Made, { ok: false }>['reasons'][number]['name']

export default act(
  'make-request',
  async ({ tx, now, rules, world, who, group }, input) => {
    const [decision] = await requestTogether({ tx, now, rules, world }, [{ who, input, group }])
    return decision ?? refused('group-unknown')
  },
  requestTogether,
)

async function requestTogether(
  context: BatchContext,
  calls: readonly RequestCall[],
): Promise<readonly Made[]> {
  const { tx, now, rules, world } = context
  const groups = calls.map(({ group }) => group.id)
  const standings = await findStandings(tx, groups)
  const ended = await isEndedBySharing(tx, groups)
  const isSuspended = isSuspendedNow(await findSuspension(tx), now, rules)
  const draw = nextDraw(now, rules)
  const expiresAt = requestExpiresAt({ aliveAt: now }, rules)
  const decisions = calls.map((call): Made => {
    const reasons: Reason<Refusal>[] = reasonsAgainst(context, call, standings)
    if (ended.has(call.group.id)) reasons.push({ name: 'traveler-in-other-group' }) // [Q8]
    if (isSuspended) reasons.push({ name: 'programme-suspended' }) // [Q12]
    return decide(reasons, () => ({ request: world.newId(), draw, expiresAt }))
  })
  const rows = calls.flatMap(({ group, input }, index) => {
    const decision = decisions[index]
    if (!decision?.ok) return []
    const { ports, ruledOut } = input
    const id = decision.value.request
    return [{ id, groupId: group.id, ports, ruledOut, madeAt: now, aliveAt: now }]
  })
  await insertRequests(tx, rows)
  return decisions
}

function reasonsAgainst(
  { now, rules }: BatchContext,
  { group, input }: RequestCall,
  standings: ReadonlyMap<string, Standing>,
): Reason<Refusal>[] {
  const standing = standings.get(group.id)
  const reasons: Reason<Refusal>[] = []
  if (standing?.offer)
    reasons.push({ name: 'offer-open' }) // [O6]
  else if (standing?.request) reasons.push({ name: 'request-standing' }) // [Q1]
  // [Q13] Who was displaced has no place, and may ask like everybody else.
  const isPlaced = Boolean(standing?.appointment) && standing?.appointmentState !== 'displaced'
  const fit = canPick(pickFactsOf(group, isPlaced), now, rules)
  const wished = checkPorts(input)
  return [...reasons, ...(fit.ok ? [] : fit.reasons), ...(wished.ok ? [] : wished.reasons)]
}

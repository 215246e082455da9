// Plans a port's places over dates. It adds and never takes away: what is there stays as it is, and
// the planner hears how much of it differs from the plan.

import { allowed } from '@garita/domain/decision'
import { comparePlan, planPlaces } from '@garita/domain/plan'
import { portOf } from '@garita/domain/port'
import type { Weekday } from '@garita/domain/time'
import { act } from '../../act.ts'
import { findSlots } from '../../store/slots.ts'
import { againstSuspension, openSlots } from './opening.ts'

export default act('plan-places', async (context, input) => {
  const { tx, now, rules } = context
  const port = portOf(input.port)
  if (!port) throw new RangeError(`the contract let port ${input.port} pass`)
  const templates = input.templates.map((one) => ({
    ...one,
    weekdays: one.weekdays as Weekday[],
  }))
  const decision = planPlaces({ ...input, templates }, port, now, rules)
  if (!decision.ok) return decision
  const running = await againstSuspension(tx, [input.to])
  if (!running.ok) return running
  const there = await findSlots(tx, port.code, input.from, input.to)
  const why = { kind: 'planned', reason: input.reason } as const
  const { opened, places } = await openSlots(context, port, decision.value, why)
  return allowed({ opened, places, ...comparePlan(decision.value, there, now) })
})

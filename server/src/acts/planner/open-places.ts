// Opens slots at a port from a weekday template. Slots that are there already stay as they are, so
// that the same template can be opened again over a longer range.

import { allowed } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import { openPlaces } from '@garita/domain/slot'
import type { Weekday } from '@garita/domain/time'
import { act } from '../../act.ts'
import { againstSuspension, openSlots } from './opening.ts'

export default act('open-places', async (context, input) => {
  const { tx, now, rules } = context
  const port = portOf(input.port)
  if (!port) throw new RangeError(`the contract let port ${input.port} pass`)
  const template = { weekdays: input.weekdays as Weekday[], times: input.times }
  const decision = openPlaces(template, port, input.from, input.to, now, rules)
  if (!decision.ok) return decision
  const running = await againstSuspension(tx, [input.to])
  if (!running.ok) return running
  const slots = decision.value.map((slot) => ({ ...slot, kind: input.kind }))
  const why = { kind: 'opened', reason: input.reason ?? '' } as const
  const { opened, places } = await openSlots(context, port, slots, why)
  return allowed({ opened, places, kept: slots.length - opened })
})

// Opens slots at a port from a weekday template. Slots that are there already stay as they are, so
// that the same template can be opened again over a longer range.

import { allowed } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import { openPlaces } from '@garita/domain/slot'
import { slotIdOf } from '@garita/domain/slot-id'
import type { Weekday } from '@garita/domain/time'
import { act } from '../../act.ts'
import { insertSlots } from '../../store/slots.ts'

export default act('open-places', async ({ tx, now, rules }, input) => {
  const port = portOf(input.port)
  if (!port) throw new RangeError(`the contract let port ${input.port} pass`)
  const template = { weekdays: input.weekdays as Weekday[], times: input.times }
  const decision = openPlaces(template, port, input.from, input.to, now, rules)
  if (!decision.ok) return decision
  const slots = decision.value.map((slot) => ({ ...slot, kind: input.kind }))
  const rows = slots.map((slot) => ({ ...slot, id: slotIdOf(slot) }))
  const opened = await insertSlots(tx, rows, now)
  const places = rows
    .filter((row) => opened.has(row.id))
    .reduce((total, row) => total + row.places, 0)
  return allowed({ opened: opened.size, places, kept: rows.length - opened.size })
})

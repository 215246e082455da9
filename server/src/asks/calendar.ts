// Every slot of a port between two days, for the month and the day that planners and supervisors see.

import type { AskAnswerOf } from '@garita/contract'
import { decide, refused } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import type { Slot } from '@garita/domain/slot'
import { dayOf, daysBetween, isDay, wallTimeOf } from '@garita/domain/time'
import { ask } from '../ask.ts'
import { countHolders, findFrozenPlaces } from '../store/closures.ts'
import { findChangesOfDays } from '../store/place-changes.ts'
import { findSlots } from '../store/slots.ts'
import { mayShape } from '../works-at.ts'

type Shown = AskAnswerOf<'calendar'>['slots'][number]

/** Two months, so that a month’s view holds whole weeks. */
const daysLimit = 62
const changesLimit = 500

export default ask('calendar', async ({ db, now, who }, query) => {
  const port = portOf(query.port)
  // [H1]
  if (!port || !mayShape(who, port.code)) return refused('port-not-mine')
  const { from, to } = query
  const range = checkRange(from, to)
  if (!range.ok) return range
  const slots = await findSlots(db, port.code, from, to)
  const holders = await countHolders(
    db,
    slots.map((slot) => slot.id),
  )
  const frozen = await findFrozenPlaces(db)
  const changes = await findChangesOfDays(db, port.code, from, to, changesLimit)
  const shown = slots.map((slot) => ({
    ...shownOf(slot, port.zone),
    groups: holders.get(slot.id) ?? 0,
    inDraw: frozen.has(slot.id),
  }))
  return decide([], () => ({
    now,
    today: dayOf(now, port.zone),
    slots: shown,
    changes: changes.map((row) => ({
      ...{ at: row.at, day: row.day, slot: row.slotId, kind: row.kind, reason: row.reason },
      ...{ before: row.placesBefore, after: row.placesAfter },
    })),
  }))
})

/** [H14] Days that exist, forwards, and not more than two months of them. */
function checkRange(from: string, to: string) {
  const impossible = [from, to].filter((day) => !isDay(day))
  if (impossible.length > 0) return refused('day-impossible', { days: impossible })
  if (to < from) return refused('range-backwards')
  if (daysBetween(from, to) >= daysLimit) return refused('range-too-long', { limit: daysLimit })
  return decide([], () => true)
}

function shownOf(slot: Slot, zone: string): Omit<Shown, 'groups' | 'inDraw'> {
  const { id, startsAt, kind, places, taken, waiting, urgent, closedAt } = slot
  return {
    ...{ slot: id, startsAt, kind, places, taken, waiting, urgent, closedAt },
    day: dayOf(startsAt, zone),
    time: wallTimeOf(startsAt, zone),
  }
}

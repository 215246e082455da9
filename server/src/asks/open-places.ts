// Open and given places, for everybody. Answered to the web from memory (http/open-places-memory).

import type { AskAnswerOf } from '@garita/contract'
import { allowed } from '@garita/domain/decision'
import { ports } from '@garita/domain/port'
import type { Rules } from '@garita/domain/programme'
import { isOpen, lastDayToPick, placesLeft, type Slot } from '@garita/domain/slot'
import { tallyPlaces } from '@garita/domain/tally'
import { dayOf, type Instant } from '@garita/domain/time'
import type { Kysely } from 'kysely'
import { ask } from '../ask.ts'
import type { Tables } from '../database/tables.ts'
import { findSlotsOfDays } from '../store/public-places.ts'

export type OpenPlaces = AskAnswerOf<'open-places'>
type PortCode = OpenPlaces['days'][number]['port']

export default ask('open-places', async ({ db, now, rules }, { port }) => {
  return allowed(placesOf(await readPlaces(db, now, rules), now, rules, port))
})

/** Every slot that somebody could see now: from today to the last day to pick, at each port. */
export async function readPlaces(
  db: Kysely<Tables>,
  now: Instant,
  rules: Rules,
): Promise<readonly Slot[]> {
  const spans = ports.map(({ code, zone }) => ({
    port: code,
    from: dayOf(now, zone),
    to: lastDayToPick(zone, now, rules),
  }))
  return await findSlotsOfDays(db, spans)
}

/** The public's view: days of all ports, or the days and slots of one. */
export function placesOf(
  all: readonly Slot[],
  now: Instant,
  rules: Rules,
  port?: string,
): OpenPlaces {
  const slots = port ? all.filter((slot) => slot.port === port) : all
  const days = tallyPlaces(slots, ports, now, rules)
  return {
    asOf: now,
    rules: rules.version,
    // The constraint `slot_is_at_a_port` holds it.
    days: days.map((day) => ({ ...day, port: day.port as PortCode })),
    slots: port ? slots.map((slot) => slotOf(slot, now, rules)) : [],
  }
}

function slotOf(slot: Slot, now: Instant, rules: Rules): OpenPlaces['slots'][number] {
  const { id, startsAt, places, kind } = slot
  const isClosed = slot.closedAt !== null
  return {
    slot: id,
    startsAt,
    places,
    left: placesLeft(slot),
    waiting: isClosed ? 0 : slot.waiting,
    urgent: isClosed ? 0 : slot.urgent,
    kind,
    open: isOpen(slot, now, rules),
  }
}

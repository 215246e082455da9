// The demo's past draws: at each noon before it begins the clock releases places, and at the last
// three there were custodians, so that real draws were frozen, revealed and run. All of it by the
// clock's and the custodians' own lines, at the seed's own time.

import { drawFreezesAt, latestDraw } from '@garita/domain/draw'
import type { Rules } from '@garita/domain/programme'
import { addDays, hoursMs, type Instant, minutesMs } from '@garita/domain/time'
import { clockAct, endOffers } from '../src/clock/due.ts'
import { openDraws } from '../src/clock/due-draws.ts'
import { lookAsOffices, type OfficesPlace } from '../src/demo/custodians.ts'
import type { World } from '../src/world.ts'
import type { Life, Step } from './steps.ts'

export type PastPlace = OfficesPlace & { readonly world: World }

const drawsBefore = 3
/** A noon of a moment ago is the running clock's. */
const settledAfter = minutesMs(15)

/** The noons of the demo's past draws, the oldest first. */
export function pastNoons(now: Instant, rules: Rules): Instant[] {
  const last = latestDraw(now - settledAfter, rules)
  return Array.from({ length: drawsBefore }, (_, index) =>
    drawFreezesAt(addDays(last, index + 1 - drawsBefore), rules),
  )
}

/**
 * What clock and custodians did from the day on which places were opened until the demo begins.
 * @param openedAt when that was.
 */
export function* pastDraws(place: PastPlace, openedAt: Instant, now: Instant): Life {
  const rules = place.world.rulesAt(now)
  const draws = openDraws()
  const act = clockAct(place.perform, () => false)
  const tick = async () => {
    const due = { world: place.world, now: place.world.now(), act }
    await endOffers(due)
    await draws.due(due)
  }
  const [first = now] = pastNoons(now, rules)
  const commitsAt = first - hoursMs(rules.draw.commitHours + 1)
  const commitment: Step = { at: commitsAt, doing: () => lookAsOffices(place) }
  const steps = ticksOf(openedAt, now, rules).map((at): Step => ({ at, doing: tick }))
  const reveals = pastNoons(now, rules).map(
    (noon): Step => ({ at: noon + minutesMs(2), doing: () => lookAsOffices(place) }),
  )
  const all = [commitment, ...steps, ...reveals].filter(({ at }) => at <= now)
  yield* all.sort((a, b) => a.at - b.at)
}

/**
 * A tick at each noon; where there was a draw, one once secrets are in, and before the next one when
 * its offers end.
 */
function ticksOf(from: Instant, to: Instant, rules: Rules): Instant[] {
  const [oldest, newest] = [latestDraw(from, rules), latestDraw(to - settledAfter, rules)]
  const drawn = pastNoons(to, rules)
  const ticks: Instant[] = []
  for (let draw = addDays(oldest, 1); draw <= newest; draw = addDays(draw, 1)) {
    const noon = drawFreezesAt(draw, rules)
    ticks.push(noon)
    if (!drawn.includes(noon)) continue
    if (noon !== drawn[0]) ticks.push(noon - minutesMs(50))
    ticks.push(noon + minutesMs(3))
  }
  return ticks
}

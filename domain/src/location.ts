// Where a group is, judged once and kept as a verdict: never as coordinates. The programme's area
// is Mexico north of a parallel (and whole states that the rules name). Boundaries on maps are
// coarse at the very places where most people stand, on the border, and phones err; so who is a
// little outside is a doubt and goes on like one who is in. Who has no fix names a state.
// Being out refuses picking, asking and accepting, never registering.

import type { StateCode } from './place.ts'
import { isStateCode } from './place.ts'
import type { Position } from './port.ts'
import { distanceKm, radians } from './port.ts'
import type { Rules } from './programme.ts'
import type { Instant } from './time.ts'
import { daysMs, hoursMs } from './time.ts'

/** What a phone reports; the radius is that of 95 % confidence. */
export type Fix = Position & { readonly accuracyMeters: number }

/** A closed line of [longitude, latitude]; where rings overlap, an even number of them is outside. */
export type Ring = readonly (readonly number[])[]

/** State polygons. */
export type Area = {
  readonly states: readonly { readonly code: StateCode; readonly rings: readonly Ring[] }[]
}

/** State polygons as kept in a file: longitude, latitude, then steps to the next, in units. */
export type PackedArea = {
  readonly unitDegrees: number
  readonly states: readonly {
    readonly code: string
    readonly rings: readonly (readonly number[])[]
  }[]
}

export type Verdict = 'in' | 'doubt' | 'out' | 'no-fix' | 'stated'

export type Located = {
  readonly verdict: Verdict
  /** The state one is in, else (for a doubt) the nearest that counts, else null. */
  readonly state: StateCode | null
}

/** The polygons of a file such as `server/data/area.json`. Throws on a state that Mexico lacks. */
export function unpackArea({ unitDegrees, states }: PackedArea): Area {
  return {
    states: states.map(({ code, rings }) => {
      if (!isStateCode(code)) throw new RangeError(`no state ${code}`)
      return { code, rings: rings.map((steps) => unpackRing(steps, unitDegrees)) }
    }),
  }
}

/** The verdict on a phone's report. */
export function verdictOf(fix: Fix, area: Area, rules: Rules): Located {
  const accuracyKm = fix.accuracyMeters / 1000
  const isFix = accuracyKm >= 0 && accuracyKm <= rules.area.accuracyLimitKm // [L3]
  if (!isFix) return { verdict: 'no-fix', state: null }
  const here = area.states.find(({ rings }) => isInside(fix, rings))?.code ?? null
  if (here && isCounted(here, fix.latitude, rules)) return { verdict: 'in', state: here } // [L1]
  const nearest = nearestCounted(fix, area, rules)
  if (nearest.km <= rules.area.doubtKm + accuracyKm)
    return { verdict: 'doubt', state: here ?? nearest.code } // [L2]
  return { verdict: 'out', state: here }
}

/**
 * [L4] The verdict on naming a state where there is no fix: `stated` where any of the state
 * counts, `out` where none does.
 */
export function statedVerdict(state: StateCode, rules: Rules): Located {
  const counts = [...rules.area.states, ...rules.area.wholeStates].includes(state)
  return { verdict: counts ? 'stated' : 'out', state }
}

/** [L5] Whether one may pick, ask and accept with this verdict. */
export function canGoOn(verdict: Verdict): boolean {
  return verdict === 'in' || verdict === 'doubt' || verdict === 'stated'
}

/** A verdict that is kept. `settled` is one that a supervisor gave on appeal. */
export type Confirmation = {
  readonly verdict: Verdict
  readonly confirmedAt: Instant
  readonly settled: boolean
}

/** [L7] A confirmation serves a week, [L8] a supervisor's verdict thirty days. */
export function isStale(confirmation: Confirmation, now: Instant, rules: Rules): boolean {
  const serves = confirmation.settled
    ? daysMs(rules.settledLocationValidDays)
    : hoursMs(rules.locationValidHours)
  return now >= confirmation.confirmedAt + serves
}

/**
 * [L8] What a phone reports never takes a supervisor's "in" away while that stands: it was given
 * because phones err there. Anything else is replaced by what was confirmed last, unless it would
 * serve shorter.
 */
export function keepsSettled(
  before: Confirmation | null,
  fresh: Verdict,
  now: Instant,
  rules: Rules,
): boolean {
  if (!before?.settled || before.verdict !== 'in' || isStale(before, now, rules)) return false
  const servesUntil = before.confirmedAt + daysMs(rules.settledLocationValidDays)
  return !canGoOn(fresh) || servesUntil >= now + hoursMs(rules.locationValidHours)
}

function unpackRing(steps: readonly number[], unitDegrees: number): Ring {
  const ring: [number, number][] = []
  let [longitude, latitude] = [0, 0]
  for (let i = 0; i < steps.length; i += 2) {
    longitude += steps[i] ?? 0
    latitude += steps[i + 1] ?? 0
    ring.push([longitude * unitDegrees, latitude * unitDegrees])
  }
  return ring
}

function isCounted(state: StateCode, latitude: number, rules: Rules): boolean {
  const { states, wholeStates, southernLatitude } = rules.area
  if (wholeStates.includes(state)) return true
  return states.includes(state) && latitude >= southernLatitude
}

type Edge = readonly [from: Position, to: Position]

/** How far the nearest point is that counts, and in which state it lies. */
function nearestCounted(fix: Position, area: Area, rules: Rules) {
  let nearest: { km: number; code: StateCode | null } = { km: Number.POSITIVE_INFINITY, code: null }
  for (const { code, rings } of area.states) {
    for (const edge of countedEdges(code, rings, rules)) {
      const km = distanceKm(fix, nearestOnEdge(fix, edge))
      if (km < nearest.km) nearest = { km, code }
    }
  }
  return nearest
}

/** The boundary of what counts of a state: its own edges, cut at the parallel if it is cut. */
function countedEdges(code: StateCode, rings: readonly Ring[], rules: Rules): readonly Edge[] {
  const { states, wholeStates, southernLatitude: south } = rules.area
  const edges = rings.flatMap(edgesOf)
  if (wholeStates.includes(code)) return edges
  if (!states.includes(code)) return []
  const crossings = edges.filter(isCutBy(south)).map((edge) => longitudeAt(edge, south))
  const point = (longitude: number): Position => ({ latitude: south, longitude })
  const along = crossings
    .sort((a, b) => a - b)
    .flatMap((from, i, all): Edge[] => {
      const to = all[i + 1]
      return i % 2 === 0 && to !== undefined ? [[point(from), point(to)]] : []
    })
  return [...edges.flatMap((edge) => northernPart(edge, south)), ...along]
}

function edgesOf(ring: Ring): Edge[] {
  const points = ring.map(([longitude = 0, latitude = 0]) => ({ latitude, longitude }))
  return points.flatMap((from, i): Edge[] => {
    const to = points[(i + 1) % points.length]
    return to ? [[from, to]] : []
  })
}

const isCutBy =
  (latitude: number) =>
  ([from, to]: Edge): boolean =>
    from.latitude >= latitude !== to.latitude >= latitude

function longitudeAt([from, to]: Edge, latitude: number): number {
  const share = (latitude - from.latitude) / (to.latitude - from.latitude)
  return from.longitude + share * (to.longitude - from.longitude)
}

function northernPart(edge: Edge, south: number): Edge[] {
  const [from, to] = edge
  if (!isCutBy(south)(edge)) return from.latitude >= south ? [edge] : []
  const cut = { latitude: south, longitude: longitudeAt(edge, south) }
  return [from.latitude >= south ? [from, cut] : [cut, to]]
}

/** Even-odd over all rings, so that islands add and holes take away. */
function isInside(point: Position, rings: readonly Ring[]): boolean {
  const cuts = rings
    .flatMap(edgesOf)
    .filter(isCutBy(point.latitude))
    .filter((edge) => longitudeAt(edge, point.latitude) > point.longitude)
  return cuts.length % 2 === 1
}

/**
 * The point of an edge nearest to a place, on a plane that touches the earth there. Within the
 * hundred kilometres that can matter the error is below one in a thousand.
 */
function nearestOnEdge(place: Position, [from, to]: Edge): Position {
  const narrow = Math.cos(radians(place.latitude))
  const [fromX, fromY] = [
    (from.longitude - place.longitude) * narrow,
    from.latitude - place.latitude,
  ]
  const [stepX, stepY] = [(to.longitude - from.longitude) * narrow, to.latitude - from.latitude]
  const length = stepX ** 2 + stepY ** 2
  const share = length === 0 ? 0 : -(fromX * stepX + fromY * stepY) / length
  const within = Math.min(1, Math.max(0, share))
  return {
    latitude: from.latitude + within * (to.latitude - from.latitude),
    longitude: from.longitude + within * (to.longitude - from.longitude),
  }
}

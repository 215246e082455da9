import { readFileSync } from 'node:fs'
import { unpackArea, verdictOf } from '@garita/domain/location'
import { stateCodes } from '@garita/domain/place'
import type { Rules } from '@garita/domain/programme'
import { rulesAtLaunch as rules } from '@garita/domain/programme'
import { describe, expect, it } from 'vitest'

const text = readFileSync(new URL('./area.json', import.meta.url), 'utf8')
const area = unpackArea(JSON.parse(text))

/** The verdict and the state at a place, for a phone that is right within thirty metres. */
function at(latitude: number, longitude: number, by: Rules = rules): string {
  const { verdict, state } = verdictOf({ latitude, longitude, accuracyMeters: 30 }, area, by)
  return `${verdict} ${state}`
}

describe('the area that ships', () => {
  it('holds every state once and stays small', () => {
    expect(area.states.map(({ code }) => code).sort()).toEqual([...stateCodes].sort())
    expect(text.length).toBeLessThan(60_000)
  })

  it('[L1] has the cities of the north and the centre in', () => {
    expect(at(19.433, -99.133)).toBe('in CMX')
    expect(at(19.041, -98.206)).toBe('in PUE')
    expect(at(25.67, -100.31)).toBe('in NLE')
    expect(at(20.67, -103.35)).toBe('in JAL')
    expect(at(20.97, -89.62)).toBe('in YUC')
  })

  it('[L2] has nobody out who stands at a crossing, on either bank', () => {
    const crossings = [
      [32.544, -117.036, 'BCN'],
      [32.515, -117.038, 'BCN'],
      [32.665, -115.499, 'BCN'],
      [31.333, -110.943, 'SON'],
      [31.748, -106.484, 'CHH'],
      [27.5, -99.508, 'TAM'],
      [28.705, -100.512, 'COA'],
      [26.096, -98.272, 'TAM'],
      [25.899, -97.497, 'TAM'],
    ] as const
    for (const [latitude, longitude, state] of crossings)
      expect(at(latitude, longitude)).toMatch(new RegExp(`^(in|doubt) ${state}$`))
  })

  it('[L2] has Cuernavaca a doubt, 8.9 km south of the parallel', () => {
    expect(at(18.92, -99.23)).toBe('doubt MOR')
  })

  it('[L2] has San Ysidro’s streets a doubt, and San Diego out', () => {
    expect(at(32.589, -117.036)).toBe('doubt BCN')
    expect(at(32.716, -117.161)).toBe('out null')
    expect(at(32.77, -117.036)).toBe('out null')
  })

  it('[L2] has the south out, and the countries beyond', () => {
    expect(at(17.073, -96.727)).toBe('out OAX')
    expect(at(16.853, -99.824)).toBe('out GRO')
    expect(at(17.99, -92.948)).toBe('out TAB')
    expect(at(14.906, -92.263)).toBe('out CHP')
    expect(at(14.6, -90.5)).toBe('out null')
  })

  it('[L1] has Villahermosa and Tapachula in once the rules name their states', () => {
    const later: Rules = { ...rules, area: { ...rules.area, wholeStates: ['TAB', 'CHP'] } }
    expect(at(17.99, -92.948, later)).toBe('in TAB')
    expect(at(14.906, -92.263, later)).toBe('in CHP')
  })

  it('[L1] leaves no gap between states', () => {
    for (let latitude = 20; latitude < 24; latitude += 0.13)
      for (let longitude = -103.5; longitude < -99; longitude += 0.13)
        expect(at(latitude, longitude)).toMatch(/^in/)
  })
})

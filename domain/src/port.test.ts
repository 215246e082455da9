import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceKm, earthRadiusKm, portOf, ports, radians } from './port.ts'
import { instantOf, wallTimeOf } from './time.ts'

const place = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
})

describe('ports', () => {
  it('are the eight of the programme, each once', () => {
    expect(ports.map((port) => port.code)).toEqual([
      '2301',
      '2303',
      '2304',
      '2305',
      '2402',
      '2503',
      '2504',
      '2604',
    ])
    expect(portOf('2504')?.mexicanSide).toBe('Tijuana, Baja California')
    expect(portOf('9999')).toBeUndefined()
  })

  it('[P1] each keeps the clock of its own zone: summer noon at El Paso is eleven at Nogales', () => {
    const noon = instantOf('2023-07-01', '12:00', portOf('2402')?.zone ?? '')
    expect(wallTimeOf(noon, portOf('2604')?.zone ?? '')).toBe('11:00')
    const winterNoon = instantOf('2023-01-20', '12:00', portOf('2402')?.zone ?? '')
    expect(wallTimeOf(winterNoon, portOf('2604')?.zone ?? '')).toBe('12:00')
  })
})

describe('distances', () => {
  it('agree with the law of cosines, another formula for the same arc', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ports), fc.constantFrom(...ports), (a, b) => {
        fc.pre(a.code !== b.code)
        const [north, south] = [radians(a.latitude), radians(b.latitude)]
        const cosine =
          Math.sin(north) * Math.sin(south) +
          Math.cos(north) * Math.cos(south) * Math.cos(radians(b.longitude - a.longitude))
        expect(distanceKm(a, b)).toBeCloseTo(earthRadiusKm * Math.acos(cosine), 3)
      }),
    )
  })

  it('of a degree of latitude are 111.195 kilometres', () => {
    const tijuana = portOf('2504') ?? { latitude: 0, longitude: 0 }
    const north = { ...tijuana, latitude: tijuana.latitude + 1 }
    expect(distanceKm(tijuana, north)).toBeCloseTo(111.195, 2)
  })

  it('are the same both ways, never negative and never more than half the earth', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        const there = distanceKm(a, b)
        expect(there).toBeCloseTo(distanceKm(b, a), 6)
        expect(there).toBeGreaterThanOrEqual(0)
        expect(there).toBeLessThanOrEqual(20_015.2)
        expect(distanceKm(a, a)).toBe(0)
      }),
    )
  })
})

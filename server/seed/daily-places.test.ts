import { ports } from '@garita/domain/port'
import { rulesAtLaunch } from '@garita/domain/programme'
import { dayOf, hoursMs, minutesMs } from '@garita/domain/time'
import { expect, test } from 'vitest'
import { dailyPlaces, demoPorts, firstDay, ordinaryDay, slotsOfDay } from './daily-places.ts'

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

test('the eight ports share 1,450 places a day', () => {
  expect(demoPorts.toSorted()).toEqual(ports.map((port) => port.code).toSorted())
  expect(sum(Object.values(dailyPlaces))).toBe(1450)
})

test.each(demoPorts)(
  'every slot at %s holds the largest group, and all are on the half hour',
  (port) => {
    const opened = ordinaryDay(port)
    expect(sum(opened.map((one) => one.places))).toBe(dailyPlaces[port])
    for (const { time, places } of opened) {
      expect(places).toBeGreaterThanOrEqual(rulesAtLaunch.slotPlacesMinimum)
      expect(time).toMatch(/^(0[6-9]|1[0-9]|20):[03]0$/)
    }
    expect(new Set(opened.map((one) => one.time)).size).toBe(opened.length)
  },
)

test.each(demoPorts)('the first day at %s shows every state from 02:30 to 23:00', (port) => {
  // El Paso and Nogales keep different clocks; each hour of a day is some port's noon.
  for (let hour = 0; hour < 24; hour += 1) {
    const now = Date.UTC(2023, 0, 10, hour, 40)
    const slots = slotsOfDay(port, now, 0)
    const [zone, openings] = [zoneOfPort(port), firstDay(port, now)]
    expect(sum(openings.map((one) => one.places))).toBe(dailyPlaces[port])
    expect(Math.min(...openings.map((one) => one.places))).toBeGreaterThanOrEqual(20)
    for (const slot of slots) expect(dayOf(slot.startsAt, zone)).toBe(dayOf(now, zone))
    const local = Number(
      new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: zone }).format(
        now,
      ),
    )
    if (local < 3 || local > 22) continue
    const grace = minutesMs(rulesAtLaunch.graceMinutes)
    expect(slots.some(({ startsAt }) => startsAt + grace <= now)).toBe(true)
    expect(slots.some(({ startsAt }) => startsAt < now && startsAt + grace > now)).toBe(true)
    expect(slots.some(({ startsAt }) => startsAt > now && startsAt < now + hoursMs(24))).toBe(true)
  }
})

function zoneOfPort(code: string): string {
  return ports.find((port) => port.code === code)?.zone ?? ''
}

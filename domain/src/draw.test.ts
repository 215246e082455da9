import { describe, expect, it } from 'vitest'
import {
  chancesOf,
  commitmentsCloseAt,
  drawFreezesAt,
  latestDraw,
  newDayOf,
  nextDraw,
  ownDraw,
} from './draw.ts'
import { rulesAtLaunch as rules } from './programme.ts'
import { daysMs, instantOf } from './time.ts'

const at = (text: string) => Date.parse(text)

describe('the day’s draw', () => {
  it.each([
    ['2023-01-18', '2023-01-18T17:00:00Z'],
    ['2023-07-18', '2023-07-18T16:00:00Z'],
    // The days on which clocks change: it is noon there all the same.
    ['2023-03-12', '2023-03-12T16:00:00Z'],
    ['2023-11-05', '2023-11-05T17:00:00Z'],
  ])('[D10] of %s freezes at noon in New York, %s', (draw, instant) => {
    expect(drawFreezesAt(draw, rules)).toBe(at(instant))
  })

  it('[Q3] has room for a request until that very instant', () => {
    const noon = drawFreezesAt('2023-01-18', rules)
    expect(nextDraw(noon - 1, rules)).toBe('2023-01-18')
    expect(nextDraw(noon, rules)).toBe('2023-01-19')
  })

  it('[S17] takes a slot fourteen days before its day at the port, late evenings too', () => {
    const late = instantOf('2023-02-01', '23:30', 'America/Los_Angeles')
    expect(ownDraw({ port: '2504', startsAt: late }, rules)).toBe('2023-01-18')
    expect(ownDraw({ port: '2301', startsAt: late }, rules)).toBe('2023-01-19')
  })

  it('[D10] gives out for the first time the day fourteen calendar days later', () => {
    expect(newDayOf('2023-01-18', rules)).toBe('2023-02-01')
    expect(newDayOf('2023-03-05', rules)).toBe('2023-03-19')
  })

  it.each([
    ['2023-01-18T16:59:59.999Z', '2023-01-17', '2023-01-18'],
    ['2023-01-18T17:00:00Z', '2023-01-18', '2023-01-19'],
    ['2023-01-19T04:59:00Z', '2023-01-18', '2023-01-19'],
    // Past midnight in UTC it is still the same day in New York.
    ['2023-01-19T05:01:00Z', '2023-01-18', '2023-01-19'],
  ])('[D10] at %s the latest is %s and the next %s', (now, latest, next) => {
    expect(latestDraw(at(now), rules)).toBe(latest)
    expect(nextDraw(at(now), rules)).toBe(next)
  })

  it('[D11] takes commitments until 24 hours before its freeze, also when a clock changes', () => {
    expect(commitmentsCloseAt('2023-01-18', rules)).toBe(at('2023-01-17T17:00:00Z'))
    expect(commitmentsCloseAt('2023-03-12', rules)).toBe(at('2023-03-11T16:00:00Z'))
  })
})

describe('chances', () => {
  const frozenAt = at('2023-01-18T17:00:00Z')
  const of = (pressing: boolean, waitedMs: number) =>
    chancesOf({ pressing, registeredAt: frozenAt - waitedMs }, frozenAt, rules)

  it.each([
    [false, 0, 1],
    [false, daysMs(30) - 1, 1],
    [false, daysMs(30), 2],
    [true, daysMs(59), 4],
    [true, daysMs(60), 5],
    [true, daysMs(30 * 12), 15],
    [true, daysMs(30 * 400), 15],
  ])('[D12] pressing %s and %i ms of waiting give %i', (pressing, waited, chances) => {
    expect(of(pressing, waited).chances).toBe(chances)
  })

  it('[D12] say what they are made of', () => {
    expect(of(true, daysMs(95))).toEqual({ chances: 6, base: 1, need: 2, wait: 3, periods: 3 })
    expect(of(false, daysMs(5000))).toMatchObject({ need: 0, wait: 12, periods: 12 })
  })

  it('[D12] count the freeze as it is published, without its parts of a second', () => {
    const group = { pressing: false, registeredAt: frozenAt - daysMs(30) + 400 }
    expect(chancesOf(group, frozenAt + 900, rules).chances).toBe(1)
    expect(chancesOf(group, frozenAt + 1000, rules).chances).toBe(2)
  })

  it('[D12] are at least 1 and at most 1000, whatever the rules say', () => {
    const withRules = (base: number, need: number) => ({
      chances: { base, need, wait: 1, waitLimit: 12 },
    })
    const group = { pressing: true, registeredAt: frozenAt + 1 }
    expect(chancesOf(group, frozenAt, withRules(0, 0)).chances).toBe(1)
    expect(chancesOf(group, frozenAt, withRules(999, 999)).chances).toBe(1000)
  })
})

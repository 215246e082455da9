import { describe, expect, it } from 'vitest'
import { doneAtOf, keptDoneAt } from './done-at.ts'
import { hoursMs, instantOf, minutesMs } from './time.ts'

const port = { zone: 'America/Los_Angeles' }
const noon = instantOf('2023-01-20', '12:00', port.zone)
const value = (said: number | undefined, now = noon, after?: number) => {
  const decision = doneAtOf(said, port, now, after)
  return decision.ok ? decision.value : decision.reasons.map(({ name }) => name)
}

describe('when something was done without a network', () => {
  it('[R17] is what the desk says, or now where it says nothing', () => {
    expect(value(undefined)).toBe(noon)
    expect(value(noon - hoursMs(3))).toBe(noon - hoursMs(3))
  })

  it('[R17] a clock that runs ahead a little is brought back, more of it is refused', () => {
    expect(value(noon + minutesMs(5))).toBe(noon)
    expect(value(noon + minutesMs(5) + 1)).toEqual(['done-at-unlikely'])
  })

  it('[R17] another day of the port’s calendar is refused, and more than 18 hours', () => {
    const dawn = instantOf('2023-01-20', '00:00', port.zone)
    const night = instantOf('2023-01-20', '23:00', port.zone)
    expect(value(dawn)).toBe(dawn)
    expect(value(dawn - 1)).toEqual(['done-at-unlikely'])
    expect(value(night - hoursMs(18), night)).toBe(night - hoursMs(18))
    expect(value(night - hoursMs(18) - 1, night)).toEqual(['done-at-unlikely'])
  })

  it('[R17] not before what it follows; a clock that is behind a little is brought forward', () => {
    const came = noon - hoursMs(2)
    expect(value(came, noon, came)).toBe(came)
    expect(value(came + 1, noon, came)).toBe(came + 1)
    expect(value(came - minutesMs(5), noon, came)).toBe(came)
    expect(value(came - minutesMs(5) - 1, noon, came)).toEqual(['done-at-unlikely'])
    expect(value(undefined, noon, came)).toBe(noon)
  })

  it('[R17] just before midnight a clock ahead does not make it another day', () => {
    const late = instantOf('2023-01-20', '23:59', port.zone)
    expect(value(late + minutesMs(3), late)).toBe(late)
  })
})

describe('when something was done that is kept for people to read', () => {
  it('[R18] any day before is taken, the future is not', () => {
    const kept = (said: number) => keptDoneAt(said, noon)
    expect(kept(noon - hoursMs(100))).toEqual({ ok: true, value: noon - hoursMs(100) })
    expect(kept(noon + minutesMs(5))).toEqual({ ok: true, value: noon })
    expect(kept(noon + minutesMs(5) + 1).ok).toBe(false)
  })
})

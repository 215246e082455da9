import { expect, it } from 'vitest'
import {
  breakGlass,
  clashesAnHour,
  glassesAnHour,
  makeNote,
  notesADay,
  receiveAnother,
  reportAnother,
  walkInsAnHour,
} from './desk-limits.ts'
import { minutesMs } from './time.ts'

it('[R15] a hundred notes about a group a day, and not one more', () => {
  expect(makeNote(notesADay - 1)).toEqual({ ok: true, value: true })
  const more = makeNote(notesADay)
  expect(more.ok || more.reasons).toEqual([{ name: 'notes-too-many', facts: { limit: 100 } }])
})

it('[R14] a group is opened for half an hour, ten times an hour at most', () => {
  const opened = breakGlass(glassesAnHour - 1, 1_000)
  expect(opened).toEqual({ ok: true, value: { until: 1_000 + minutesMs(30) } })
  const more = breakGlass(glassesAnHour, 1_000)
  expect(more.ok || more.reasons).toEqual([{ name: 'glass-too-often', facts: { limit: 10 } }])
})

it('[R43] sixty walk-ins and two thousand clashes an hour, and not one more', () => {
  expect(receiveAnother(walkInsAnHour - 1).ok).toBe(true)
  expect(reportAnother(clashesAnHour - 1).ok).toBe(true)
  const [walkIn, clash] = [receiveAnother(walkInsAnHour), reportAnother(clashesAnHour)]
  expect(walkIn.ok || walkIn.reasons).toEqual([{ name: 'walk-ins-too-many', facts: { limit: 60 } }])
  expect(clash.ok || clash.reasons).toEqual([{ name: 'clashes-too-many', facts: { limit: 2000 } }])
})

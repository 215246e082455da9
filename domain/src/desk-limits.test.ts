import { expect, it } from 'vitest'
import { breakGlass, glassesAnHour, makeNote, notesADay } from './desk-limits.ts'
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

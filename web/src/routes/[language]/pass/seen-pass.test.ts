import { expect, test } from 'vitest'
import { comingTimes, isChanged, type PassAnswer, type SeenPass } from './seen-pass.ts'

const pass: PassAnswer = {
  appointment: '00000000-0000-4000-8000-000000000001',
  code: '0000-0000-0000',
  token: 'example',
  port: '2504',
  startsAt: Date.parse('2023-01-15T17:00:00Z'),
  state: 'standing',
  members: ['Ejemplo 1'],
}

const seen = (more: Partial<SeenPass> = {}): SeenPass => ({
  version: 1,
  group: 'g',
  savedAt: 0,
  pass,
  earlyMinutes: 60,
  graceMinutes: 120,
  ...more,
})

test('[R1] [R6] people may come from the early minutes before until the grace after', () => {
  expect(comingTimes(seen())).toEqual({
    from: Date.parse('2023-01-15T16:00:00Z'),
    until: Date.parse('2023-01-15T19:00:00Z'),
  })
})

test('where the rules are not known no times are made up', () => {
  const unknown = seen({ earlyMinutes: undefined, graceMinutes: undefined })
  expect(comingTimes(unknown)).toEqual({ from: undefined, until: undefined })
})

test('another time, place, code or state is a change; a new token alone is none', () => {
  expect(isChanged(pass, { ...pass, token: 'signed anew' })).toBe(false)
  expect(isChanged(pass, { ...pass, startsAt: pass.startsAt + 1 })).toBe(true)
  expect(isChanged(pass, { ...pass, state: 'cancelled' })).toBe(true)
  expect(isChanged(pass, { ...pass, port: '2402' })).toBe(true)
})

import { describe, expect, test } from 'vitest'
import { lacksCountryCode, readAddress } from './address.ts'

describe('readAddress', () => {
  test.each([
    [' Ejemplo@Example.org ', { kind: 'mail', text: 'ejemplo@example.org' }],
    ['+52 664 123 4567', { kind: 'phone', text: '+526641234567' }],
    ['+521 664 123 4567', { kind: 'phone', text: '+526641234567' }],
    ['00 504 9999-1234', { kind: 'phone', text: '+50499991234' }],
    ['+1 (619) 555-0100', { kind: 'phone', text: '+16195550100' }],
  ])('%j is read', (typed, address) => {
    expect(readAddress(typed)).toEqual(address)
  })

  test.each(['', 'ejemplo', 'ejemplo@example', '664 123 4567', '+52', '+0641234567'])(
    '%j is neither an e-mail address nor a phone number',
    (typed) => {
      expect(readAddress(typed)).toBeUndefined()
    },
  )
})

test('a number without its country code is told from other mistakes', () => {
  expect(lacksCountryCode('664 123 4567')).toBe(true)
  expect(lacksCountryCode('+52 664')).toBe(false)
  expect(lacksCountryCode('ejemplo')).toBe(false)
})

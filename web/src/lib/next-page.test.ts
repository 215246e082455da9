import { describe, expect, test } from 'vitest'
import { readNext, signInAddress } from './next-page.ts'

describe('readNext', () => {
  test('a page of this site is followed with its query', () => {
    expect(readNext('/es/attest?group=1&person=2')).toBe('/es/attest?group=1&person=2')
  })

  test.each([
    null,
    '',
    'es/journey',
    'https://example.org/es/journey',
    '//example.org/es/journey',
    '/\\example.org/es/journey',
    '/\t/example.org/es/journey',
    'javascript:alert(1)',
    '/api/asks/my-journey',
    '/es/../api/acts/attest',
    '/fr/journey',
    '/es/sign-in',
    '/en/officer/sign-in?next=%2Fen%2Fofficer',
  ])('%j is not followed', (next) => {
    expect(readNext(next)).toBeUndefined()
  })
})

describe('signInAddress', () => {
  test('leads back to where the reader was', () => {
    const address = signInAddress('en', '/en/attest', '?group=1')
    expect(address).toBe('/en/sign-in?next=%2Fen%2Fattest%3Fgroup%3D1')
  })

  test('staff come to their own sign-in', () => {
    const address = signInAddress('es', '/es/officer/arrivals', '')
    expect(address).toBe('/es/officer/sign-in?next=%2Fes%2Fofficer%2Farrivals')
  })

  test('sign-in does not lead back to itself', () => {
    expect(signInAddress('es', '/es/sign-in', '')).toBe('/es/sign-in')
  })
})

import { describe, expect, it } from 'vitest'
import { type JourneyFacts, nextStep } from './journey.ts'
import { rulesAtLaunch } from './programme.ts'
import { daysMs } from './time.ts'

const now = Date.UTC(2023, 0, 18, 18)
const ready: JourneyFacts = {
  isAttested: true,
  arePhotosDecided: true,
  location: { verdict: 'in', confirmedAt: now, settled: false },
  appointment: null,
  isLeftUndecided: false,
  hasOffer: false,
  hasRequest: false,
}
const next = (facts: Partial<JourneyFacts>, at = now) =>
  nextStep({ ...ready, ...facts }, at, rulesAtLaunch)

describe('the journey', () => {
  it('[J1] asks for one thing after the other', () => {
    expect(next({ isAttested: false, arePhotosDecided: false, location: null })).toBe('attest')
    expect(next({ arePhotosDecided: false, location: null })).toBe('add-photo')
    expect(next({ location: null })).toBe('confirm-location')
    expect(next({})).toBe('pick-slot')
  })

  it('[J1] asks where one is again when that is old or outside', () => {
    expect(next({}, now + daysMs(7))).toBe('confirm-location')
    expect(next({ location: { verdict: 'out', confirmedAt: now, settled: false } })).toBe(
      'confirm-location',
    )
  })

  it('[J1] shows the pass while an appointment stands, whatever lapsed since', () => {
    const lapsed = { isAttested: false, arePhotosDecided: false, location: null }
    expect(next({ ...lapsed, appointment: 'standing' })).toBe('pass')
    expect(next({ ...lapsed, appointment: 'displaced' })).toBe('pass')
  })

  it('[J2] puts an open offer before everything but what accepting it needs', () => {
    expect(next({ hasOffer: true, hasRequest: true })).toBe('accept-offer')
    expect(next({ hasOffer: true, appointment: 'displaced' })).toBe('accept-offer')
    expect(next({ hasOffer: true, location: null })).toBe('confirm-location')
  })

  it('[J3] lets who asked for places wait, whatever lapsed meanwhile', () => {
    expect(next({ hasRequest: true })).toBe('await-draw')
    expect(next({ hasRequest: true, location: null })).toBe('await-draw')
    expect(next({ hasRequest: true, appointment: 'displaced' })).toBe('await-draw')
    expect(next({ hasRequest: true, appointment: 'absent' })).toBe('await-draw')
  })

  it('[J1] follows the group through the port', () => {
    expect(next({ appointment: 'arrived' })).toBe('arrived')
    expect(next({ appointment: 'done' })).toBe('done')
  })

  it('[R21] leads back to picking who was left undecided when the day ended', () => {
    const left = { appointment: 'done', isLeftUndecided: true } as const
    expect(next(left)).toBe('pick-slot')
    expect(next({ ...left, location: null })).toBe('confirm-location')
    expect(next({ appointment: 'arrived', isLeftUndecided: true })).toBe('arrived')
  })

  it('[J2] [J3] shows who was received before and asked again what became of it', () => {
    expect(next({ appointment: 'done', hasRequest: true })).toBe('await-draw')
    expect(next({ appointment: 'done', hasOffer: true, hasRequest: true })).toBe('accept-offer')
  })

  it.each(['cancelled', 'absent'] as const)('[J1] leads back to picking when %s', (appointment) => {
    expect(next({ appointment })).toBe('pick-slot')
  })
})

import { createHash, createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BeforeReveal,
  canCommit,
  commitmentOf,
  drawsToCommit,
  mayReveal,
  readLongSecret,
  secretOf,
} from './custodian.ts'
import { rulesAtLaunch as rules } from './programme.ts'

const hash = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
const none = new Set<string>()

describe('the secret of a draw', () => {
  it('[M9] is the HMAC-SHA-256 of its id under the long secret, and its commitment the hash', () => {
    const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 })
    const days = fc.integer({ min: 0, max: 60_000 }).map((day) => dayText(day))
    fc.assert(
      fc.property(secrets, days, (longSecret, draw) => {
        const secret = createHmac('sha256', longSecret).update(draw).digest()
        expect(secretOf(longSecret, draw)).toBe(secret.toString('hex'))
        expect(commitmentOf(secret.toString('hex'))).toBe(hash(secret))
      }),
    )
  })

  it('a long secret is 64 hexadecimal digits, in any case and with the line feed of its file', () => {
    expect(readLongSecret(`${'Ab'.repeat(32)}\n`)).toEqual(new Uint8Array(32).fill(0xab))
    expect(readLongSecret('ab'.repeat(31))).toBeNull()
    expect(readLongSecret(`${'ab'.repeat(31)}xy`)).toBeNull()
    expect(readLongSecret('')).toBeNull()
  })
})

describe('committing', () => {
  // Noon in New York is 17:00 UTC in winter, 16:00 in summer.
  it('[M2] ends 24 hours before the freeze, to the millisecond', () => {
    const closing = Date.UTC(2023, 0, 17, 17)
    expect(canCommit('2023-01-18', closing - 1, rules)).toBe(true)
    expect(canCommit('2023-01-18', closing, rules)).toBe(false)
  })

  it('[M2] counts hours and not days where the clocks change in between', () => {
    expect(canCommit('2023-03-12', Date.UTC(2023, 2, 11, 15, 59), rules)).toBe(true)
    expect(canCommit('2023-03-12', Date.UTC(2023, 2, 11, 16), rules)).toBe(false)
  })

  it('[M8] is open for the next draws, but for those committed to', () => {
    const now = Date.UTC(2023, 0, 17, 16, 59)
    expect(drawsToCommit(now, rules, none, 3)).toEqual(['2023-01-18', '2023-01-19', '2023-01-20'])
    expect(drawsToCommit(now + 60_000, rules, none, 2)).toEqual(['2023-01-19', '2023-01-20'])
    expect(drawsToCommit(now, rules, new Set(['2023-01-18']), 3)).toEqual([
      '2023-01-19',
      '2023-01-20',
    ])
  })

  it('[M8] always gives as many draws as asked for, at any hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (seconds) => {
        const draws = drawsToCommit(seconds * 1000, rules, none, 30)
        expect(draws).toHaveLength(30)
        expect(draws.every((draw) => canCommit(draw, seconds * 1000, rules))).toBe(true)
      }),
    )
  })
})

describe('before a secret is revealed', () => {
  const secret = secretOf(new Uint8Array(32).fill(7), '2023-01-18')
  const own = { name: 'Example Office', commitment: commitmentOf(secret) }
  const noon = Date.UTC(2023, 0, 18, 17)
  const other = { name: 'Other Example', commitment: hash('another') }
  const bytes = (value: unknown) => Buffer.from(`${JSON.stringify(value)}\n`)
  const commitmentsOf = (custodians: unknown, draw = '2023-01-18') =>
    bytes({ version: 1, draw, custodians, beacon: null })
  const sound = commitmentsOf([own, other])
  const frozenOf = (commitments: Uint8Array, draw = '2023-01-18') =>
    bytes({ version: 1, draw, commitmentsHash: hash(commitments) })

  function before(over: Partial<BeforeReveal> = {}): BeforeReveal {
    const commitments = over.commitments ?? sound
    const files = { frozen: frozenOf(commitments), commitments }
    return { draw: '2023-01-18', ...own, ...files, now: noon, rules, ...over }
  }

  it('[M10] what is frozen for this draw and binds our commitment is told by its hash', () => {
    expect(mayReveal(before())).toEqual({ ok: true, value: { frozenHash: hash(frozenOf(sound)) } })
  })

  it.each<[string, Partial<BeforeReveal>]>([
    ['files-unreadable', { frozen: Buffer.from('<html>') }],
    ['files-unreadable', { commitments: Buffer.from('null') }],
    ['files-unreadable', { commitments: commitmentsOf(undefined) }],
    ['frozen-other-draw', { frozen: frozenOf(sound, '2023-01-19') }],
    ['commitments-other-draw', { commitments: commitmentsOf([own, other], '2023-01-19') }],
    ['commitments-changed', { frozen: frozenOf(commitmentsOf([own])) }],
    ['commitment-not-published', { commitments: commitmentsOf([other, null]) }],
    ['commitment-not-published', { commitment: other.commitment }],
    ['draw-not-due', { now: noon - 300_001 }],
    ['custodian-alone', { commitments: commitmentsOf([own]) }],
  ])('[M10] nothing is revealed for %s', (name, over) => {
    expect(mayReveal(before(over))).toEqual({ ok: false, reasons: [{ name }] })
  })
})

function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  alphabet,
  codeLength,
  makeCode,
  makeRecoveryCode,
  printCode,
  readCode,
  readRecoveryCode,
  recoveryCodeLength,
} from './code.ts'

const bytes = fc.uint8Array({ minLength: 12, maxLength: 16 })
const kinds = [
  { name: 'an appointment’s code', make: makeCode, read: readCode, length: codeLength },
  {
    name: 'a recovery code',
    make: makeRecoveryCode,
    read: readRecoveryCode,
    length: recoveryCodeLength,
  },
]
const damaged = { ok: false, reasons: [{ name: 'code-damaged' }] }

describe.each(kinds)('$name', ({ make, read, length }) => {
  it('[C2] reads as it was made', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const code = make(random)
        expect(code).toHaveLength(length)
        expect(read(code)).toEqual({ ok: true, value: code })
        expect(read(printCode(code))).toEqual({ ok: true, value: code })
      }),
    )
  })

  it('[C2] is damaged by any one wrong symbol', () => {
    fc.assert(
      fc.property(bytes, fc.nat(length - 1), fc.constantFrom(...alphabet), (random, at, symbol) => {
        const code = make(random)
        fc.pre(code.charAt(at) !== symbol)
        expect(read(code.slice(0, at) + symbol + code.slice(at + 1))).toEqual(damaged)
      }),
      { numRuns: 500 },
    )
  })

  it('[C2] is damaged by any two neighbours swapped', () => {
    fc.assert(
      fc.property(bytes, fc.nat(length - 2), (random, at) => {
        const code = make(random)
        const [a, b] = [code.charAt(at), code.charAt(at + 1)]
        fc.pre(a !== b)
        expect(read(code.slice(0, at) + b + a + code.slice(at + 2))).toEqual(damaged)
      }),
      { numRuns: 500 },
    )
  })

  it('[C2] is damaged by a symbol too few, too many or of another kind', () => {
    const code = make(new Uint8Array(12).fill(77))
    for (const text of ['', code.slice(1), `${code}0`, `${code.slice(1)}U`, `${code.slice(1)}ñ`])
      expect(read(text)).toEqual(damaged)
  })

  it('[C3] forgives small letters, spaces, hyphens, and O, I and L for 0 and 1', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const code = make(random)
        const typed = code.toLowerCase().replaceAll('0', 'o').split('').join(' ')
        expect(read(`  ${typed.replaceAll('1', 'l')}\n`)).toEqual({ ok: true, value: code })
        expect(read(code.replaceAll('1', 'I').replaceAll('0', 'O'))).toEqual({
          ok: true,
          value: code,
        })
        expect(read(printCode(code).replaceAll('-', '–'))).toEqual({ ok: true, value: code })
      }),
    )
  })

  it('[C1] [C4] is not made of too few random bytes', () => {
    expect(() => make(new Uint8Array(6))).toThrow(RangeError)
  })
})

describe('codes', () => {
  it('[C1] hold all of 55 random bits', () => {
    const halves = Array.from({ length: 55 }, (_, bit) => {
      const random = new Uint8Array(7)
      random[bit >> 3] = 128 >> (bit & 7)
      return makeCode(random)
    })
    expect(new Set([...halves, makeCode(new Uint8Array(7))]).size).toBe(56)
    expect((codeLength - 1) * Math.log2(alphabet.length)).toBe(55)
  })

  it('[C4] of recovery hold 95 random bits, and are never taken for an appointment’s', () => {
    expect((recoveryCodeLength - 1) * Math.log2(alphabet.length)).toBe(95)
    expect(readCode(makeRecoveryCode(new Uint8Array(12)))).toEqual(damaged)
    expect(readRecoveryCode(makeCode(new Uint8Array(12)))).toEqual(damaged)
  })

  it('[C1] are printed in groups of four without anything that looks like anything else', () => {
    expect(printCode('7K3MQ0VX2JTD')).toBe('7K3M-Q0VX-2JTD')
    expect(new Set(alphabet).size).toBe(32)
    expect(alphabet).not.toMatch(/[ILOU]/)
  })
})

// Codes that people read aloud, write down and type: of an appointment (55 random bits), and of
// recovery (95 random bits), each with a check character. The 32 symbols are Crockford's, without
// I, L, O and U, so that nothing in them looks like anything else; reading forgives what people
// type instead. The two differ in length, so that one is never taken for the other.

import type { Decision } from './decision.ts'
import { allowed, refused } from './decision.ts'

/** Digits and capitals without I, L, O, U. */
export const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** [C1] 11 random symbols of 5 bits and a check character. */
export const codeLength = 12
/** [C4] 19 random symbols of 5 bits and a check character. */
export const recoveryCodeLength = 20

/** An appointment's code from at least 7 random bytes, without hyphens. */
export function makeCode(randomBytes: Uint8Array): string {
  return makeSymbols(randomBytes, codeLength)
}

/** A group's recovery code from at least 12 random bytes, without hyphens. */
export function makeRecoveryCode(randomBytes: Uint8Array): string {
  return makeSymbols(randomBytes, recoveryCodeLength)
}

/** An appointment's code as typed, without hyphens. */
export function readCode(text: string): Decision<string, 'code-damaged'> {
  return readSymbols(text, codeLength)
}

/** A recovery code as typed, without hyphens. */
export function readRecoveryCode(text: string): Decision<string, 'code-damaged'> {
  return readSymbols(text, recoveryCodeLength)
}

/** As printed, in groups of four: `7K3M-Q0VX-2JTD`. */
export function printCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

function makeSymbols(randomBytes: Uint8Array, length: number): string {
  if (randomBytes.length * 8 < (length - 1) * 5) throw new RangeError('too few random bytes')
  const values: number[] = []
  for (let bit = 0; values.length < length - 1; bit += 5) values.push(fiveBits(randomBytes, bit))
  return [...values, checkOf(values)].map((value) => alphabet.charAt(value)).join('')
}

/** The five bits from a place on, the highest first; they may lie in two bytes. */
function fiveBits(bytes: Uint8Array, from: number): number {
  const at = from >> 3
  const two = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
  return (two >> (11 - (from & 7))) & 31
}

/** [C3] Small letters, spaces, hyphens and dots do no harm; O is 0, and I and L are 1. */
function readSymbols(text: string, length: number): Decision<string, 'code-damaged'> {
  const code = text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}._]/gu, '')
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  const values = [...code].map((symbol) => alphabet.indexOf(symbol))
  if (values.length !== length || values.includes(-1)) return refused('code-damaged')
  return checkOf(values.slice(0, -1)) === values.at(-1) ? allowed(code) : refused('code-damaged')
}

/**
 * [C2] The values as digits in the field of 32 elements, weighed by powers of two of its
 * generator: no weight is zero and no two neighbours weigh the same, so any one wrong symbol and
 * any two neighbours swapped change the sum. (Weights modulo 32 would miss some, and modulo 37,
 * as Crockford has it, needs five more symbols.)
 */
function checkOf(values: readonly number[]): number {
  return values.reduce((sum, value) => doubled(sum ^ value), 0)
}

/** Twice a value, modulo x⁵ + x² + 1. */
const doubled = (value: number): number => (value & 16 ? (value << 1) ^ 0b100101 : value << 1)

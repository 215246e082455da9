// Answers to asks that this phone keeps, so that a page opens with what it showed last when there is no network.

import { openPhone, type Phone } from './phone.ts'

/** An answer and when it was kept, in epoch milliseconds. */
export type KeptAnswer<T> = { at: number; answer: T }

type Kept = { version: number; at: number; answer: unknown }

const prefix = 'answer:'

/** Keeps an answer. Raise `version` with its shape. */
export function keepAnswer(
  name: string,
  version: number,
  answer: unknown,
  now: number = Date.now(),
  phone: Phone = openPhone(),
): void {
  phone.write(prefix + name, { version, at: now, answer } satisfies Kept)
}

/** The answer as last kept in this shape, or undefined. */
export function keptAnswer<T>(
  name: string,
  version: number,
  phone: Phone = openPhone(),
): KeptAnswer<T> | undefined {
  const kept = phone.read(prefix + name)
  if (!isKept(kept) || kept.version !== version) return undefined
  return { at: kept.at, answer: kept.answer as T }
}

/** Forgets all answers; what was typed stays. */
export function forgetAnswers(phone: Phone = openPhone()): void {
  for (const name of phone.names()) if (name.startsWith(prefix)) phone.remove(name)
}

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'version' in value && 'at' in value
}

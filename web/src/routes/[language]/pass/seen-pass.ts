// The pass as this phone last saw it, kept so that it opens at a port without network.

import type { AskAnswerOf } from '@garita/contract'
import { minutesMs } from '@garita/domain/time'
import { forget, keep, kept, keptNames } from '#lib/kept-large.ts'

export type PassAnswer = AskAnswerOf<'my-pass'>

export type SeenPass = {
  readonly version: 1
  readonly group: string
  /** Epoch milliseconds on this phone’s clock. */
  readonly savedAt: number
  readonly pass: PassAnswer
  /** By the rules in force when it was saved; undefined where they could not be read. */
  readonly earlyMinutes: number | undefined
  readonly graceMinutes: number | undefined
}

const prefix = 'pass:'

export async function keepPass(seen: SeenPass): Promise<boolean> {
  return await keep(prefix + seen.group, seen)
}

export async function keptPass(group: string): Promise<SeenPass | undefined> {
  const value = await kept(prefix + group)
  return isSeen(value) ? value : undefined
}

/** The groups whose passes this phone keeps. */
export async function keptGroups(): Promise<string[]> {
  return (await keptNames(prefix)).map((name) => name.slice(prefix.length))
}

export async function forgetPass(group: string): Promise<void> {
  await forget(prefix + group)
}

/** From when people are let in, and until when they are waited for; undefined where the rules are not known. */
export function comingTimes({ pass, earlyMinutes, graceMinutes }: SeenPass): {
  from: number | undefined
  until: number | undefined
} {
  return {
    from: earlyMinutes === undefined ? undefined : pass.startsAt - minutesMs(earlyMinutes),
    until: graceMinutes === undefined ? undefined : pass.startsAt + minutesMs(graceMinutes),
  }
}

/** Whether the appointment itself is another one than was seen before: place, time, code or state. */
export function isChanged(before: PassAnswer, now: PassAnswer): boolean {
  const fields = ['appointment', 'code', 'port', 'startsAt', 'state'] as const
  return fields.some((field) => before[field] !== now[field])
}

function isSeen(value: unknown): value is SeenPass {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1
}

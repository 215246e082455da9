// What waits for a supervisor, as one list, and how long there is to answer.

import type { AskAnswerOf } from '@garita/contract'
import { type Port, ports } from '@garita/domain/port'
import type { OpenSlot } from '../slot-choices.ts'

export type Cases = AskAnswerOf<'cases'>
export type Trouble = Cases['troubles'][number]
export type Appeal = Cases['appeals'][number]
export type Duplicate = Cases['duplicates'][number]

/** `at`: when it was reported; `answerBy` is null where nobody is promised a time. */
export type Case = {
  readonly id: string
  readonly at: number
  readonly answerBy: number | null
} & (
  | { readonly kind: 'trouble'; readonly trouble: Trouble }
  | { readonly kind: 'appeal'; readonly appeal: Appeal }
  | { readonly kind: 'duplicate'; readonly duplicate: Duplicate }
)

/** All cases, the oldest first. */
export function listCases({ troubles, appeals, duplicates }: Cases): readonly Case[] {
  const all: Case[] = [
    ...troubles.map((trouble) => ({
      ...{ kind: 'trouble' as const, id: trouble.trouble, trouble },
      ...{ at: trouble.reportedAt, answerBy: trouble.answerBy },
    })),
    ...appeals.map((appeal) => ({
      ...{ kind: 'appeal' as const, id: appeal.appeal, appeal },
      ...{ at: appeal.madeAt, answerBy: appeal.answerBy },
    })),
    ...duplicates.map((duplicate) => ({
      ...{ kind: 'duplicate' as const, id: duplicateId(duplicate) },
      ...{ duplicate, at: duplicate.foundAt, answerBy: null },
    })),
  ]
  return all.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
}

/** The ids of both groups. */
export function duplicateId({ groups }: Duplicate): string {
  return groups.map((one) => one.group).join(' ')
}

export type TimeLeft = {
  readonly isOver: boolean
  readonly hours: number
  readonly minutes: number
}

/** Whole hours and minutes until an answer is due, or since it was. */
export function timeLeft(answerBy: number, now: number): TimeLeft {
  const minutes = Math.floor(Math.abs(answerBy - now) / 60_000)
  return { isOver: answerBy < now, hours: Math.floor(minutes / 60), minutes: minutes % 60 }
}

/** Where a group may be seated: its own port first, then from west to east, without those it ruled out. */
export function portsFor({ port, ruledOut }: Pick<Trouble, 'port' | 'ruledOut'>): readonly Port[] {
  const may = ports.filter(({ code }) => !(ruledOut as readonly string[]).includes(code))
  const rank = (one: Port) => (one.code === port ? -Infinity : one.longitude)
  return [...may].sort((a, b) => rank(a) - rank(b))
}

/** Slots to come with room for the whole group, waiting and urgent places included, the next first. */
export function slotsFor(
  slots: readonly OpenSlot[],
  size: number,
  now: number,
): readonly OpenSlot[] {
  return slots
    .filter((slot) => slot.startsAt > now && slot.left >= size)
    .sort((a, b) => a.startsAt - b.startsAt || (a.slot < b.slot ? -1 : 1))
}

/** The case before or after another; the first, or the last going up, where that one is gone. */
export function neighbourCase<T extends { readonly id: string }>(
  cases: readonly T[],
  id: string | undefined,
  step: 1 | -1,
): T | undefined {
  const at = cases.findIndex((one) => one.id === id)
  if (at === -1) return step === 1 ? cases[0] : cases.at(-1)
  return cases[Math.min(cases.length - 1, Math.max(0, at + step))]
}

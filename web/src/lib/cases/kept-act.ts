// What a desk did without network and could not record, read out of what was kept of it. It came from a desk's computer
// and lay a while: nothing in it is trusted to be there.

import { type OfflineAct, offlineActs } from '@garita/domain/offline-acts'
import type { Question } from './desk-questions.ts'

/** As far as it can be told; `member` is an id, texts are what stood in the act. */
export type KeptAct = {
  readonly act: OfflineAct
  /** People checked in, and people beside them. */
  readonly present: number
  readonly extra: number
  readonly member: string | undefined
  readonly verdict: string | undefined
  readonly ground: string | undefined
  readonly outcome: string | undefined
  readonly reason: string | undefined
  readonly seen: readonly string[]
  readonly words: string | undefined
}

/** Undefined where nothing was kept, or it cannot be read. */
export function readKept({ act, content }: Pick<Question, 'act' | 'content'>): KeptAct | undefined {
  const known = offlineActs.find((one) => one === act)
  const input = known && content !== null ? parse(content) : undefined
  if (!known || !input) return undefined
  return {
    act: known,
    present: listOf(input.present).length,
    extra: typeof input.extra === 'number' ? input.extra : 0,
    member: textOf(input.member),
    verdict: textOf(input.verdict),
    ground: textOf(input.ground),
    outcome: textOf(input.outcome),
    reason: textOf(input.reason),
    seen: listOf(input.seen).flatMap((one) => textOf(one) ?? []),
    words: textOf(input.words) ?? textOf(input.note),
  }
}

function parse(content: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(content)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

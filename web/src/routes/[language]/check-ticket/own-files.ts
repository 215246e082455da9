// The files of a group's own check as values; undefined where a text has not the form of the record.

import * as record from '@garita/domain/draw-read'
import type { DrawSlot, Entry, Frozen, Outcome } from '@garita/domain/draw-record'

export const readEntry = (line: string): Entry | undefined => fileOf(record.readEntry(line))
export const readFrozen = (text: string): Frozen | undefined => fileOf(record.readFrozen(text))
export const readOutcome = (text: string): Outcome | undefined => fileOf(record.readOutcome(text))

export function readSlotLines(text: string): DrawSlot[] {
  return text.split('\n').flatMap((line) => fileOf(record.readSlot(line)) ?? [])
}

function fileOf<T>(read: { ok: true; value: T } | { ok: false }): T | undefined {
  return read.ok ? read.value : undefined
}

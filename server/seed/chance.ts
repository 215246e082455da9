// Chance that is the same at every run: the demo's families must come out alike when a start that
// was killed goes on, or the keys of their acts would not fit any more.

import { createHash } from 'node:crypto'

export type Chance = {
  /** From 0 up to, but not including, `count`. */
  below(count: number): number
  pick<Item>(items: readonly Item[]): Item
  /** An item as often as its weight says. */
  weighted<Item>(items: readonly (readonly [Item, number])[]): Item
}

/** The same text, the same chance. */
export function chanceOf(text: string): Chance {
  let state = createHash('sha256').update(text).digest().readUInt32LE()
  const next = () => {
    // Mulberry32: 32 bits of state are plenty for examples.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count: number) => Math.floor(next() * count)
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }
  return {
    below,
    pick,
    weighted: (items) =>
      pick(items.flatMap(([item, weight]) => Array.from({ length: weight }, () => item))),
  }
}

/** A UUID (version 8: made our own way) that is the same for the same text. */
export function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
  ]
  return [...parts, hex.slice(20, 32)].join('-')
}

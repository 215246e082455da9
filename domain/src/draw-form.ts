// The form in which every line and file of the draw's record is written: exactly the keys in their
// order, no spaces, no escapes, no other way to write the same. So a text says one thing only, and
// another program that reads it strictly reaches the same hashes.
// A form is compiled to one regular expression; what does not fit is gone through key by key, to
// say where it first breaks.

import type { Instant } from './time.ts'

/** What is wrong with the text of a line or a file, seen for itself. */
export type FormFault = 'form' | 'bounds' | 'order' | 'repeated'

/** What was read, or what is wrong and at which key (`end`: something after the last). */
export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly wrong: FormFault; readonly at: string }

export type Form = {
  /** The text of each key's value, in the order of the keys; or where the form breaks. */
  read(text: string): Read<readonly string[]>
}

/** Patterns of values; none has a group that captures. */
export const plainName = '"[A-Za-z0-9 ._-]{1,60}"'
export const wholeNumber = '(?:0|[1-9][0-9]{0,8})'
export const instantForm = '"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"'
export const hexForm = (bytes: number): string => `"[0-9a-f]{${bytes * 2}}"`
/** A list of one or more. */
export const listOf = (one: string): string => `\\[${one}(?:,${one})*\\]`

/** A form with these keys and the patterns of their values. `end` follows the last brace. */
export function formOf(keys: readonly (readonly [string, string])[], end = ''): Form {
  const whole = new RegExp(
    `^{${keys.map(([key, value]) => `"${key}":(${value})`).join(',')}}${end}$`,
  )
  const steps = keys.map(
    ([key, value], i) => [key, new RegExp(`${i > 0 ? ',' : '{'}"${key}":${value}`, 'y')] as const,
  )
  return {
    read(text) {
      const found = whole.exec(text)
      if (found) return { ok: true, value: found.slice(1) }
      return { ok: false, wrong: 'form', at: firstBreak(text) }
    },
  }

  function firstBreak(text: string): string {
    let from = 0
    for (const [key, step] of steps) {
      step.lastIndex = from
      if (!step.test(text)) return key
      from = step.lastIndex
    }
    return 'end'
  }
}

/** Without the quotation marks around it. */
export const unquoted = (text: string): string => text.slice(1, -1)

/** `YYYY-MM-DDTHH:MM:SSZ`; what is beyond the whole second is cut off. */
export function instantText(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`
}

/** The instant that this text means, or null where the calendar has no such. */
export function instantOfText(text: string): Instant | null {
  const instant = Date.parse(text)
  return !Number.isNaN(instant) && instantText(instant) === text ? instant : null
}

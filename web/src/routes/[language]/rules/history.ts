// The history of the rules in plain words: what a rule was and what it became, said in the reader's language where the
// value is a name that the page knows.

import type { AskAnswerOf } from '@garita/contract'

export type Version = AskAnswerOf<'rules-history'>['versions'][number]

/** Says a name that came from outside; undefined where the page has no word for it. */
export type Say = (name: string) => string | undefined

/** Versions that come into force later stand first, and each part from the newest. */
export function splitVersions(
  versions: readonly Version[],
  now: number,
): { coming: Version[]; past: Version[] } {
  const sorted = [...versions].sort((a, b) => b.inForceFrom - a.inForceFrom)
  return {
    coming: sorted.filter(({ inForceFrom }) => inForceFrom > now),
    past: sorted.filter(({ inForceFrom }) => inForceFrom <= now),
  }
}

/**
 * A value of a rule as people read it: a list with commas, each name in words; nothing as a dash. Values come as JSON;
 * what is none is shown as it is.
 */
export function valueText(text: string, say: Say): string {
  const value = parsed(text)
  if (Array.isArray(value)) return value.map((one) => wordOf(one, say)).join(', ') || '–'
  if (value === null || value === '') return '–'
  return wordOf(value, say)
}

/** What was taken out of a list and what was put in; undefined where the rule is no list. */
export function listChange(
  before: string,
  after: string,
  say: Say,
): { added: string[]; removed: string[] } | undefined {
  const [old, now] = [parsed(before), parsed(after)]
  if (!Array.isArray(old) || !Array.isArray(now)) return undefined
  return {
    added: now.filter((one) => !old.includes(one)).map((one) => wordOf(one, say)),
    removed: old.filter((one) => !now.includes(one)).map((one) => wordOf(one, say)),
  }
}

function wordOf(value: unknown, say: Say): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return say(text) ?? text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A bare word, or a list that was written with commas.
    return text.includes(', ') ? text.split(', ') : text
  }
}

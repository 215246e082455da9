// What someone has typed and not yet sent. It survives a reload, the way back, an expired sign-in and a lost
// network, and is forgotten once it has been sent, or after 30 days.

import { openPhone, type Phone } from './phone.ts'

/** Days after which a draft is forgotten: a family's names should not lie on a borrowed phone for ever. */
const draftDays = 30

const dayMilliseconds = 86_400_000

/** How one page keeps its draft. */
export type DraftPlan<T> = {
  /** The act or page: `register-group`. */
  page: string
  /** Tells drafts of several groups on one phone apart; left out where there is no group yet. */
  group?: string | undefined
  /** Raised whenever the shape of the data changes. */
  version: number
  empty: () => T
  /** Data of an older version in today's shape; undefined gives it up. Without it, old drafts are dropped. */
  migrate?: (old: unknown, version: number) => T | undefined
}

type Kept = { version: number; savedAt: number; data: unknown }

/** The draft as last saved (in today's shape), or undefined. `now` is epoch milliseconds. */
export function readDraft<T>(
  plan: DraftPlan<T>,
  now: number = Date.now(),
  phone: Phone = openPhone(),
): { data: T; savedAt: number } | undefined {
  const kept = phone.read(nameOf(plan))
  if (!isKept(kept) || isOld(kept, now)) return undefined
  if (kept.version === plan.version) return { data: kept.data as T, savedAt: kept.savedAt }
  const data = plan.migrate?.(kept.data, kept.version)
  return data === undefined ? undefined : { data, savedAt: kept.savedAt }
}

export function saveDraft<T>(
  plan: DraftPlan<T>,
  data: T,
  now: number = Date.now(),
  phone: Phone = openPhone(),
): void {
  phone.write(nameOf(plan), { version: plan.version, savedAt: now, data } satisfies Kept)
}

export function forgetDraft<T>(plan: DraftPlan<T>, phone: Phone = openPhone()): void {
  phone.remove(nameOf(plan))
}

/** Removes every draft older than 30 days, whichever page it belongs to. Called once a visit. */
export function forgetOldDrafts(now: number = Date.now(), phone: Phone = openPhone()): void {
  for (const name of phone.names()) {
    if (!name.startsWith('draft:')) continue
    const kept = phone.read(name)
    if (!isKept(kept) || isOld(kept, now)) phone.remove(name)
  }
}

function nameOf<T>(plan: DraftPlan<T>): string {
  return `draft:${plan.page}:${plan.group ?? ''}`
}

function isOld(kept: Kept, now: number): boolean {
  return now - kept.savedAt > draftDays * dayMilliseconds
}

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'version' in value && 'savedAt' in value
}

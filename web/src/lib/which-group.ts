import type { AskAnswerOf } from '@garita/contract'

export type GroupSummary = AskAnswerOf<'my-journey'>['groups'][number]

/** Which of an account's groups a page is about. */
export type Which =
  | { kind: 'one'; group: GroupSummary }
  /** Taken over by a recovery code, and not open yet. */
  | { kind: 'waiting'; opensAt: number }
  | { kind: 'several'; groups: GroupSummary[] }
  | { kind: 'none' }

/** The one named in the address; else the only one. A name that is not among them counts as none given. */
export function whichGroup(groups: GroupSummary[], wanted: string | null | undefined): Which {
  const only = groups.length === 1 ? groups[0] : undefined
  const group = groups.find((one) => one.group === wanted) ?? only
  if (!group) return groups.length === 0 ? { kind: 'none' } : { kind: 'several', groups }
  return group.opensAt === null
    ? { kind: 'one', group }
    : { kind: 'waiting', opensAt: group.opensAt }
}

/** `/es/pick-slot?group=…&port=…`; what is undefined is left out. */
export function pageHref(
  language: string,
  page: string,
  query: Record<string, string | undefined> = {},
): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value) search.set(key, value)
  return search.size > 0 ? `/${language}/${page}?${search}` : `/${language}/${page}`
}

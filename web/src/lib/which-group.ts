import type { AskAnswerOf } from '@garita/contract'

export type GroupSummary = AskAnswerOf<'my-journey'>['groups'][number]

/** Which of an account's groups a page is about. */
export type Which =
  | { kind: 'one'; group: GroupSummary }
  /** Taken over by a recovery code, and not open yet. */
  | { kind: 'waiting'; opensAt: number }
  | { kind: 'several'; groups: GroupSummary[] }
  | { kind: 'none' }

/**
 * The one named in the address; else the only one that is open, which is also the choice where several are. A name
 * that is not among them counts as none given.
 */
export function whichGroup(groups: GroupSummary[], wanted: string | null | undefined): Which {
  const open = groups.filter(({ opensAt }) => opensAt === null)
  const some = open.length > 0 ? open : groups
  const only = some.length === 1 ? some[0] : undefined
  const group = groups.find((one) => one.group === wanted) ?? only
  if (!group) return groups.length === 0 ? { kind: 'none' } : { kind: 'several', groups: some }
  return group.opensAt === null
    ? { kind: 'one', group }
    : { kind: 'waiting', opensAt: group.opensAt }
}

/**
 * Whether a place may still be picked, now or after an earlier step: there is no appointment to come to and no offer to
 * answer. One that the port took away is changed, not picked anew.
 */
export function isPicking({ appointment, offer }: GroupSummary): boolean {
  const state = appointment?.state
  return !offer && (state === undefined || state === 'cancelled' || state === 'absent')
}

/** `/es/pick-slot?group=…&port=…`; what is undefined is left out. */
export function pageHref(
  language: string,
  page: string,
  query: Record<string, string | undefined> = {},
): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value) search.set(key, value)
  const text = search.toString()
  return text ? `/${language}/${page}?${text}` : `/${language}/${page}`
}

// What an answer of the server no longer lists, though somebody has it open or has typed words to it, stays on the page:
// it was settled by another meanwhile, and what stands there is not taken from under their hands.

/** The new list, with those of the old one that are kept. */
export function keepOpen<T>(
  before: readonly T[],
  now: readonly T[],
  idOf: (one: T) => string,
  isKept: (id: string) => boolean,
): { readonly list: readonly T[]; readonly gone: readonly string[] } {
  const listed = new Set(now.map(idOf))
  const kept = before.filter((one) => !listed.has(idOf(one)) && isKept(idOf(one)))
  return { list: [...now, ...kept], gone: kept.map(idOf) }
}

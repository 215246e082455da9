// Groups that seem to share a traveler: the same person, as far as folded names, birth date and
// country of birth can say. A machine refuses nobody for that; it notes the pair, the groups take
// turns in draws, and a supervisor settles it. Here: what becomes of a group's pairs when its
// members change, which groups take turns together, and what a pair means for a group.
// A pair settled `different` joins nothing any more; of one settled `same` one group goes on.

import type { Instant } from './time.ts'

/** Two groups that share a traveler, the lesser id first. */
export type Pair = {
  readonly groupA: string
  readonly groupB: string
  /** Members of either group who seem to be one person. */
  readonly members: readonly string[]
  readonly verdict: 'same' | 'different' | null
  /** Of two groups of the same person the one that goes on. */
  readonly keep: string | null
}

/** A group with members who are, by their fingerprints, in another group too. */
export type Match = {
  readonly other: string
  /** Of both groups. */
  readonly members: readonly string[]
}

export type PairChanges = {
  /** Noted for the first time, or again since somebody else is shared now. */
  readonly found: readonly Match[]
  /** As before, but for who is shared. */
  readonly kept: readonly Match[]
  /** Groups with which nobody is shared any more. */
  readonly gone: readonly string[]
}

/**
 * [Q5] What becomes of the pairs of `group` once its members are those of `here`.
 * [Q6] What a supervisor called different stays so until a new traveler is shared.
 * [Q7] What was called the same person stays so until that traveler left: another spelling of the
 * name does not end it.
 */
export function pairsAfter(
  group: string,
  here: readonly string[],
  pairs: readonly Pair[],
  matches: readonly Match[],
): PairChanges {
  const others = new Map(pairs.map((pair) => [otherOf(pair, group), pair]))
  const matched = new Set(matches.map(({ other }) => other))
  const isFound = ({ other, members }: Match) => {
    const pair = others.get(other)
    if (!pair) return true
    return pair.verdict === 'different' && members.some((one) => !pair.members.includes(one))
  }
  const isGone = ([other, pair]: readonly [string, Pair]) => {
    // Who left and was typed in again is matched with the same person of the other group.
    const again = matches.find((match) => match.other === other)?.members ?? []
    if (pair.verdict === 'same')
      return !pair.members.some((one) => here.includes(one) || again.includes(one))
    return pair.verdict === null && !matched.has(other)
  }
  const gone = [...others].filter(isGone).map(([other]) => other)
  const found = matches.filter((match) => isFound(match) || gone.includes(match.other))
  return {
    found,
    kept: matches
      .filter((match) => !found.includes(match))
      .map(({ other, members }) => ({
        other,
        members: [...new Set([...(others.get(other)?.members ?? []), ...members])],
      })),
    gone: gone.filter((other) => !found.some((match) => match.other === other)),
  }
}

/** The group that a pair joins to this one. */
function otherOf(pair: Pick<Pair, 'groupA' | 'groupB'>, group: string): string {
  return pair.groupA === group ? pair.groupB : pair.groupA
}

/** [Q8] Whether this group may ask for nothing while the pair stands: the other goes on. */
export function endsGroup(pair: Pair, group: string): boolean {
  return pair.verdict === 'same' && pair.keep !== null && pair.keep !== group
}

/** What its pairs mean for a group. */
export function sharingOf(group: string, pairs: readonly Pair[]): 'none' | 'open' | 'ended' {
  if (pairs.some((pair) => endsGroup(pair, group))) return 'ended'
  return pairs.some((pair) => pair.verdict === null) ? 'open' : 'none'
}

type Joined = {
  readonly groupA: string
  readonly groupB: string
  readonly registeredA: Instant
  readonly registeredB: Instant
}

/**
 * [Q5] The groups that are joined by these pairs, directly or through others, each with the id of
 * its cluster: the one of them that registered first, of two at the same instant the lesser id.
 */
export function clustersOf(pairs: readonly Joined[]): Map<string, string> {
  const above = new Map<string, string>()
  const registered = new Map<string, Instant>()
  const rootOf = (group: string): string => {
    let root = group
    for (let next = above.get(root); next !== undefined; next = above.get(root)) root = next
    // Every group on the way points at the root from now on, so that chains stay short.
    for (let one = group; one !== root; ) {
      const next = above.get(one) ?? root
      above.set(one, root)
      one = next
    }
    return root
  }
  const isFirst = (a: string, b: string) => {
    const [atA = 0, atB = 0] = [registered.get(a), registered.get(b)]
    return atA === atB ? a < b : atA < atB
  }
  for (const { groupA, groupB, registeredA, registeredB } of pairs) {
    registered.set(groupA, registeredA).set(groupB, registeredB)
    const [a, b] = [rootOf(groupA), rootOf(groupB)]
    if (a !== b) isFirst(a, b) ? above.set(b, a) : above.set(a, b)
  }
  return new Map([...registered.keys()].map((group) => [group, rootOf(group)]))
}

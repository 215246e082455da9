// Groups that share a traveler, directly or through others, have one ticket a draw between them, in
// turn, until a supervisor decides. Here: whose turn it is. Nobody loses a turn by what others do:
// the order is that of registration, and it goes on after the group that had the last turn, whether
// or not that one still waits.

import type { Day, Instant } from './time.ts'

/** A group with a standing request. */
export type InTurn = {
  readonly request: string
  readonly group: string
  readonly registeredAt: Instant
}

/** A group that had a turn, and the draw of its last one. */
export type LastTurn = Pick<InTurn, 'group' | 'registeredAt'> & { readonly draw: Day }

export type Turn = { readonly cluster: string; readonly request: string }

/**
 * [D31] One request a cluster: the first, by registration, after the group whose turn it was last;
 * when nobody is after it, the first of all. Clusters of which only one waits take no turns.
 * @param clusterOf the cluster of each group that is in one.
 */
export function turnsOf(
  waiting: readonly InTurn[],
  clusterOf: ReadonlyMap<string, string>,
  lastTurns: readonly LastTurn[],
): { readonly turns: readonly Turn[]; readonly without: ReadonlySet<string> } {
  const clusters = Map.groupBy(waiting, (one) => clusterOf.get(one.group) ?? one.group)
  const last = Map.groupBy(lastTurns, (one) => clusterOf.get(one.group) ?? one.group)
  const together = [...clusters].filter(([, all]) => all.length > 1)
  const turns = together.map(([cluster, all]) => {
    const before = last.get(cluster)?.toSorted(latestFirst)[0]
    const inOrder = all.toSorted(byRegistration)
    const next = before && inOrder.find((one) => byRegistration(one, before) > 0)
    return { cluster, request: (next ?? inOrder[0])?.request ?? '' }
  })
  const chosen = new Set(turns.map((turn) => turn.request))
  const others = together.flatMap(([, all]) => all).filter((one) => !chosen.has(one.request))
  return { turns, without: new Set(others.map((one) => one.request)) }
}

type Registered = Pick<InTurn, 'group' | 'registeredAt'>

function byRegistration(one: Registered, other: Registered): number {
  return one.registeredAt - other.registeredAt || compare(one.group, other.group)
}

function latestFirst(one: LastTurn, other: LastTurn): number {
  return compare(other.draw, one.draw) || byRegistration(other, one)
}

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other))

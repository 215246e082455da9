// The door's second form. Two batches of an act are in flight at a time: while one's transaction
// waits for the database, the other's calls are read and answered; what arrives meanwhile rides in
// the next. No two calls in flight share a key or a group: those wait for the batch after, so that
// they are settled one after the other, as if alone. A batch locks its groups before any slot and
// waits for no group that another batch holds, so the two cannot wait for each other. One refusal
// never fails its neighbours; a fault fails over to performing the calls one by one.

import type { ActName } from '@garita/contract'
import { type Decision, refused } from '@garita/domain/decision'
import type { ActDefinition, Call, Performed, Tx, Wish } from './act.ts'
import {
  answerBefore,
  groupOf,
  inputMac,
  keyNameOf,
  lockReachTogether,
  type Settled,
  settle,
} from './settle.ts'
import { findKeys } from './store/keys.ts'
import type { World } from './world.ts'

export type Batcher = {
  add(wish: Wish): Promise<Performed>
  /** How many calls the last batch held. */
  lastSize(): number
}

type Waiting = {
  readonly wish: Wish
  /** What is settled one after the other: calls of one key, and calls of one group. */
  readonly names: readonly string[]
  readonly resolve: (decision: Performed) => void
  readonly reject: (fault: unknown) => void
}

/** With one alone database and server wait for each other in turn; a third gained nothing. */
const batchesInFlight = 2
/** With fewer waiting than this a second batch costs more than riding in the one after the first. */
const secondFrom = 64
/** A batch holds a transaction and its row locks: longer ones gained nothing when measured. */
const batchLimit = 512

/** Answers written before the event loop looks at the sockets again. */
const answeredAtOnce = 16

export function openBatcher(
  world: World,
  definition: ActDefinition,
  alone: (wish: Wish) => Promise<Performed>,
): Batcher {
  let waiting: Waiting[] = []
  let flights = 0
  let last = 1
  /** Keys and groups of the calls in flight. */
  const busy = new Set<string>()

  /** Whether what waits should leave now, beside so many other batches. */
  function isWorthFlying(others: number): boolean {
    return others === 0 || (others < batchesInFlight && waiting.length >= secondFrom)
  }

  async function fly(): Promise<void> {
    flights += 1
    // One turn of the event loop, so that calls read from sockets in this turn ride along.
    await new Promise(setImmediate)
    while (isWorthFlying(flights - 1)) {
      const { batch, rest } = takeBatch(waiting, busy)
      if (batch.length === 0) break
      waiting = rest
      last = batch.length
      const names = batch.flatMap((one) => one.names)
      for (const name of names) busy.add(name)
      await performBatch(world, definition, alone, batch)
      for (const name of names) busy.delete(name)
    }
    flights -= 1
  }

  return {
    add: (wish) =>
      new Promise((resolve, reject) => {
        waiting.push({ wish, names: namesOf(wish), resolve, reject })
        if (isWorthFlying(flights)) void fly()
      }),
    lastSize: () => last,
  }
}

function namesOf(wish: Wish): string[] {
  return [`${wish.who.account} ${wish.key}`, `group ${groupOf(wish.input)}`]
}

/** The longest prefix without a repeated or busy key or group, and what has to wait. */
function takeBatch(
  waiting: readonly Waiting[],
  busy: ReadonlySet<string>,
): { batch: Waiting[]; rest: Waiting[] } {
  const seen = new Set<string>()
  const batch: Waiting[] = []
  const rest: Waiting[] = []
  for (const one of waiting) {
    const { names } = one
    const waits =
      batch.length >= batchLimit || names.some((name) => seen.has(name) || busy.has(name))
    ;(waits ? rest : batch).push(one)
    // What waits keeps its turn: a later call of the same key or group may not pass it.
    for (const name of names) seen.add(name)
  }
  return { batch, rest }
}

async function performBatch(
  world: World,
  definition: ActDefinition,
  alone: (wish: Wish) => Promise<Performed>,
  batch: readonly Waiting[],
): Promise<void> {
  try {
    const wishes = batch.map((one) => one.wish)
    const decisions = await inOneTransaction(world, definition, wishes)
    void answer(batch, decisions)
  } catch {
    for (const one of batch) await alone(one.wish).then(one.resolve, one.reject)
  }
}

/** Some at a time: what the other batch hears from the database shall not wait for all of them. */
async function answer(
  batch: readonly Waiting[],
  decisions: readonly Decision<unknown>[],
): Promise<void> {
  for (const [index, one] of batch.entries()) {
    if (index > 0 && index % answeredAtOnce === 0) await new Promise(setImmediate)
    one.resolve(decisions[index] as Performed)
  }
}

async function inOneTransaction(
  world: World,
  definition: ActDefinition,
  wishes: readonly Wish[],
): Promise<readonly Decision<unknown>[]> {
  const now = world.now()
  return await world.database.together.transaction().execute(async (tx) => {
    const sorted = await sortOut(world, tx, definition.name, wishes, now)
    const answers = await decideTogether(world, tx, definition, sorted.called, now)
    const decisions = wishes.map((wish) => sorted.answered.get(wish) ?? answers.get(wish))
    const settled = wishes.flatMap((wish, index): Settled[] => {
      const decision = decisions[index]
      if (!decision) throw new Error(`${definition.name} left a call without a decision`)
      if (sorted.known.has(wish)) return []
      const group = sorted.called.get(wish)?.group
      const mac = inputMac(world, group, wish.input)
      const concerns = group?.id ?? null
      return [{ wish, decision, mac, group: concerns, notes: { facts: {}, concerns } }]
    })
    await settle(tx, now, settled)
    return decisions as readonly Decision<unknown>[]
  })
}

type SortedOut = {
  /** Wishes with a decision already: done before, or their group is out of reach. */
  readonly answered: ReadonlyMap<Wish, Decision<unknown>>
  /** Of these, those done before: they are not written again. */
  readonly known: ReadonlySet<Wish>
  readonly called: ReadonlyMap<Wish, Call>
}

async function sortOut(
  world: World,
  tx: Tx,
  act: ActName,
  wishes: readonly Wish[],
  now: number,
): Promise<SortedOut> {
  const rows = await findKeys(tx, act, wishes.map(keyNameOf))
  const before = new Map(rows.map((row) => [`${row.actor} ${row.key}`, row]))
  const reached = await lockReachTogether(world, tx, wishes, now)
  const answered = new Map<Wish, Decision<unknown>>()
  const known = new Set<Wish>()
  const called = new Map<Wish, Call>()
  for (const wish of wishes) {
    const row = before.get(`${wish.who.account} ${wish.key}`)
    const found = reached.get(groupOf(wish.input) ?? '')
    if (row) {
      known.add(wish)
      answered.set(wish, await answerBefore(world, tx, row, wish))
    } else if (found?.accounts.has(wish.who.account)) {
      called.set(wish, { who: wish.who, input: wish.input, group: found.group })
    } else {
      answered.set(wish, refused('group-unknown'))
    }
  }
  return { answered, known, called }
}

async function decideTogether(
  world: World,
  tx: Tx,
  { name, together }: ActDefinition,
  called: ReadonlyMap<Wish, Call>,
  now: number,
): Promise<ReadonlyMap<Wish, Decision<unknown>>> {
  if (!together) throw new Error(`${name} cannot be performed together`)
  if (called.size === 0) return new Map()
  const context = { tx, now, rules: world.rulesAt(now), world }
  const answers = await together(context, [...called.values()])
  return new Map(
    [...called.keys()].flatMap((wish, index) => {
      const answer = answers[index]
      return answer ? [[wish, answer] as const] : []
    }),
  )
}

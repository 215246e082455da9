// The one door. Every act passes here: who → permission → key (done before? answer as before) →
// facts locked → rule → write → record, in one transaction. Nothing else changes the database.
//
// It has two forms with one meaning. An act that defines `together` is performed in batches: calls
// that arrive while a batch is in flight ride in the next one. Measured on two cores: one
// transaction a pick on one slot gave about 1,100 a second, together about 18,000; how many it
// is on your machine `npm run bench -- pick-slot` says.

import { type ActName, acts as contract } from '@garita/contract'
import { type Decision, type Plain, refused } from '@garita/domain/decision'
import type { ActDefinition, Context, LockedGroup, Perform, Performed, Tx, Wish } from './act.ts'
import { type Batcher, openBatcher } from './perform-together.ts'
import {
  answerBefore,
  groupOf,
  inputMac,
  keyNameOf,
  lockReach,
  type Notes,
  outcomeOf,
  settle,
} from './settle.ts'
import { findKey } from './store/keys.ts'
import type { World } from './world.ts'

export type Definitions = { readonly [N in ActName]: ActDefinition<N> }

export type Observed = {
  readonly act: ActName
  readonly outcome: string
  readonly milliseconds: number
  /** How many calls shared the transaction. */
  readonly together: number
}

export type PerformOptions = {
  /** False performs every act alone: the baseline of the benches. */
  readonly together?: boolean
  readonly observe?: (observed: Observed) => void
}

export type Door = {
  readonly perform: Perform
  /** Resolves when no batch is in flight and none waits. */
  drain(): Promise<void>
}

/** Races that the database settles by refusing one side; the loser starts over. */
const retriable = new Set(['40001', '40P01', '23505'])
const triesAtMost = 4

export function openDoor(
  world: World,
  definitions: Definitions,
  options: PerformOptions = {},
): Door {
  const batchers = new Map<ActName, Batcher>()
  const open = new Set<Promise<unknown>>()

  async function perform<N extends ActName>(wish: Wish<N>): Promise<Performed<N>> {
    const started = performance.now()
    const definition = definitions[wish.act] as unknown as ActDefinition<N>
    const work = isPermitted(wish) ? route(definition, wish) : Promise.resolve(notPermitted)
    open.add(work)
    try {
      const decision = (await work) as Performed<N>
      observe(wish.act, decision, started)
      return decision
    } finally {
      open.delete(work)
    }
  }

  function observe(act: ActName, decision: Decision<unknown>, started: number): void {
    const outcome = outcomeOf(decision)
    const together = batchers.get(act)?.lastSize() ?? 1
    options.observe?.({ act, outcome, milliseconds: performance.now() - started, together })
  }

  function route<N extends ActName>(definition: ActDefinition<N>, wish: Wish<N>) {
    if (!definition.together || options.together === false) {
      return performAlone(world, definition, wish)
    }
    let batcher = batchers.get(wish.act)
    if (!batcher) {
      const alone = (one: Wish) => performAlone(world, definition as never, one)
      batcher = openBatcher(world, definition as never, alone)
      batchers.set(wish.act, batcher)
    }
    return batcher.add(wish as unknown as Wish)
  }

  async function drain(): Promise<void> {
    while (open.size > 0) await Promise.allSettled(open)
  }

  return { perform, drain }
}

const notPermitted = refused('not-permitted')

function isPermitted(wish: Wish): boolean {
  return (contract[wish.act].by as readonly string[]).includes(wish.who.kind)
}

/** One call in one transaction; a batch of one means the same. */
async function performAlone<N extends ActName>(
  world: World,
  definition: ActDefinition<N>,
  wish: Wish<N>,
): Promise<Performed<N>> {
  for (let tries = 1; ; tries++) {
    try {
      return await once(world, definition, wish)
    } catch (error) {
      if (tries >= triesAtMost || !isRetriable(error)) throw error
    }
  }
}

function isRetriable(error: unknown): boolean {
  return retriable.has((error as { code?: string }).code ?? '')
}

async function once<N extends ActName>(
  world: World,
  definition: ActDefinition<N>,
  wish: Wish<N>,
): Promise<Performed<N>> {
  const now = world.now()
  const { db } = world.database
  // What is prepared is dear, a key that is made or two faces that are looked at: not once more for
  // what was done before. The key is looked up again under the transaction.
  const early = definition.prepare && (await findKey(db, keyNameOf(wish)))
  if (early) return (await answerBefore(world, db, early, wish)) as Performed<N>
  const { prepared, isReached } = await prepare(world, definition, wish, now)
  try {
    return await db.transaction().execute(async (tx) => {
      const before = await findKey(tx, keyNameOf(wish))
      if (before) return (await answerBefore(world, tx, before, wish)) as Performed<N>
      const reached = await lockReach(world, tx, [wish], now)
      const group = reached.get(groupOf(wish.input) ?? '')?.group
      const notes: Notes = { facts: {}, concerns: group?.id ?? null }
      const context = { ...contextOf(world, tx, wish, now, notes), group, prepared }
      const decision =
        !isReached || isOutOfReach(wish, group)
          ? refused('group-unknown')
          : await definition.alone(context as unknown as Context<N, unknown>, wish.input)
      const mac = inputMac(world, group, wish.input)
      await settle(tx, now, [{ wish, decision, mac, group: group?.id ?? null, notes }])
      return decision as Performed<N>
    })
  } finally {
    // A thread that was begun ends, whether or not the act came to use it.
    await (prepared as Partial<AsyncDisposable> | undefined)?.[Symbol.asyncDispose]?.()
  }
}

async function prepare<N extends ActName>(
  world: World,
  definition: ActDefinition<N>,
  wish: Wish<N>,
  now: number,
): Promise<{ prepared: unknown; isReached: boolean }> {
  if (!definition.prepare) return { prepared: undefined, isReached: true }
  const reached = await lockReach(world, world.database.db, [wish], now, false)
  const group = reached.get(groupOf(wish.input) ?? '')?.group
  if (isOutOfReach(wish, group)) return { prepared: undefined, isReached: false }
  const call = { who: wish.who, input: wish.input, group: group as never }
  return { prepared: await definition.prepare(world, call), isReached: true }
}

function isOutOfReach(wish: Wish, group: LockedGroup | undefined): boolean {
  return groupOf(wish.input) !== undefined && group === undefined
}

function contextOf(world: World, tx: Tx, wish: Wish, now: number, notes: Notes) {
  return {
    tx,
    now,
    who: wish.who,
    rules: world.rulesAt(now),
    world,
    note: (facts: { readonly [key: string]: Plain }) => void Object.assign(notes.facts, facts),
    concerns: (group: string) => {
      notes.concerns = group
    },
  }
}

// The people of the simulation and what they are moved to do. Each step looks at what stands in the
// database, chooses by its own chance, and performs an act through the door; that a rule refuses is
// as good as that it allows. A fault is not.

import { createHash } from 'node:crypto'
import type { ActName, InputOf } from '@garita/contract'
import { secretOf } from '@garita/domain/custodian'
import type { Performed, Who } from '../../src/act.ts'
import { sortedJson } from '../../src/settle.ts'
import type { House } from '../house.ts'
import type { Chance } from './chance.ts'

export type Port = InputOf<'open-places'>['port']
export const townPorts: readonly Port[] = ['2504', '2503', '2402']

export type Town = {
  readonly house: House
  /** Performs, counts and remembers; the same key is counted once. */
  act<N extends ActName>(who: Who, act: N, input: InputOf<N>, key?: string): Promise<Performed<N>>
  /** How many acts were performed, each counted once. */
  performed(): number
  /** `pick-slot allowed` and the like, with how often. */
  readonly tally: ReadonlyMap<string, number>
  /** Does the last act of an applicant again under its key; its answer has to be the same. */
  repeat(): Promise<void>
  readonly clock: Who
  /** For the clock’s own acts. */
  readonly perform: House['door']['perform']
}

type Last = { who: Who; act: ActName; input: unknown; key: string; answer: string }

export function openTown(house: House): Town {
  const known = new Set<string>()
  const tally = new Map<string, number>()
  let last: Last | undefined
  let keys = 0

  const perform: House['door']['perform'] = async (wish) => {
    const decision = await house.door.perform(wish)
    const name = decision.ok ? 'allowed' : decision.reasons.map((one) => one.name).join(' ')
    const id = `${wish.who.account} ${wish.act} ${wish.key}`
    if (name !== 'not-permitted' && name !== 'key-reused' && !known.has(id)) {
      known.add(id)
      const line = `${wish.act} ${decision.ok ? 'allowed' : 'refused'}`
      tally.set(line, (tally.get(line) ?? 0) + 1)
    }
    return decision
  }

  return {
    house,
    perform,
    tally,
    clock: house.asClock(),
    performed: () => known.size,
    act: async (who, act, input, key = `step-${keys++}`) => {
      const decision = await perform({ who, act, input, key })
      if (who.kind === 'applicant') {
        last = { who, act, input, key, answer: sortedJson(decision) }
      }
      return decision
    },
    repeat: async () => {
      if (!last) return
      const { who, act, input, key, answer } = last
      const again = await perform({ who, act, input: input as never, key })
      if (sortedJson(again) !== answer) throw new Error(`${act} answered otherwise again`)
    },
  }
}

export type Held = { readonly group: string; readonly account: string; readonly size: number }

/** Some group, with an account that holds it; of those that `where` says, if it says. */
export async function someGroup(
  { house }: Town,
  chance: Chance,
  where = 'true',
): Promise<Held | undefined> {
  const { rows } = await house.world.database.pool.query<Held>(
    `select groups.id as group, account_id as account, size from groups
     join account_groups on group_id = groups.id and ended_at is null
     where ${where} order by registered_at, groups.id`,
  )
  return chance.pick(rows)
}

export async function someRow<Row extends object>(
  { house }: Town,
  chance: Chance,
  query: string,
): Promise<Row | undefined> {
  const { rows } = await house.world.database.pool.query<Row>(query)
  return chance.pick(rows)
}

export const applicant = (account: string): Who => ({ kind: 'applicant', account, ports: [] })

/** Ports in some order, at least one. */
export function somePorts(chance: Chance): Port[] {
  const left = [...townPorts]
  const chosen: Port[] = []
  for (let count = 1 + chance.below(townPorts.length); count > 0; count -= 1) {
    const [port] = left.splice(chance.below(left.length), 1)
    if (port) chosen.push(port)
  }
  return chosen
}

const longSecrets = [1, 2].map((n) => createHash('sha256').update(`custodian ${n}`).digest())

/** Both custodians commit to the draws of the next days. */
export async function commitAhead(town: Town, draws: readonly string[]): Promise<void> {
  for (const [place, secret] of longSecrets.entries()) {
    const commitments = draws.map((draw) => ({
      draw,
      commitment: createHash('sha256')
        .update(Buffer.from(secretOf(secret, draw), 'hex'))
        .digest('hex'),
    }))
    const name = `Office ${place + 1}`
    await town.act(town.house.asCustodian(place + 1), 'commit-secrets', { name, commitments })
  }
}

/** The first `count` custodians reveal what is due. */
export async function revealDue(town: Town, count: number): Promise<void> {
  const { rows } = await town.house.world.database.pool.query<{ id: string }>(
    `select id from draws where state = 'frozen' order by id`,
  )
  for (const { id } of rows) {
    for (const [place, secret] of longSecrets.slice(0, count).entries()) {
      const who = town.house.asCustodian(place + 1)
      await town.act(who, 'reveal-secret', { draw: id, secret: secretOf(secret, id) })
    }
  }
}

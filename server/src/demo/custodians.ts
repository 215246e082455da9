// The demo's two custodians, built in so that its draws run by themselves. They do what a
// custodian's own client does, by the same lines; only that here both sit beside the server, where
// real ones never may.

import { randomBytes } from 'node:crypto'
import type { ActName, AnswerOf, InputOf } from '@garita/contract'
import { drawsCommittedAhead } from '@garita/domain/custodian'
import { bytesOfHex } from '@garita/domain/hex'
import type { Perform, Who } from '../act.ts'
import type { Asker } from '../ask.ts'
import { HouseRefused } from '../custody-house.ts'
import { type CustodyHouse, doRound } from '../custody-round.ts'
import { readWhole } from '../store/draw-files.ts'
import type { World } from '../world.ts'

export type DemoOffice = {
  readonly account: string
  /** Its public name. */
  readonly name: string
  /** 64 hexadecimal digits. */
  readonly longSecret: string
}

/** Where the offices reach the house. */
export type OfficesPlace = {
  readonly world: Pick<World, 'database' | 'now'>
  readonly perform: Perform
  readonly ask: Asker
  readonly offices: readonly DemoOffice[]
}

/** How soon the demo's secrets are in after a freeze. */
const everyMsDefault = 5_000

/** Two offices with new secrets. Nobody signs in as one: they have no password. */
export function makeOffices(): DemoOffice[] {
  return [1, 2].map((number) => ({
    account: `demo-office-${number}`,
    name: `Demo office ${number}`,
    longSecret: randomBytes(32).toString('hex'),
  }))
}

/** One look of each office: reveals what is due and commits ahead. */
export async function lookAsOffices(place: OfficesPlace): Promise<void> {
  for (const { account, name, longSecret } of place.offices) {
    const custodian = { name, longSecret: bytesOfHex(longSecret), ahead: drawsCommittedAhead }
    const house = houseOf(place, { kind: 'custodian', account, ports: [] })
    await doRound(house, { ...custodian, now: place.world.now }, () => undefined)
  }
}

/** Looks now and then until stopped; `stop` waits for the look under way. */
export function startOffices(
  place: OfficesPlace,
  onTrouble: (kind: string) => void,
  everyMs = everyMsDefault,
): { stop(): Promise<void> } {
  let looking: Promise<void> | undefined
  const timer = setInterval(() => {
    looking ??= lookAsOffices(place)
      .catch((error: unknown) => onTrouble(error instanceof Error ? error.name : 'unknown'))
      .finally(() => {
        looking = undefined
      })
  }, everyMs)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await looking
    },
  }
}

/** The house as somebody inside reaches it: by the door. */
function houseOf({ world, perform, ask }: OfficesPlace, who: Who): CustodyHouse {
  async function act<N extends ActName>(name: N, input: InputOf<N>): Promise<AnswerOf<N>> {
    const key = randomBytes(16).toString('hex')
    const decision = await perform({ who, act: name, input, key })
    if (decision.ok) return decision.value
    throw new HouseRefused(decision.reasons.map((reason) => reason.name).join(' '))
  }
  return {
    custody: async () => {
      const decision = await ask(who, 'custody', {})
      if (!decision.ok) throw new HouseRefused(decision.reasons[0].name)
      return decision.value
    },
    commit: (input) => act('commit-secrets', input),
    reveal: (input) => act('reveal-secret', input),
    file: (draw, name) => readWhole(world.database.db, draw, name),
  }
}

// Who may do what stands in the contract. Here every act and every ask is tried by every kind of
// actor, at the door and through HTTP, so that no new one can slip past either.

import { randomUUID } from 'node:crypto'
import { type ActName, type ActorKind, type AskName, acts, asks } from '@garita/contract'
import { refused } from '@garita/domain/decision'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, type Who } from '../src/act.ts'
import { type AskDefinitions, ask, openAsker } from '../src/ask.ts'
import { type Definitions, openDoor } from '../src/perform.ts'
import { granted, type House, namesOf, openHouse } from './house.ts'
import { sampleOf } from './sample.ts'
import { type Served, serve } from './served.ts'

const actNames = Object.keys(acts) as ActName[]
const askNames = Object.keys(asks) as AskName[]
/** All there are: one that is missing here is a type error. */
const kinds = Object.keys({
  applicant: 1,
  officer: 1,
  supervisor: 1,
  planner: 1,
  auditor: 1,
  custodian: 1,
  public: 1,
  clock: 1,
  administration: 1,
  accounts: 1,
} satisfies Record<ActorKind, 1>) as ActorKind[]
const signedIn = kinds.slice(0, 6)
const internal: readonly string[] = ['clock', 'administration', 'accounts']

let house: House
let served: Served

beforeAll(async () => {
  house = await openHouse()
  served = await serve(house, {
    door: openDoor(house.world, reachedActs),
    ask: openAsker(house.world, reachedAsks),
  })
  for (const role of ['officer', 'supervisor', 'planner', 'auditor', 'custodian'] as const) {
    const input = { account: role, role, ports: ['2504' as const] }
    granted(await house.perform(house.asAdministration(), 'add-staff', input))
  }
})
afterAll(async () => {
  await served.close()
  await house.close()
})

/** Stands behind the door in place of each act: whoever hears this name was let through. */
const reached = refused('key-reused')
const reachedActs = Object.fromEntries(
  actNames.map((name) => [name, act(name, async () => reached as never)]),
) as unknown as Definitions
const reachedAsks = Object.fromEntries(
  askNames.map((name) => [name, ask(name, async () => reached as never)]),
) as unknown as AskDefinitions

const whoOf = (kind: ActorKind): Who => ({ kind, account: `some-${kind}`, ports: ['2504'] })

describe('at the door', () => {
  it.each(actNames)(
    '%s is for those whom the contract names, and for nobody else',
    async (name) => {
      const { perform } = openDoor(house.world, reachedActs)
      for (const kind of kinds) {
        const wish = { who: whoOf(kind), act: name, input: {} as never, key: randomUUID() }
        const names = namesOf(await perform(wish))
        const isNamed = (acts[name].by as readonly string[]).includes(kind)
        expect([kind, ...names]).toEqual([kind, isNamed ? 'key-reused' : 'not-permitted'])
      }
      const { count } = await house.db
        .selectFrom('records')
        .select((of) => of.fn.countAll<number>().as('count'))
        .where('act', '=', name)
        .where('outcome', '=', 'not-permitted')
        .executeTakeFirstOrThrow()
      expect(count).toBe(0)
    },
  )

  it.each(askNames)('%s is asked by those whom the contract names alone', async (name) => {
    const asker = openAsker(house.world, reachedAsks)
    for (const kind of kinds) {
      const names = namesOf(await asker(whoOf(kind), name, {} as never))
      const isNamed = (asks[name].by as readonly string[]).includes(kind)
      expect([kind, ...names]).toEqual([kind, isNamed ? 'key-reused' : 'not-permitted'])
    }
  })

  it('nobody is named twice, and no act is for nobody', () => {
    for (const { by } of [...Object.values(acts), ...Object.values(asks)]) {
      expect(by.length).toBeGreaterThan(0)
      expect(new Set(by).size).toBe(by.length)
    }
  })
})

describe('through HTTP', () => {
  const visitor = { cookie: '' }
  const cookieOf = (kind: ActorKind) => ({
    cookie: served.cookieOf(kind, kind === 'applicant' ? kind : 'staff'),
  })
  const expected = (by: readonly string[], kind: ActorKind) => {
    if (by.includes(kind)) return 'let through'
    return kind === 'public' ? 'not-signed-in' : 'not-permitted'
  }
  const heard = (name: string) => (name === 'key-reused' ? 'let through' : name)

  it.each(actNames.filter((name) => acts[name].by.some((kind) => !internal.includes(kind))))(
    '%s',
    async (name) => {
      for (const kind of [...signedIn, 'public' as const]) {
        const who = kind === 'public' ? visitor : cookieOf(kind)
        const answer = await served.server.inject({
          method: 'POST',
          url: `/api/acts/${name}`,
          headers: { ...who, 'idempotency-key': randomUUID() },
          payload: sampleOf(acts[name].input) as object,
        })
        expect([kind, heard(answer.json().name)]).toEqual([kind, expectedName(name, kind)])
      }
    },
  )

  // The input names a group that nobody has: whoever is let through hears so before the act does.
  const expectedName = (name: ActName, kind: ActorKind) => {
    const said = expected(acts[name].by, kind)
    const namesGroup = 'group' in acts[name].input.properties
    return said === 'let through' && namesGroup ? 'group-unknown' : said
  }

  it('every act and ask that a person may do has an address and is described, and no other', async () => {
    const { paths } = (await served.server.inject('/api/openapi.json')).json()
    const isForPeople = ({ by }: { by: readonly string[] }) =>
      by.some((kind) => !internal.includes(kind))
    const wanted = [
      ...actNames.filter((name) => isForPeople(acts[name])).map((name) => `/api/acts/${name}`),
      ...askNames.filter((name) => isForPeople(asks[name])).map((name) => `/api/asks/${name}`),
    ]
    const described = Object.keys(paths).filter((path) => /^\/api\/(acts|asks)\//.test(path))
    expect(described.sort()).toEqual(wanted.sort())
    for (const path of wanted) {
      const { summary, description } = Object.values<{ summary: string; description: string }>(
        paths[path],
      )[0] ?? { summary: '', description: '' }
      const [, kind, name = ''] = path.split('/').slice(1)
      const { refusals, by, ...contract } =
        kind === 'acts' ? acts[name as ActName] : asks[name as AskName]
      expect(summary).toBe(contract.summary)
      for (const word of [...by, ...refusals]) expect(description).toContain(word)
    }
  })
})

// A fault never loses a confirmed thing. The server is killed with SIGKILL at a random moment while
// eight people perform acts; after a restart every act that was answered is there, the same key
// gives the same answer, and no slot is overfull. On PGlite and on PostgreSQL.

import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, signInApplicant, signInStaff } from '../../e2e/client.ts'
import { type RunningHouse, runHouse } from '../../e2e/running-house.ts'
import { type RunningPostgres, startPostgres } from './postgres.ts'

const actsARound = 200
const rounds = process.env.GARITA_LONG === 'yes' ? 5 : 1
const seed = Number(process.env.GARITA_SEED ?? 20230112)
/** At an hour at which the demo opens nothing. */
const slot = '2504-2023-01-12-0315'
const places = 60
const people = 8

let postgres: RunningPostgres

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
})

/** What somebody asked for, and what they were answered if they were. */
type Done = {
  readonly client: Client
  readonly act: Parameters<Client['act']>[0]
  readonly input: Parameters<Client['act']>[1]
  readonly key: string
  answer?: { status: number; body: string }
}

const traveler = {
  relation: 'self' as const,
  givenNames: 'Ejemplo',
  birth: { year: 1990, approximate: false },
  sex: 'female' as const,
  nationality: 'HN',
  birthCountry: 'HN',
  languages: ['es'],
  needs: [],
}

/** One person registers group after group and picks for each, until the server is gone. */
async function live(client: Client, name: number, log: Done[], limit: () => boolean) {
  async function perform(act: Done['act'], input: object) {
    const done = { client, act, input, key: `${name}-${act}-${log.length}` } as Done
    log.push(done)
    done.answer = await client.act(act, input as never, done.key)
    return JSON.parse(done.answer.body)
  }
  try {
    while (!limit()) {
      const { group, members } = await perform('register-group', {
        language: 'es',
        members: [
          traveler,
          { ...traveler, relation: 'child', birth: { year: 2020, approximate: false } },
        ],
        contact: { email: `ejemplo-${name}@example.org` },
      })
      await perform('attest', {
        group,
        language: 'es',
        said: members.map((member: string) => ({
          member,
          criteria: ['illness'],
          preferToSay: false,
        })),
      })
      for (const member of members) await perform('add-photo', { group, member, photo: 'at-port' })
      await perform('confirm-location', {
        group,
        where: { latitude: 32.5, longitude: -116.98, accuracyMeters: 30 },
      })
      await perform('pick-slot', { group, port: '2504', slot })
      await perform('pick-slot', { group, port: '2504', slot })
    }
  } catch {
    // The server was killed while this person waited for an answer.
  }
}

async function openSlots(house: RunningHouse): Promise<void> {
  const planner = await signInStaff(house.address, 'planner')
  const answer = await planner.act('open-places', {
    port: '2504',
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    times: [{ time: '03:15', places }],
    from: '2023-01-12',
    to: '2023-01-12',
    kind: 'general',
  })
  expect(answer.status).toBe(200)
}

async function round(env: Record<string, string>, killAfter: number): Promise<void> {
  const first = await runHouse({ env, keep: true })
  const log: Done[] = []
  await openSlots(first)
  const clients = await Promise.all(
    Array.from({ length: people }, (_, one) =>
      signInApplicant(first.address, `ejemplo-${one}@example.org`),
    ),
  )
  const answered = () => log.filter((done) => done.answer).length
  const living = clients.map((client, name) =>
    live(client, name, log, () => log.length >= actsARound),
  )
  while (answered() < killAfter) await new Promise((resolve) => setTimeout(resolve, 1))
  await first.kill()
  await Promise.all(living)
  expect(answered()).toBeGreaterThanOrEqual(killAfter)

  // A clock goes on; the demo's would begin again.
  const later = { ...env, GARITA_CLOCK: '2023-01-10T18:10:00Z' }
  const second = await runHouse({ env: later, folder: first.folder })
  try {
    for (const client of clients) client.moveTo(second.address)
    for (const { client, act, input, key, answer } of log) {
      const again = await client.act(act, input, key)
      // What was answered is answered so again; what was not, is answered now and stays so.
      const due = answer ?? (await client.act(act, input, key))
      expect({ act, key, ...again }).toEqual({ act, key, ...due })
    }
    await expectPlacesAgree(second, clients, log)
  } finally {
    await second.stop()
    rmSync(first.folder, { recursive: true, force: true })
  }
}

async function expectPlacesAgree(house: RunningHouse, clients: Client[], log: Done[]) {
  const journeys = await Promise.all(clients.map((client) => client.ask('my-journey', {})))
  const groups = journeys.flatMap((journey) => journey.groups)
  const registered = log.filter((done) => done.act === 'register-group')
  expect(groups).toHaveLength(registered.length)
  const seated = groups.filter((group) => group.appointment?.state === 'standing')
  const people = seated.reduce((sum, group) => sum + group.size, 0)
  const answer = await fetch(`${house.address}/api/asks/open-places?port=2504`)
  const { slots } = (await answer.json()) as { slots: { slot: string; left: number }[] }
  expect(slots.find((one) => one.slot === slot)).toMatchObject({ places, left: places - people })
  expect(people).toBeLessThanOrEqual(places)
  expect(people).toBeGreaterThan(0)
}

/** Where in each round the server dies: the same in every run of a seed. */
const kills = Array.from(
  { length: rounds },
  (_, index) => 20 + ((Math.imul(seed + index, 2_654_435_761) >>> 8) % 160),
)

describe(`killed at a random moment of ${actsARound} acts, ${rounds} of 5 times, seed ${seed}`, () => {
  test.each(kills)('[I1] [I2] on the embedded database, after %i answers', async (killAfter) => {
    await round({ GARITA_DEMO_GROUPS: '0' }, killAfter)
  })

  test.each(kills)('[I1] [I2] on PostgreSQL, after %i answers', async (killAfter) => {
    const url = await postgres.database(`kill_${killAfter}_${kills.indexOf(killAfter)}`)
    await round({ GARITA_DEMO_GROUPS: '0', DATABASE_URL: url }, killAfter)
  })
})

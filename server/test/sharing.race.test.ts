// Two phones that register the same person at the same moment, on a real PostgreSQL: both groups
// are noted as sharing; and a negative control: without the lock some pairs are missed.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allActs } from '../src/acts/all.ts'
import { registerGroupWith } from '../src/acts/applicant/register-group.ts'
import { type Definitions, openDoor } from '../src/perform.ts'
import { findClusters, type lockPersons } from '../src/store/shared-travelers.ts'
import { child, family, person } from './families.ts'
import { granted, type House, openHouse } from './house.ts'
import { type RunningPostgres, startPostgres } from './postgres.ts'

const groupCount = 24
const pairCount = (groupCount * (groupCount - 1)) / 2

let postgres: RunningPostgres

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
})

/** All register the same child at once; the first persons differ. Gives the ids of the groups. */
async function registerAll(house: House, definitions: Definitions): Promise<string[]> {
  const door = openDoor(house.world, definitions)
  const shared = child(999)
  const all = Array.from({ length: groupCount }, async (_, n) =>
    granted(
      await door.perform({
        who: house.asApplicant(n),
        act: 'register-group',
        // Half name the child first, so that locks in the order of typing would deadlock.
        input: family(
          ...(n % 2 ? [person(n), shared, child(998)] : [person(n), child(998), shared]),
        ),
        key: randomUUID(),
      }),
    ),
  )
  return (await Promise.all(all)).map(({ group }) => group)
}

test('[Q5] of groups that register the same person at once every two are noted, and each told once', async () => {
  const house = await openHouse({ place: { url: await postgres.database('sharing') } })
  try {
    const groups = await registerAll(house, allActs)
    const pairs = await house.db.selectFrom('sharedTravelers').selectAll().execute()
    expect(pairs).toHaveLength(pairCount)
    const clusters = await findClusters(house.db)
    expect([...clusters.keys()].sort()).toEqual(groups.toSorted())
    expect(new Set(clusters.values()).size).toBe(1)
    const told = await house.db.selectFrom('notices').select(['groupId', 'kind']).execute()
    expect(told.map((one) => one.groupId).sort()).toEqual(groups.toSorted())
    expect(new Set(told.map((one) => one.kind))).toEqual(new Set(['traveler-shared']))
  } finally {
    await house.close()
  }
})

test('[Q5] corrections of groups that share a person at once leave exactly the pairs there are', async () => {
  const house = await openHouse({ place: { url: await postgres.database('correcting') } })
  try {
    const groups = await registerAll(house, allActs)
    const { language, contact } = family()
    const correct = async (group: string, n: number, keeps: boolean) => {
      const rows = await house.db
        .selectFrom('members')
        .select(['id', 'position'])
        .where('groupId', '=', group)
        .orderBy('position')
        .execute()
      const [first, second] = rows
      if (!first || !second) throw new Error('no members')
      const kept = keeps ? [{ ...child(999), id: second.id }] : []
      const members = [{ ...person(n), id: first.id }, ...kept]
      const input = { group, language, contact, members }
      granted(await house.perform(house.asApplicant(n), 'correct-group', input))
    }
    await Promise.all(groups.map((group, n) => correct(group, n, n % 3 === 0)))
    const keeping = groups.filter((_, n) => n % 3 === 0)
    const clusters = await findClusters(house.db)
    expect([...clusters.keys()].sort()).toEqual(keeping.toSorted())
    const pairs = await house.db.selectFrom('sharedTravelers').selectAll().execute()
    expect(pairs).toHaveLength((keeping.length * (keeping.length - 1)) / 2)
  } finally {
    await house.close()
  }
})

test('negative control: without the lock pairs are missed', async () => {
  const house = await openHouse({ place: { url: await postgres.database('sharing_control') } })
  try {
    const unlocked: typeof lockPersons = async () => undefined
    await registerAll(house, { ...allActs, 'register-group': registerGroupWith(unlocked) })
    const pairs = await house.db.selectFrom('sharedTravelers').selectAll().execute()
    expect(pairs.length).toBeLessThan(pairCount)
  } finally {
    await house.close()
  }
})

// The constraints of identities, determinations and the criteria's counts, each attacked in SQL.

import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Desk, openDesk } from './at-desk.ts'
import { attackOn } from './attack.ts'
import { granted, type House, openHouse } from './house.ts'
import type { SeatedGroup } from './seated-group.ts'

let house: House
let desk: Desk
let seated: SeatedGroup
let member: string
let determination: string

beforeAll(async () => {
  house = await openHouse()
  desk = await openDesk(house, 700)
})
afterAll(async () => await house.close())

beforeEach(async () => {
  seated = await desk.receive(1)
  member = seated.members[0] ?? ''
  granted(await desk.confirm(seated, member))
  const not = { outcome: 'not-excepted', reason: 'public-safety' } as const
  determination = granted(await desk.determine(seated, member, not)).determination
})

const attack = (statement: RawBuilder<unknown>) => attackOn(house, statement)

const change = (what: ReturnType<typeof sql>) =>
  attack(sql`update determinations set ${what} where id = ${determination}`)

it('[X6] a verdict or ground of an identity that no rule knows, and one of nobody', async () => {
  const say = (verdict: string, ground: string, of = member) => sql`insert into identities
    (id, appointment_id, member_id, verdict, ground, by_account, confirmed_at)
    values (${randomUUID()}, ${seated.appointment}, ${of}, ${verdict}, ${ground}, 'o', now())`
  expect(await attack(say('perhaps', 'photo'))).toBe('identity_verdict_is_known')
  expect(await attack(say('same', 'score'))).toBe('identity_ground_is_known')
  expect(await attack(say('same', 'photo', randomUUID()))).toBe('identities_member_id_fkey')
  expect(await attack(say('same', 'photo'))).toBe('nothing held')
})

it('[X8] a not-excepted that needs no countersign, or one that is countersigned by who decided', async () => {
  const own = sql`countersign = 'confirmed', countersigned_by = by_account`
  expect(await change(own)).toBe('only_another_countersigns')
  expect(await change(sql`countersign = 'not-needed'`)).toBe('not_excepted_is_countersigned')
  expect(await change(sql`countersign = 'perhaps'`)).toBe('countersign_is_known')
})

it('[X1] [X9] a second that stands beside one that is awaited, but not beside a returned one', async () => {
  const second = () => sql`insert into determinations
    (id, appointment_id, member_id, outcome, reason, by_account, determined_at)
    values (${randomUUID()}, ${seated.appointment}, ${member}, 'referred', 'other', 'o', now())`
  expect(await attack(second())).toBe('one_determination_a_member')
  const returned = sql`countersign = 'returned', countersigned_by = 'other'`
  expect(await change(returned)).toBe('nothing held')
  expect(await attack(second())).toBe('nothing held')
  expect(await attack(second())).toBe('one_determination_a_member')
})

it('[X9] a determination that is replaced by none', async () => {
  const nothing = sql`replaced_by = ${randomUUID()}`
  expect(await change(nothing)).toBe('determinations_replaced_by_fkey')
})

it('[Y11] counts of no month or criterion, and of more people than there were', async () => {
  const count = (month: string, criterion: string, counts: readonly number[]) =>
    attack(sql`insert into criteria_counts
      (month, criterion, people, attested, seen, attested_and_seen)
      values (${month}, ${criterion}, ${sql.join(counts)})`)
  expect(await count('2023-13', 'illness', [1, 1, 1, 1])).toBe('month_is_of_a_year')
  expect(await count('2023-01', 'poverty', [1, 1, 1, 1])).toBe('criterion_is_known')
  for (const counts of [
    [-1, 0, 0, 0],
    [1, 1, 0, 1],
    [1, 0, 1, 1],
    [1, 1, 1, 0],
    [1, 1, 1, -1],
  ])
    expect(await count('2023-01', 'illness', counts)).toBe('criteria_are_counted_of_people')
  expect(await count('2023-01', 'illness', [3, 2, 2, 1])).toBe('nothing held')
  expect(await count('2023-01', 'illness', [3, 2, 2, 1])).toBe('criteria_counts_pkey')
})

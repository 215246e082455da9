// The constraints of trouble, appeals, shared travelers and rules, each attacked directly in SQL.

import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { attackOn } from './attack.ts'
import { child, openSlot, person, readyFamily } from './families.ts'
import { granted, type House, openHouse } from './house.ts'
import { type SeatedGroup, seatGroup } from './seated-group.ts'

let house: House
let seated: SeatedGroup

beforeAll(async () => {
  house = await openHouse()
  seated = await seatGroup(house, { n: 1, slot: await openSlot(house) })
  const { who, group, appointment } = seated
  granted(await house.perform(who, 'report-trouble', { group, appointment, kind: 'ill' }))
  const shared = child(7, { givenNames: 'Ejemplo compartido' })
  for (const n of [2, 3]) await readyFamily(house, house.asApplicant(n), person(n), shared)
  await house.db.updateTable('groups').set({ verdict: 'out' }).execute()
  granted(await house.perform(who, 'appeal-location', { group, words: 'Estamos cerca' }))
})
afterAll(async () => await house.close())

const attack = (statement: RawBuilder<unknown>) => attackOn(house, statement)

it('[U4] trouble of one appointment is open once, of a kind and state that are known', async () => {
  const again = sql`insert into troubles
    (id, group_id, appointment_id, port, kind, state, reported_at, answer_by)
    select ${randomUUID()}, group_id, appointment_id, port, kind, state, now(), now() from troubles`
  expect(await attack(again)).toBe('one_open_trouble_an_appointment')
  expect(await attack(sql`update troubles set kind = 'tired'`)).toBe('trouble_is_known')
  expect(await attack(sql`update troubles set state = 'lost'`)).toBe('trouble_state_is_known')
  expect(await attack(sql`update troubles set answer = 'no'`)).toBe('trouble_answer_is_known')
})

it('[L11] an appeal is open once a group, of a state and verdict that are known', async () => {
  const again = sql`insert into appeals (id, group_id, port, sealed_words, state, made_at, answer_by)
    select ${randomUUID()}, group_id, port, sealed_words, state, now(), now() from appeals`
  expect(await attack(again)).toBe('one_open_appeal_a_group')
  expect(await attack(sql`update appeals set state = 'lost'`)).toBe('appeal_state_is_known')
  expect(await attack(sql`update appeals set verdict = 'doubt'`)).toBe('appeal_verdict_is_known')
})

it('[Q5] a pair stands once, and [Q7] the group kept is one of the two', async () => {
  const turned = sql`insert into shared_travelers (group_a, group_b, found_at)
    select group_b, group_a, now() from shared_travelers`
  expect(await attack(turned)).toBe('pair_stands_once')
  const twice = sql`insert into shared_travelers select * from shared_travelers`
  expect(await attack(twice)).toBe('shared_travelers_pkey')
  const keep = sql`update shared_travelers set keep = ${seated.group}`
  expect(await attack(keep)).toBe('kept_group_is_of_the_pair')
  const verdict = sql`update shared_travelers set verdict = 'perhaps'`
  expect(await attack(verdict)).toBe('sharing_verdict_is_known')
})

it('[P4] [P8] a version is there once, and one proposal waits at a time', async () => {
  const twice = sql`insert into rules select * from rules`
  expect(await attack(twice)).toBe('rules_pkey')
  const propose = () => sql`insert into rule_proposals
    (id, version, in_force_from, body, reason, proposed_by, proposed_at)
    values (${randomUUID()}, ${randomUUID()}, now(), '{}', 'prueba', 'planner-1', now())`
  expect(await attack(propose())).toBe('nothing held')
  expect(await attack(propose())).toBe('one_open_proposal_at_a_time')
  const decide = sql`update rule_proposals set decision = 'maybe', decided_by = 'planner-2'`
  expect(await attack(decide)).toBe('decision_on_rules_is_known')
})

import { randomUUID } from 'node:crypto'
import type { InputOf } from '@garita/contract'
import { rulesAtLaunch } from '@garita/domain/programme'
import { proposableOf } from '@garita/domain/rules-change'
import { daysMs } from '@garita/domain/time'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import type { Who } from '../../act.ts'
import { loadRules } from '../../store/rules.ts'

/** Tuesday 10 January 2023, 13:00 in New York. */
const start = Date.UTC(2023, 0, 10, 18)
/** Midnight of 14 January in New York. */
const begins = Date.UTC(2023, 0, 14, 5)
const other: Who = { kind: 'planner', account: 'planner-2', ports: [] }

type Proposed = InputOf<'propose-rules'>['rules']

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(async () => await house.close())

const current = () => structuredClone(proposableOf(rulesAtLaunch)) as Proposed
const propose = async (over: Partial<InputOf<'propose-rules'>> = {}) =>
  await house.perform(house.asPlanner(), 'propose-rules', {
    version: '2',
    inForceFrom: '2023-01-14',
    rules: { ...current(), offerHours: 47 },
    reason: 'Más tiempo para responder',
    ...over,
  })
const decide = async (
  proposal: string,
  decision: 'approved' | 'rejected' = 'approved',
  who = other,
) => await house.perform(who, 'approve-rules', { proposal, decision })

describe('propose-rules', () => {
  it('[P5] is seen by planners, and changes nothing yet', async () => {
    const { proposal } = granted(await propose())
    const seen = async (who: Who) => granted(await house.ask(who, 'rule-proposals', {})).proposals
    const [mine] = await seen(house.asPlanner())
    expect(mine).toEqual({
      ...{ proposal, version: '2', inForceFrom: begins, reason: 'Más tiempo para responder' },
      ...{ mine: true, proposedAt: start, decision: null, decidedAt: null },
      rules: { ...current(), offerHours: 47 },
    })
    expect((await seen(other))[0]?.mine).toBe(false)
    await house.world.reloadRules()
    expect(house.world.rulesAt(begins).version).toBe('1')
  })

  it('[P4] [P7] [P9] [P10] refuses what cannot be, with every reason at once', async () => {
    const rules = {
      ...current(),
      chances: { base: 100, need: 100, wait: 20, waitLimit: 41 },
      area: { ...current().area, wholeStates: ['XXX'] },
    }
    expect(namesOf(await propose({ version: '1', inForceFrom: '2023-01-11', rules }))).toEqual([
      ...['version-taken', 'in-force-too-soon', 'chances-too-many', 'state-unknown'],
    ])
    expect(namesOf(await propose({ rules: current() }))).toEqual(['rules-unchanged'])
    expect(namesOf(await propose({ inForceFrom: '2023-02-30' }))).toEqual(['day-impossible'])
  })

  it('[P8] one proposal is open at a time', async () => {
    const { proposal } = granted(await propose())
    expect(namesOf(await propose({ version: '3' }))).toEqual(['proposal-open'])
    granted(await decide(proposal, 'rejected'))
    expect((await propose({ version: '3' })).ok).toBe(true)
  })
})

describe('approve-rules', () => {
  it('[P6] in force from their day on, on every server, once another planner approved', async () => {
    const { proposal } = granted(await propose())
    // Another server, which reads the versions anew every minute.
    const elsewhere = await loadRules(house.db)
    expect(namesOf(await decide(proposal, 'approved', house.asPlanner()))).toEqual(['planner-same'])
    expect(granted(await decide(proposal))).toEqual({ version: '2', decision: 'approved' })
    await house.world.reloadRules()
    for (const at of [house.world.rulesAt, elsewhere.at]) {
      if (at === elsewhere.at) {
        expect(at(begins).version).toBe('1')
        await elsewhere.reload()
      }
      expect(at(begins - 1)).toEqual(rulesAtLaunch)
      const after = { ...rulesAtLaunch, version: '2', inForceFrom: begins, offerHours: 47 }
      expect(at(begins)).toEqual(after)
    }
    house.setNow(begins)
    expect(granted(await house.ask(house.asPublic(), 'rules', {}))).toMatchObject({
      ...{ version: '2', offerHours: 47 },
    })
  })

  it('[P6] [P7] refuses what is unknown, decided, or too late by now', async () => {
    expect(namesOf(await decide(randomUUID()))).toEqual(['proposal-unknown'])
    const { proposal } = granted(await propose())
    house.setNow(start + daysMs(3))
    expect(namesOf(await decide(proposal))).toEqual(['in-force-too-soon'])
    // Who proposed takes it back.
    granted(await decide(proposal, 'rejected', house.asPlanner()))
    expect(namesOf(await decide(proposal))).toEqual(['proposal-decided'])
    expect(await house.db.selectFrom('rules').select('version').execute()).toHaveLength(1)
  })

  it('[P6] the database too refuses rules that the same planner approved', async () => {
    granted(await propose())
    const attack = sql`update rule_proposals set decision = 'approved', decided_by = proposed_by,
      decided_at = now()`.execute(house.db)
    await expect(attack).rejects.toMatchObject({ constraint: 'rules_are_by_two_planners' })
  })
})

describe('rules-history', () => {
  it('[P11] says to everybody what changed and why, the version that comes last first', async () => {
    granted(await decide(granted(await propose()).proposal))
    const rules = {
      ...current(),
      offerHours: 47,
      area: { ...current().area, wholeStates: ['TAB', 'CHP'] },
    }
    const next = { version: '3', inForceFrom: '2023-02-01', reason: 'Chiapas y Tabasco', rules }
    granted(await decide(granted(await propose(next)).proposal))
    const { versions } = granted(await house.ask(house.asPublic(), 'rules-history', {}))
    expect(versions).toEqual([
      {
        ...{ version: '3', inForceFrom: Date.UTC(2023, 1, 1, 5), reason: 'Chiapas y Tabasco' },
        changes: [{ rule: 'area.wholeStates', before: '[]', after: '["CHP","TAB"]' }],
      },
      {
        ...{ version: '2', inForceFrom: begins, reason: 'Más tiempo para responder' },
        changes: [{ rule: 'offerHours', before: '23', after: '47' }],
      },
      { version: '1', inForceFrom: rulesAtLaunch.inForceFrom, reason: '', changes: [] },
    ])
  })

  it('[P12] a version that an older server kept is whole', async () => {
    const { draw: _, urgentDays: __, troubleAnswerHours: ___, ...older } = rulesAtLaunch
    const body = JSON.stringify({ ...older, offerHours: 20 })
    await sql`update rules set body = ${body}::jsonb`.execute(house.db)
    const book = await loadRules(house.db)
    expect(book.at(start)).toEqual({ ...rulesAtLaunch, offerHours: 20 })
  })
})

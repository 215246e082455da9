import { describe, expect, it } from 'vitest'
import { rulesAtLaunch } from './programme.ts'
import {
  changesBetween,
  decideRules,
  earliestDay,
  lastOf,
  proposable,
  proposableOf,
  proposeRules,
  type RulesProposal,
  wholeRules,
} from './rules-change.ts'

/** Thursday 2 March 2023, 18:00 in New York. */
const now = Date.UTC(2023, 2, 2, 23)
const current = proposableOf(rulesAtLaunch)

const propose = (over: Partial<RulesProposal> = {}, isOpen = false, versions = [rulesAtLaunch]) =>
  proposeRules(
    { version: '2', inForceFrom: '2023-03-04', rules: { ...current, offerHours: 30 }, ...over },
    versions,
    isOpen,
    now,
  )
const namesOf = (decision: { ok: boolean; reasons?: readonly { name: string }[] }) =>
  decision.reasons?.map((reason) => reason.name) ?? []

describe('proposing', () => {
  it('[P5] the whole rules follow from what was changed', () => {
    const decision = propose()
    expect(decision).toEqual({
      ok: true,
      value: {
        ...rulesAtLaunch,
        offerHours: 30,
        version: '2',
        // Midnight in New York.
        inForceFrom: Date.UTC(2023, 2, 4, 5),
      },
    })
    expect(Object.keys(current).sort()).toEqual([...proposable].sort())
  })

  it('[P4] under a name that no version had, [P8] while no other proposal is open', () => {
    expect(namesOf(propose({ version: '1' }))).toEqual(['version-taken'])
    expect(namesOf(propose({}, true))).toEqual(['proposal-open'])
  })

  it('[P7] two days ahead at least, after the version before, on a day that exists', () => {
    expect(namesOf(propose({ inForceFrom: '2023-03-03' }))).toEqual(['in-force-too-soon'])
    expect(namesOf(propose({ inForceFrom: '2023-02-31' }))).toEqual(['day-impossible'])
    const coming = { ...rulesAtLaunch, version: 'b', inForceFrom: Date.UTC(2023, 3, 1, 4) }
    const before = propose({}, false, [coming, rulesAtLaunch])
    expect(before).toMatchObject({ reasons: [{ facts: { earliest: '2023-04-02' } }] })
    expect(earliestDay(rulesAtLaunch, now)).toBe('2023-03-04')
    expect(lastOf([coming, rulesAtLaunch])).toBe(coming)
    expect(lastOf([])).toBe(rulesAtLaunch)
  })

  it('[P9] changes something: another order of the same list changes nothing', () => {
    const area = { ...current.area, states: current.area.states.toReversed() }
    const same = { ...current, area, pressing: [...current.pressing].reverse() }
    expect(namesOf(propose({ rules: same }))).toEqual(['rules-unchanged'])
  })

  it('[P10] gives no ticket more lots than a draw takes, and names states that there are', () => {
    const chances = { base: 100, need: 100, wait: 20, waitLimit: 40 }
    expect(namesOf(propose({ rules: { ...current, chances } }))).toEqual([])
    const rules = {
      ...current,
      chances: { ...chances, need: 101 },
      area: { ...current.area, wholeStates: ['XXX'] },
    }
    expect(propose({ rules })).toMatchObject({
      reasons: [
        { name: 'chances-too-many', facts: { most: 1001, limit: 1000 } },
        { name: 'state-unknown', facts: { states: ['XXX'] } },
      ],
    })
  })
})

describe('deciding', () => {
  const inForceFrom = Date.UTC(2023, 2, 4, 5)
  const facts = {
    ...{ isDecided: false, isOwn: false, isApproved: true, inForceFrom },
    versions: [rulesAtLaunch],
  }

  it('[P6] another planner approves; who proposed may only take it back', () => {
    expect(decideRules(facts, now).ok).toBe(true)
    expect(namesOf(decideRules({ ...facts, isOwn: true }, now))).toEqual(['planner-same'])
    expect(decideRules({ ...facts, isOwn: true, isApproved: false }, now).ok).toBe(true)
    expect(namesOf(decideRules({ ...facts, isDecided: true }, now))).toEqual(['proposal-decided'])
  })

  it('[P7] what was decided too late is rejected or proposed again', () => {
    const tomorrow = now + 24 * 3_600_000
    expect(namesOf(decideRules(facts, tomorrow))).toEqual(['in-force-too-soon'])
    expect(decideRules({ ...facts, isApproved: false }, tomorrow).ok).toBe(true)
  })
})

describe('versions', () => {
  it('[P11] what changed is told by the names of the rules, before and after', () => {
    const after = {
      ...rulesAtLaunch,
      version: '2',
      inForceFrom: 0,
      pressing: ['illness' as const],
      chances: { ...rulesAtLaunch.chances, need: 5 },
      area: { ...rulesAtLaunch.area, wholeStates: ['CHP' as const, 'TAB' as const] },
    }
    expect(changesBetween(rulesAtLaunch, after)).toEqual([
      {
        rule: 'pressing',
        before: '["illness","disability","pregnancy","over-70","child-under-5"]',
        after: '["illness"]',
      },
      { rule: 'chances.need', before: '2', after: '5' },
      { rule: 'area.wholeStates', before: '[]', after: '["CHP","TAB"]' },
    ])
    expect(changesBetween(rulesAtLaunch, { ...rulesAtLaunch, version: 'x' })).toEqual([])
  })

  it('[P12] older versions have, of what was no rule then, what holds at launch', () => {
    const { draw: _, requestDays: __, ...older } = rulesAtLaunch
    expect(wholeRules({ ...older, offerHours: 40 })).toEqual({ ...rulesAtLaunch, offerHours: 40 })
    const area = { ...rulesAtLaunch.area, doubtKm: 3 }
    expect(wholeRules({ area }).area.doubtKm).toBe(3)
  })
})

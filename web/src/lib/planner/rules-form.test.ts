import { rulesAtLaunch } from '@garita/domain/programme'
import { expect, test } from 'vitest'
import {
  changesOf,
  nextVersion,
  type Proposal,
  readTypedRules,
  rulesToChange,
  typedRules,
  unreadable,
} from './rules-form.ts'

const launch = rulesToChange(rulesAtLaunch, []).rules

test('rules go into the form and come out as they were', () => {
  expect(readTypedRules(typedRules(launch))).toEqual(launch)
  expect(changesOf(launch, readTypedRules(typedRules(launch)))).toEqual([])
})

test('what would change is told by rule: a number before and after, a list by what comes and goes', () => {
  const typed = typedRules(launch)
  typed.numbers['chances.need'] = '3'
  typed.lists.pressing = ['illness', 'threatened', 'disability', 'pregnancy', 'over-70']
  expect(changesOf(launch, readTypedRules(typed))).toEqual([
    { rule: 'pressing', added: ['threatened'], removed: ['child-under-5'] },
    { rule: 'chances.need', before: '2', after: '3' },
  ])
})

test('the order within a list is no change', () => {
  const typed = typedRules(launch)
  typed.lists.criteria.reverse()
  expect(changesOf(launch, readTypedRules(typed))).toEqual([])
})

test('a number that is none is named; a comma is a decimal point', () => {
  const typed = typedRules(launch)
  typed.numbers['area.southernLatitude'] = '19,5'
  expect(unreadable(typed)).toEqual([])
  expect(readTypedRules(typed).area.southernLatitude).toBe(19.5)
  typed.numbers.offerHours = 'un día'
  expect(unreadable(typed)).toEqual(['offerHours'])
})

test('a proposal starts from the version that comes last, where one was approved', () => {
  const proposal = (version: string, decision: Proposal['decision']): Proposal => ({
    ...{ proposal: version, version, inForceFrom: rulesAtLaunch.inForceFrom + Number(version) },
    ...{ reason: 'x', mine: false, proposedAt: 0, decision, decidedAt: null, rules: launch },
  })
  const proposals = [
    proposal('4', 'rejected'),
    proposal('3', 'approved'),
    proposal('2', 'approved'),
  ]
  expect(rulesToChange(rulesAtLaunch, proposals).version).toBe('3')
  expect(rulesToChange(rulesAtLaunch, []).version).toBe('1')
})

test.each([
  ['1', '2'],
  ['2023-09', '2023-10'],
  ['first', 'first 2'],
])('after version %s comes %s', (before, after) => {
  expect(nextVersion(before)).toBe(after)
})

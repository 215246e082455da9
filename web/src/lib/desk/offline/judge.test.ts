import { portOf } from '@garita/domain/port'
import { expect, test } from 'vitest'
import { fakeGroup, fakeList, hex, nineMs } from './fake-list.ts'
import { type Done, groupNow, isHeld, type ListedGroup } from './group-now.ts'
import { afterCheckIn, judge } from './judge.ts'

const list = fakeList(1)
const named = { group: hex(100), appointment: hex(101) }
const [self, spouse, child] = [hex(102), hex(103), hex(104)]
const all = [self, spouse, child]

function facts(before: readonly Done[] = [], listed: ListedGroup = fakeGroup(0), now = nineMs) {
  const port = portOf('2504')
  if (!port) throw new Error('no port')
  const group = groupNow(listed, before, list)
  return { group, after: afterCheckIn(listed, before, list), port, now }
}

function came(present: readonly string[], more: Partial<Done> = {}): Done {
  const input = { ...named, port: '2504' as const, present: [...present] }
  return { key: 'a', act: 'check-in', input, doneAt: nineMs, ...more } as Done
}

function known(member: string, verdict: 'same' | 'not-same' = 'same'): Done {
  const input = { ...named, member, verdict, ground: 'known' as const }
  return { key: 'b', act: 'confirm-identity', input, doneAt: nineMs }
}

const excepted = {
  ...named,
  member: self,
  outcome: 'excepted',
  reason: 'criterion-confirmed',
} as const

test('a check-in answers as the server would, with the number only where one was given', () => {
  const input = { ...named, port: '2504' as const, present: all }
  const answer = { appointment: hex(101), present: 3, size: 3, number: 0, questions: [] }
  expect(judge('check-in', facts(), input, 'k')).toEqual({ ok: true, value: answer })
})

test('[R4] who was checked in at this desk is not checked in again', () => {
  const input = { ...named, port: '2504' as const, present: all }
  const decision = judge('check-in', facts([came(all)]), input, 'k')
  expect(decision).toMatchObject({ ok: false, reasons: [{ name: 'pass-used' }] })
})

test('[R3] the list of yesterday checks nobody in', () => {
  const input = { ...named, port: '2504' as const, present: all }
  const decision = judge('check-in', facts([], fakeGroup(0), nineMs + 86_400_000), input, 'k')
  expect(decision).toMatchObject({ ok: false, reasons: [{ name: 'arrival-other-day' }] })
})

test('[R9] half a family is held here too, until the others come', () => {
  const half = [came([self]), known(self)]
  expect(facts(half).group.holding).toEqual(['partly-here'])
  const decision = judge('determine', facts(half), excepted, 'k')
  expect(decision).toMatchObject({ ok: false, reasons: [{ name: 'group-held' }] })
  const whole = [...half, came([spouse, child])]
  expect(judge('determine', facts(whole), excepted, 'k')).toMatchObject({ ok: true })
})

test('[R10] a child alone is held', () => {
  expect(facts([came([child])]).group.holding).toEqual(['partly-here', 'child-alone'])
})

test('[R9] what the server has seen of a check-in is not asked again on the desk', () => {
  const sent = came([self], { sentAt: list.asOf - 1 })
  expect(isHeld(facts([sent], { ...fakeGroup(0), state: 'arrived' }).group)).toBe(false)
})

test('[X6] excepted needs that an officer said who it is', () => {
  const decision = judge('determine', facts([came(all)]), excepted, 'k')
  expect(decision).toMatchObject({ ok: false, reasons: [{ name: 'identity-missing' }] })
})

test('[X6] not the same holds the group and its exception', () => {
  const decision = judge('determine', facts([came(all), known(self, 'not-same')]), excepted, 'k')
  const reasons = [{ name: 'identity-not-same' }, { name: 'group-held' }]
  expect(decision).toMatchObject({ ok: false, reasons })
})

test('[X1] nobody is determined twice, nor before they came', () => {
  const done: Done = { key: 'c', act: 'determine', input: excepted, doneAt: nineMs }
  const twice = judge('determine', facts([came(all), known(self), done]), excepted, 'k')
  expect(twice).toMatchObject({ ok: false, reasons: [{ name: 'member-determined' }] })
  const photo = { id: hex(9), sha256: '0'.repeat(64) }
  expect(judge('take-photo', facts(), { ...named, member: self, photo }, 'k')).toMatchObject({
    ok: false,
    reasons: [{ name: 'member-not-arrived' }],
  })
})

test('[X8] a not-excepted awaits its countersign, and the group is not done by it', () => {
  const input = { ...excepted, outcome: 'not-excepted', reason: 'public-safety' } as const
  const before = [came(all)]
  expect(judge('determine', facts(before), input, 'k')).toMatchObject({ value: { counts: false } })
  const done: Done = { key: 'c', act: 'determine', input, doneAt: nineMs }
  expect(facts([...before, done]).group.state).toBe('arrived')
})

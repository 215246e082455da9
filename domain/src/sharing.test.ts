import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clustersOf, endsGroup, type Pair, pairsAfter, sharingOf } from './sharing.ts'

const pair = (over: Partial<Pair> = {}): Pair => ({
  groupA: 'a',
  groupB: 'b',
  members: ['a1', 'b1'],
  verdict: null,
  keep: null,
  ...over,
})
const match = { other: 'b', members: ['a1', 'b1'] }
const nothing = { found: [], kept: [], gone: [] }

describe('the pairs of a group whose members change', () => {
  it('[Q5] a traveler who is in another group too makes a pair, and one who leaves ends it', () => {
    expect(pairsAfter('a', ['a1'], [], [match])).toEqual({ ...nothing, found: [match] })
    expect(pairsAfter('a', ['a1'], [pair()], [match])).toEqual({ ...nothing, kept: [match] })
    expect(pairsAfter('a', ['a2'], [pair()], [])).toEqual({ ...nothing, gone: ['b'] })
    expect(pairsAfter('b', ['b2'], [pair()], [])).toEqual({ ...nothing, gone: ['a'] })
    expect(pairsAfter('a', ['a1'], [], [])).toEqual(nothing)
  })

  it('[Q6] what is settled as different stays so, until somebody else is shared', () => {
    const different = pair({ verdict: 'different' })
    expect(pairsAfter('a', ['a1'], [different], [match]).found).toEqual([])
    expect(pairsAfter('a', ['a2'], [different], [])).toEqual(nothing)
    const other = { other: 'b', members: ['a2', 'b1'] }
    expect(pairsAfter('a', ['a2'], [different], [other]).found).toEqual([other])
  })

  it('[Q7] what is settled as the same stays so until the traveler left, whatever the spelling', () => {
    const same = pair({ verdict: 'same', keep: 'b' })
    expect(pairsAfter('a', ['a1', 'a2'], [same], [])).toEqual(nothing)
    expect(pairsAfter('a', ['a2'], [same], []).gone).toEqual(['b'])
    // Who left and was typed in anew at once is who they were: what was settled is not undone by it.
    const again = { other: 'b', members: ['a3', 'b1'] }
    const kept = [{ ...again, members: ['a1', 'b1', 'a3'] }]
    expect(pairsAfter('a', ['a3'], [same], [again])).toEqual({ ...nothing, kept })
    const both = { other: 'b', members: ['a1', 'a2', 'b1', 'b2'] }
    const widened = { ...nothing, kept: [{ ...both, members: ['a1', 'b1', 'a2', 'b2'] }] }
    expect(pairsAfter('a', ['a1', 'a2'], [same], [both])).toEqual(widened)
  })
})

describe('what a pair means', () => {
  it('[Q8] of the same person one group goes on and the other is ended', () => {
    const same = pair({ verdict: 'same', keep: 'b' })
    expect(endsGroup(same, 'a')).toBe(true)
    expect(endsGroup(same, 'b')).toBe(false)
    expect(endsGroup(pair({ verdict: 'same' }), 'a')).toBe(false)
    expect(sharingOf('a', [pair(), same])).toBe('ended')
    expect(sharingOf('b', [same])).toBe('none')
    expect(sharingOf('a', [pair()])).toBe('open')
    expect(sharingOf('a', [pair({ verdict: 'different' })])).toBe('none')
  })
})

describe('clusters', () => {
  const joined = (groupA: string, groupB: string, at: Record<string, number> = {}) => ({
    groupA,
    groupB,
    registeredA: at[groupA] ?? 0,
    registeredB: at[groupB] ?? 0,
  })

  it('[Q5] groups are joined through others too, and named after the first that registered', () => {
    const at = { a: 5, b: 3, c: 4, x: 1, y: 1 }
    const found = clustersOf([joined('a', 'b', at), joined('b', 'c', at), joined('x', 'y', at)])
    expect(Object.fromEntries(found)).toEqual({ a: 'b', b: 'b', c: 'b', x: 'x', y: 'x' })
    expect(clustersOf([]).size).toBe(0)
  })

  it('[Q5] the order in which pairs are read changes nothing', () => {
    const group = fc.integer({ min: 0, max: 12 }).map((one) => `g${String(one).padStart(2, '0')}`)
    const pairs = fc.array(
      fc.tuple(group, group).filter(([a, b]) => a < b),
      { maxLength: 30 },
    )
    const at = (one: string) => (Number(one.slice(1)) * 7) % 5
    fc.assert(
      fc.property(pairs, (some) => {
        const all = some.map(([groupA, groupB]) => ({
          ...{ groupA, groupB, registeredA: at(groupA), registeredB: at(groupB) },
        }))
        const found = clustersOf(all)
        expect([...clustersOf(all.toReversed())].sort()).toEqual([...found].sort())
        for (const { groupA, groupB } of all) expect(found.get(groupA)).toBe(found.get(groupB))
        for (const [one, cluster] of found) {
          expect(found.get(cluster)).toBe(cluster)
          expect(at(cluster) < at(one) || (at(cluster) === at(one) && cluster <= one)).toBe(true)
        }
      }),
    )
  })
})

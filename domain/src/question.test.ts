import { describe, expect, it } from 'vitest'
import {
  askAtCheckIn,
  canBeAdult,
  type DeskFacts,
  foundKinds,
  holdingKinds,
  kindOfClash,
  settleQuestion,
} from './question.ts'

const day = '2023-01-20'
const born = (year: number, month?: number, date?: number) => ({
  year,
  ...(month === undefined ? {} : { month }),
  ...(date === undefined ? {} : { day: date }),
  approximate: false,
})
const mother = { id: 'mother', birth: born(1990, 5, 17) }
const girl = { id: 'girl', birth: born(2015, 5, 17) }
const boy = { id: 'boy', birth: born(2017, 5, 17) }

const facts: DeskFacts = {
  members: [mother, girl, boy],
  present: new Set(['mother', 'girl', 'boy']),
  extra: 0,
  seen: [],
}
const ask = (change: Partial<DeskFacts>) => askAtCheckIn({ ...facts, ...change }, day)
const kinds = (change: Partial<DeskFacts>) => ask(change).raised.map(({ kind }) => kind)

describe('what a check-in asks', () => {
  it('[R9] nothing of a group that is whole', () => {
    expect(ask({})).toEqual({
      raised: [],
      settled: ['partly-here', 'child-alone'],
    })
  })

  it('[R9] that some are missing, that others came, or both where people were exchanged', () => {
    const present = new Set(['mother', 'girl'])
    expect(kinds({ present })).toEqual(['partly-here'])
    expect(ask({ extra: 2 }).raised).toEqual([{ kind: 'extra-people', extra: 2 }])
    expect(kinds({ present, extra: 1 })).toEqual(['partly-here', 'extra-people'])
  })

  it('[R9] not again what a supervisor let go on, but whenever other people come', () => {
    const present = new Set(['mother', 'girl'])
    const seen = [{ kind: 'partly-here' }, { kind: 'extra-people' }] as const
    expect(kinds({ present, seen })).toEqual([])
    expect(kinds({ present, extra: 1, seen })).toEqual(['extra-people'])
    expect(kinds({ present, extra: 1, seen: [{ kind: 'clash' }] })).toHaveLength(2)
  })

  it('[R10] a child without an adult, again for each child that comes so', () => {
    const seen = [{ kind: 'child-alone' }] as const
    expect(kinds({ present: new Set(['girl']) })).toEqual(['partly-here', 'child-alone'])
    expect(kinds({ present: new Set(['girl', 'boy']), seen })).toContain('child-alone')
    expect(kinds({ members: [girl], present: new Set(['girl']) })).toEqual(['child-alone'])
  })

  it('[R10] who may be 18 by any reading of the birth date counts as an adult', () => {
    expect(canBeAdult(born(2005, 1, 20), day)).toBe(true)
    expect(canBeAdult(born(2005, 1, 21), day)).toBe(false)
    expect(canBeAdult(born(2005, 1), day)).toBe(true)
    expect(canBeAdult(born(2005), day)).toBe(true)
    expect(canBeAdult(born(2006), day)).toBe(false)
  })

  it('[R11] what settles itself: nobody is missing, an adult came', () => {
    expect(ask({ present: new Set(['girl']) }).settled).toEqual([])
    expect(ask({ present: new Set(['mother']) }).settled).toEqual(['child-alone'])
  })

  it('[R41] who is not of the group is seen by a supervisor, whoever else comes', () => {
    expect(ask({ extra: 1 }).settled).toEqual(['partly-here', 'child-alone'])
    expect(ask({ extra: 0 }).settled).not.toContain('extra-people')
  })
})

describe('a supervisor’s answer', () => {
  const names = (...input: Parameters<typeof settleQuestion>) => {
    const decision = settleQuestion(...input)
    return decision.ok ? decision.value : decision.reasons.map(({ name }) => name)
  }

  const open = { settledAt: null, holds: true, isOwn: false, extra: 0, extraSeen: 0 }

  it('[R11] lets it go on, or holds it in words', () => {
    expect(names(open, 'go-on', '')).toEqual({ settled: true })
    expect(names(open, 'hold', 'una tía viene')).toEqual({ settled: false })
    expect(names(open, 'hold', ' ')).toEqual(['note-missing'])
  })

  it('[R11] is given once', () => {
    const over = { ...open, settledAt: 1 }
    expect(names(over, 'go-on', '')).toEqual(['question-settled'])
    expect(names(over, 'hold', '')).toEqual(['question-settled', 'note-missing'])
  })

  it('[R46] lets nobody go on whom the supervisor has not read of', () => {
    expect(names({ ...open, extra: 2, extraSeen: 1 }, 'go-on', '')).toEqual(['question-changed'])
    expect(names({ ...open, extra: 2, extraSeen: 2 }, 'go-on', '')).toEqual({ settled: true })
    expect(names({ ...open, extra: 2 }, 'hold', 'viene su tía')).toEqual({ settled: false })
  })

  it('[R42] who raised it may hold the group, and does not let it go on; what holds nobody they close', () => {
    const own = { ...open, isOwn: true }
    expect(names(own, 'go-on', 'yo misma la vi')).toEqual(['question-own'])
    expect(names(own, 'hold', 'viene otra supervisora')).toEqual({ settled: false })
    expect(names({ ...own, settledAt: 1 }, 'go-on', '')).toEqual([
      'question-settled',
      'question-own',
    ])
    expect(names({ ...own, holds: false }, 'go-on', '')).toEqual({ settled: true })
  })
})

describe('what was refused on return', () => {
  it('[R18] is asked about as twice done, as gone meanwhile, or as a clash', () => {
    expect(kindOfClash(['pass-used'])).toBe('double-arrival')
    expect(kindOfClash(['pass-outdated', 'member-determined'])).toBe('double-arrival')
    for (const name of ['cancelled', 'displaced', 'absent', 'unknown'])
      expect(kindOfClash([`appointment-${name}`])).toBe('cancelled-meanwhile')
    expect(kindOfClash(['group-unknown'])).toBe('cancelled-meanwhile')
    expect(kindOfClash(['pass-outdated'])).toBe('cancelled-meanwhile')
    expect(kindOfClash(['group-held', 'done-at-unlikely'])).toBe('clash')
  })

  it('no kind both holds and was found on return', () => {
    expect(holdingKinds.filter((kind) => (foundKinds as readonly string[]).includes(kind))).toEqual(
      [],
    )
  })
})

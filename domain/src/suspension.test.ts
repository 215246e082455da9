import { describe, expect, it } from 'vitest'
import {
  approveSuspension,
  endSuspension,
  isSuspendedOn,
  proposeSuspension,
  type Suspension,
} from './suspension.ts'

// 10:00 on Tuesday 10 January at San Ysidro.
const now = Date.UTC(2023, 0, 10, 18)
const suspension = (over: Partial<Suspension> = {}): Suspension => ({
  fromDay: '2023-01-16',
  proposedBy: 'planner-1',
  approvedAt: null,
  endedAt: null,
  ...over,
})
const names = (decision: { ok: boolean; reasons?: readonly { name: string }[] }) =>
  decision.reasons?.map(({ name }) => name) ?? []
const effects = { groups: 250, isInDraw: false }

describe('suspending', () => {
  it('[N1] one suspension at a time is proposed, from today on', () => {
    expect(names(proposeSuspension('2023-01-10', undefined, now))).toEqual([])
    expect(names(proposeSuspension('2023-01-09', undefined, now))).toEqual(['range-past'])
    expect(names(proposeSuspension('2023-02-30', undefined, now))).toEqual(['day-impossible'])
    expect(names(proposeSuspension('2023-01-16', suspension(), now))).toEqual(['suspension-open'])
    const inForce = suspension({ approvedAt: now })
    expect(names(proposeSuspension('2023-01-16', inForce, now))).toEqual(['programme-suspended'])
  })

  it('[N2] another planner does it, and only once', () => {
    expect(names(approveSuspension(suspension(), 'planner-2', 250, effects))).toEqual([])
    expect(names(approveSuspension(suspension(), 'planner-1', 250, effects))).toEqual([
      'planner-same',
    ])
    const inForce = suspension({ approvedAt: now })
    expect(names(approveSuspension(inForce, 'planner-2', 250, effects))).toEqual([
      'suspension-over',
    ])
  })

  it('[N3] effects are those that were shown, but for one group in a hundred', () => {
    const shown = (groups: number) =>
      names(approveSuspension(suspension(), 'planner-2', groups, effects))
    expect(shown(248)).toEqual([])
    expect(shown(247)).toEqual(['effects-changed'])
    expect(shown(253)).toEqual(['effects-changed'])
    const one = { groups: 1, isInDraw: false }
    expect(names(approveSuspension(suspension(), 'planner-2', 2, one))).toEqual(['effects-changed'])
  })

  it('[H5] waits until a draw that gives its places out is over', () => {
    const inDraw = { ...effects, isInDraw: true }
    expect(names(approveSuspension(suspension(), 'planner-2', 250, inDraw))).toEqual([
      'slot-in-draw',
    ])
  })

  it('[N5] ends once', () => {
    expect(endSuspension(suspension({ approvedAt: now })).ok).toBe(true)
    expect(names(endSuspension(suspension({ endedAt: now })))).toEqual(['suspension-over'])
  })

  it('[N6] holds from its day on', () => {
    expect(isSuspendedOn(suspension(), '2023-01-15')).toBe(false)
    expect(isSuspendedOn(suspension(), '2023-01-16')).toBe(true)
    expect(isSuspendedOn(undefined, '2023-01-16')).toBe(false)
  })
})

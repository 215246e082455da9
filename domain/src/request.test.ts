import { describe, expect, it } from 'vitest'
import { rulesAtLaunch as rules } from './programme.ts'
import type { Request, RequestEvent } from './request.ts'
import {
  checkPorts,
  followRequest,
  isEndingSoon,
  isLiveRequest,
  isOverdue,
  isReminderDue,
  liveRequestStates,
  requestExpiresAt,
  requestStates,
  requestTransitions,
} from './request.ts'
import { daysMs } from './time.ts'

const aliveAt = Date.UTC(2023, 0, 12)
const request: Request = { id: 'r', state: 'standing', ports: ['2504'], aliveAt }
const events = Object.keys(requestTransitions) as RequestEvent[]
const after = (days: number) => aliveAt + daysMs(days)

describe('a request', () => {
  it('[Q1] keeps its group from another one while it stands or has an offer', () => {
    const live = requestStates.filter((state) => isLiveRequest({ state }))
    expect(live).toEqual([...liveRequestStates])
  })

  it.each(events)('[Q2] goes by %s as the table says, and no other way', (event) => {
    const { from, to } = requestTransitions[event]
    const expected = (state: Request['state']) => {
      if (from.includes(state)) return { ok: true, value: { ...request, state: to } }
      const name = state === 'offered' ? 'offer-open' : 'request-over'
      return { ok: false, reasons: [{ name }] }
    }
    for (const state of requestStates)
      expect(followRequest({ ...request, state }, event)).toEqual(expected(state))
  })

  it('[Q2] can come to every state, and what is over stays over', () => {
    const reached = new Set(events.map((event) => requestTransitions[event].to))
    expect([...reached].sort()).toEqual([...requestStates].sort())
    const left = new Set(events.flatMap((event) => requestTransitions[event].from))
    expect([...left].sort()).toEqual(['offered', 'standing'])
  })

  it('[Q9] names each port once', () => {
    const wished = { ports: ['2504', '2503', '2504'], ruledOut: [] }
    expect(checkPorts(wished)).toEqual({
      ok: false,
      reasons: [{ name: 'port-repeated', facts: { ports: ['2504'] } }],
    })
    expect(checkPorts({ ports: ['2504', '2503'], ruledOut: ['2301'] }).ok).toBe(true)
  })

  it('[Q10] names none that the group rules out', () => {
    expect(checkPorts({ ports: ['2504', '2503'], ruledOut: ['2503'] })).toEqual({
      ok: false,
      reasons: [{ name: 'port-ruled-out', facts: { ports: ['2503'] } }],
    })
  })

  it('[Q4] ends 180 days after the last sign of life, unless an offer waits for an answer', () => {
    expect(requestExpiresAt(request, rules)).toBe(after(180))
    expect(isOverdue(request, after(180) - 1, rules)).toBe(false)
    expect(isOverdue(request, after(180), rules)).toBe(true)
    expect(isOverdue({ ...request, state: 'offered' }, after(200), rules)).toBe(false)
  })

  it('[Q11] is reminded of 30 and of 7 days before it ends, once each', () => {
    const isDue = (days: number, remindedAt: number | null = null) =>
      isReminderDue(request, remindedAt, after(days), rules)
    expect(isDue(149)).toBe(false)
    expect(isDue(150)).toBe(true)
    expect(isDue(160, after(150))).toBe(false)
    expect(isDue(173, after(150))).toBe(true)
    expect(isDue(175, after(173))).toBe(false)
    // A missed first reminder is not made up for beside the second.
    expect(isDue(174)).toBe(true)
    expect(isDue(180)).toBe(false)
    expect(isReminderDue({ ...request, state: 'offered' }, null, after(174), rules)).toBe(false)
  })

  it('[Q11] is shown as ending soon from the first reminder on', () => {
    expect(isEndingSoon(request, after(149), rules)).toBe(false)
    expect(isEndingSoon(request, after(150), rules)).toBe(true)
  })
})

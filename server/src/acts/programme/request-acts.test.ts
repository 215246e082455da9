// What time does to requests: signs of life, reminders, the end.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { granted, type House, openHouse } from '../../../test/house.ts'
import { askingFamily, toldTo } from '../../../test/offered-group.ts'
import type { Who } from '../../act.ts'

const begin = Date.UTC(2023, 0, 10, 18)
const day = 86_400_000

let house: House
let next = 1

beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => await house.close())
beforeEach(() => house.setNow(begin))

const asking = async () => await askingFamily(house, house.asApplicant(next++))
const expire = async (days: number) => {
  house.setNow(begin + days * day)
  const today = new Date(house.world.now()).toISOString().slice(0, 10)
  return granted(await house.perform(house.asClock(), 'expire-requests', { day: today }))
}
const rowOf = async (id: string) =>
  await house.db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const accounts: Who = { kind: 'accounts', account: 'accounts', ports: [] }

describe('expire-requests', () => {
  it('[Q4] [Q11] reminds 30 and 7 days before the end, once each, and then ends the request', async () => {
    const { who, group, request } = await asking()
    expect(await expire(149)).toEqual({ expired: 0, reminded: 0 })
    expect(await expire(150)).toEqual({ expired: 0, reminded: 1 })
    expect(await expire(151)).toEqual({ expired: 0, reminded: 0 })
    const [mine] = granted(await house.ask(who, 'my-journey', {})).groups
    expect(mine).toMatchObject({ request: { expiresSoon: true, expiresAt: begin + 180 * day } })
    expect(await expire(173)).toEqual({ expired: 0, reminded: 1 })
    expect(await expire(180)).toEqual({ expired: 1, reminded: 0 })
    expect(await rowOf(request)).toMatchObject({ state: 'expired', changedAt: begin + 180 * day })
    const told = ['request-reminder', 'request-reminder', 'request-expired']
    expect(await toldTo(house, group)).toEqual(told)
    const [then] = granted(await house.ask(who, 'my-journey', {})).groups
    expect(then).toMatchObject({ request: null, registeredAt: begin })
  })

  it('[Q4] a sign-in of an account that holds the group is a sign of life', async () => {
    const [one, other] = [await asking(), await asking()]
    expect(await expire(150)).toEqual({ expired: 0, reminded: 2 })
    const report = { account: one.who.account, session: 'session-1' }
    granted(await house.perform(accounts, 'sign-in', report))
    expect(await rowOf(one.request)).toMatchObject({ aliveAt: begin + 150 * day, remindedAt: null })
    expect(await rowOf(other.request)).toMatchObject({ aliveAt: begin })
    expect(await expire(180)).toEqual({ expired: 1, reminded: 0 })
    expect((await rowOf(one.request)).state).toBe('standing')
    // Reminders begin anew with the new term.
    expect(await expire(300)).toEqual({ expired: 0, reminded: 1 })
  })

  it('[Q4] signing in changes nothing for who has no request', async () => {
    const report = { account: 'applicant-900', session: 'session-2' }
    expect(granted(await house.perform(accounts, 'sign-in', report))).toEqual({
      account: 'applicant-900',
    })
  })
})

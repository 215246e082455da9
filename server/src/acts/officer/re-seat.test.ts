import type { InputOf } from '@garita/contract'
import { printCode } from '@garita/domain/code'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskDay as day, seatingAt } from '../../../test/at-desk.ts'
import { openSlot } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { offerPlaces } from '../../../test/offered-group.ts'
import type { SeatedGroup } from '../../../test/seated-group.ts'
import { at } from '../../database/open.ts'

describe('re-seat', () => {
  let house: House
  let seatThere: ReturnType<typeof seatingAt>
  /** Of another port, tomorrow. */
  let away: string
  let today: string
  let tomorrow: string
  beforeAll(async () => {
    house = await openHouse()
    seatThere = seatingAt(house, 200)
    away = await openSlot(house, { port: '2503', day: '2023-01-12', time: '09:00', places: 40 })
    today = await openSlot(house, { day: '2023-01-11', time: '11:00', places: 40 })
    tomorrow = await openSlot(house, { day: '2023-01-12', time: '11:00', places: 40 })
  })
  afterAll(async () => await house.close())

  const seat = async (slot = away, size = 2) => await seatThere(slot, size)

  const reSeat = async (code: string, over: Partial<InputOf<'re-seat'>> = {}) =>
    await house.perform(house.asOfficer('2504'), 're-seat', {
      code,
      slot: today,
      reason: 'se perdió el autobús',
      ...over,
    })

  const takenOf = async (id: string) =>
    (await house.db.selectFrom('slots').select('taken').where('id', '=', id).executeTakeFirst())
      ?.taken

  const setState = async (
    { appointment }: SeatedGroup,
    state: 'cancelled' | 'arrived' | 'done' | 'absent',
  ) =>
    await house.db
      .updateTable('appointments')
      .set({ state })
      .where('id', '=', appointment)
      .execute()

  it('[B8] moves a group of another port and day here: places, version, notice, sealed reason', async () => {
    const seated = await seat()
    const [takenAway = 0, takenToday = 0] = [await takenOf(away), await takenOf(today)]
    const { group, appointment } = seated
    const value = granted(await reSeat(printCode(seated.code).toLowerCase()))
    const startsAt = Date.UTC(2023, 0, 11, 19)
    expect(value).toEqual({ group, appointment, slot: today, startsAt })
    expect(await takenOf(away)).toBe(takenAway - 2)
    expect(await takenOf(today)).toBe(takenToday + 2)
    const row = await house.db
      .selectFrom('appointments')
      .selectAll()
      .where('id', '=', appointment)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ slotId: today, version: 2, state: 'standing', code: seated.code })
    const notices = await house.db
      .selectFrom('notices')
      .selectAll()
      .where('groupId', '=', group)
      .where('kind', '=', 'appointment-moved')
      .execute()
    expect(notices).toMatchObject([{ facts: { appointment, startsAt, port: '2504' } }])
    const move = await house.db
      .selectFrom('moves')
      .selectAll()
      .where('appointmentId', '=', appointment)
      .executeTakeFirstOrThrow()
    expect(move).toMatchObject({
      fromSlot: away,
      toSlot: today,
      version: 2,
      byAccount: 'officer-1',
    })
    expect(move.sealedReason.includes(Buffer.from('autob'))).toBe(false)
    const record = await house.db
      .selectFrom('records')
      .selectAll()
      .where('act', '=', 're-seat')
      .where('groupId', '=', group)
      .executeTakeFirstOrThrow()
    expect(record).toMatchObject({ outcome: 'allowed', facts: { from: away, slot: today } })
    expect(JSON.stringify(record)).not.toContain('autob')
  })

  it('[B3] the officer then finds it, and the pass of before is an older one', async () => {
    const seated = await seat()
    const pass = granted(await house.ask(seated.who, 'my-pass', { group: seated.group })).token
    granted(await reSeat(seated.code))
    const query = { port: '2504' as const, pass }
    const found = granted(await house.ask(house.asOfficer('2504'), 'find-arrival', query))
    expect(found).toMatchObject({ found: 'here-today', group: seated.group, older: true })
  })

  it('[B2] seats again who did not come', async () => {
    const seated = await seat(today)
    await setState(seated, 'absent')
    const before = await takenOf(today)
    granted(await reSeat(seated.code))
    expect(await takenOf(today)).toBe(before)
  })

  it.each([
    ['appointment-cancelled', 'cancelled'],
    ['appointment-arrived', 'arrived'],
    ['appointment-done', 'done'],
  ] as const)('refuses %s', async (name, state) => {
    const seated = await seat()
    await setState(seated, state)
    const before = await takenOf(away)
    expect(namesOf(await reSeat(seated.code))).toEqual([name])
    expect(await takenOf(away)).toBe(before)
  })

  it('[S1] [B8] seats all of a group that was corrected after it did not come', async () => {
    const seated = await seat()
    await setState(seated, 'absent')
    const before = granted(await house.ask(seated.who, 'my-group', { group: seated.group }))
    const [first] = before.members
    if (!first) throw new Error('the group has nobody')
    const { id: _, ...child } = { ...first, relation: 'child' as const, givenNames: 'Ejemplo Tres' }
    const { group, language, contact } = before
    const members = [...before.members, child]
    granted(await house.perform(seated.who, 'correct-group', { group, language, contact, members }))
    const [takenAway = 0, takenToday = 0] = [await takenOf(away), await takenOf(today)]
    granted(await reSeat(seated.code))
    expect([await takenOf(away), await takenOf(today)]).toEqual([takenAway - 2, takenToday + 3])
    const row = await house.db
      .selectFrom('appointments')
      .select('size')
      .where('id', '=', seated.appointment)
      .executeTakeFirstOrThrow()
    expect(row.size).toBe(3)
  })

  it('[B1] refuses an absent group that has picked anew', async () => {
    const seated = await seat(today)
    await setState(seated, 'absent')
    const pick = { group: seated.group, port: '2504' as const, slot: tomorrow }
    granted(await house.perform(seated.who, 'pick-slot', pick))
    expect(namesOf(await reSeat(seated.code))).toEqual(['appointment-done'])
  })

  it('refuses a code that is none, and one of nobody', async () => {
    expect(namesOf(await reSeat('no es nada'))).toEqual(['code-damaged'])
    expect(namesOf(await reSeat('0000-0000-0000'))).toEqual(['pass-unknown'])
  })

  it('[B7] refuses a slot that is not there, elsewhere, tomorrow, over, closed or full', async () => {
    const { code } = await seat()
    expect(namesOf(await reSeat(code, { slot: '2504-2023-01-11-0300' }))).toEqual(['slot-unknown'])
    expect(namesOf(await reSeat(code, { slot: away }))).toEqual([
      'slot-elsewhere',
      'slot-not-today',
    ])
    expect(namesOf(await reSeat(code, { slot: tomorrow }))).toEqual(['slot-not-today'])
    const full = await openSlot(house, { day: '2023-01-11', time: '12:00', places: 20 })
    await seat(full, 19)
    expect(namesOf(await reSeat(code, { slot: full }))).toEqual(['slot-full'])
    await house.db
      .updateTable('slots')
      .set({ closedAt: at(day) })
      .where('id', '=', full)
      .execute()
    expect(namesOf(await reSeat(code, { slot: full }))).toEqual(['slot-closed', 'slot-full'])
    house.setNow(Date.UTC(2023, 0, 11, 21))
    expect(namesOf(await reSeat(code))).toEqual(['slot-past'])
    house.setNow(day)
  })

  it('[B12] ends the offer and the request of a group that is seated, and frees those places', async () => {
    const seated = await seat()
    const { who, group } = seated
    await setState(seated, 'absent')
    const asked = { group, ports: ['2503' as const], ruledOut: [] }
    const { request } = granted(await house.perform(who, 'make-request', asked))
    const offer = await offerPlaces(house, { group, request, slot: tomorrow })
    const before = (await takenOf(tomorrow)) ?? 0
    granted(await reSeat(seated.code))
    expect(await takenOf(tomorrow)).toBe(before - 2)
    const stateOf = async (table: 'offers' | 'requests', id: string) =>
      (await house.db.selectFrom(table).select('state').where('id', '=', id).executeTakeFirst())
        ?.state
    expect(await stateOf('offers', offer)).toBe('withdrawn')
    expect(await stateOf('requests', request)).toBe('picked')
  })
})

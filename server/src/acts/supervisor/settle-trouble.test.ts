import { randomUUID } from 'node:crypto'
import type { InputOf } from '@garita/contract'
import { hoursMs } from '@garita/domain/time'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bytesOf, openSlot } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { type SeatedGroup, seatGroup } from '../../../test/seated-group.ts'
import { at } from '../../database/open.ts'
import { openAnswer, openWords } from '../../sealed.ts'
import { getKeyId } from '../../store/groups.ts'

const start = Date.UTC(2023, 0, 10, 18)
const unknown = randomUUID()

let house: House
let n = 300
let here: string
let away: string
let seated: SeatedGroup

beforeAll(async () => {
  house = await openHouse()
  here = await openSlot(house, { day: '2023-01-12', places: 60 })
  away = await openSlot(house, { port: '2503', day: '2023-01-14', places: 60 })
})
afterAll(async () => await house.close())
beforeEach(async () => {
  house.setNow(start)
  n += 1
  seated = await seatGroup(house, { n, slot: here })
})

const report = async (over: Partial<InputOf<'report-trouble'>> = {}) =>
  await house.perform(seated.who, 'report-trouble', {
    group: seated.group,
    appointment: seated.appointment,
    kind: 'threatened',
    words: 'nos siguen desde el albergue',
    ...over,
  })
const settle = async (
  trouble: string,
  over: Partial<InputOf<'settle-trouble'>> = {},
  ports = ['2504'],
) =>
  await house.perform(house.asSupervisor(...ports), 'settle-trouble', {
    trouble,
    answer: 'noted',
    ...over,
  })
const reSeat = async (trouble: string, slot?: string) =>
  await settle(trouble, { answer: 're-seated', ...(slot ? { slot } : {}) })
const reported = async () => granted(await report()).trouble

const setState = async (state: 'cancelled' | 'arrived' | 'done' | 'absent' | 'displaced') =>
  await house.db
    .updateTable('appointments')
    .set({ state })
    .where('id', '=', seated.appointment)
    .execute()
const rowOf = async (id: string) =>
  await house.db.selectFrom('troubles').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const appointmentRow = async () =>
  await house.db
    .selectFrom('appointments')
    .selectAll()
    .where('id', '=', seated.appointment)
    .executeTakeFirstOrThrow()
const slotRow = async (id: string) =>
  await house.db.selectFrom('slots').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const keyOf = async (group: string) =>
  await house.world.vault.keys.open(await getKeyId(house.db, group))
const noticesOf = async (kind: string) =>
  await house.db
    .selectFrom('notices')
    .select('facts')
    .where('groupId', '=', seated.group)
    .where('kind', '=', kind)
    .execute()

describe('report-trouble', () => {
  it('[U1] keeps the appointment as it is, and seals what was typed', async () => {
    const { trouble, answerBy } = granted(await report())
    expect(answerBy).toBe(start + hoursMs(12))
    expect(await appointmentRow()).toMatchObject({ state: 'standing', version: 1, slotId: here })
    const row = await rowOf(trouble)
    expect(row).toMatchObject({ port: '2504', kind: 'threatened', state: 'open', answerBy })
    expect(row.sealedWords?.includes(Buffer.from('albergue'))).toBe(false)
    const key = await keyOf(seated.group)
    expect(openWords(key, 'troubles', trouble, row.sealedWords)).toBe(
      'nos siguen desde el albergue',
    )
    expect((await bytesOf(house, seated.group)).includes('albergue')).toBe(false)
  })

  it('[U1] [U4] refuses what is another’s, over, or reported already', async () => {
    expect(namesOf(await report({ group: unknown }))).toEqual(['group-unknown'])
    expect(namesOf(await report({ appointment: unknown }))).toEqual(['appointment-unknown'])
    for (const state of ['cancelled', 'arrived', 'done'] as const) {
      await setState(state)
      expect(namesOf(await report())).toEqual([`appointment-${state}`])
    }
    await setState('displaced')
    expect((await report()).ok).toBe(true)
    expect(namesOf(await report())).toEqual(['trouble-reported'])
  })

  it('[U3] refuses fourteen days after the start', async () => {
    await setState('absent')
    house.setNow(Date.UTC(2023, 0, 26, 17))
    expect(namesOf(await report())).toEqual(['trouble-too-late'])
  })
})

describe('settle-trouble', () => {
  it('[U8] noted keeps everything, is told once, and is settled once', async () => {
    const trouble = await reported()
    const words = 'Vengan cuando puedan'
    expect(granted(await settle(trouble, { words }))).toEqual({
      ...{ trouble, slot: null, startsAt: null },
    })
    const row = await rowOf(trouble)
    expect(row).toMatchObject({ state: 'settled', answer: 'noted', settledBy: 'supervisor-1' })
    expect(openAnswer(await keyOf(seated.group), 'troubles', row)).toBe(words)
    expect(await appointmentRow()).toMatchObject({ state: 'standing', version: 1 })
    const { appointment } = seated
    expect(await noticesOf('trouble-settled')).toEqual([
      { facts: { appointment, answer: 'noted' } },
    ])
    expect(namesOf(await settle(trouble))).toEqual(['trouble-settled'])
    // Answered, it may be reported anew.
    expect((await report()).ok).toBe(true)
  })

  it('[U5] is for supervisors of the port alone; anything else is as unknown', async () => {
    const trouble = await reported()
    expect(namesOf(await settle(trouble, {}, ['2503']))).toEqual(['trouble-unknown'])
    expect(namesOf(await settle(unknown))).toEqual(['trouble-unknown'])
  })

  it('[U6] seats the group elsewhere: places, version, move, one message', async () => {
    const trouble = await reported()
    const [hereBefore, awayBefore] = [await slotRow(here), await slotRow(away)]
    const value = granted(await reSeat(trouble, away))
    expect(value).toEqual({ trouble, slot: away, startsAt: awayBefore.startsAt })
    expect((await slotRow(here)).taken).toBe(hereBefore.taken - 2)
    expect((await slotRow(away)).taken).toBe(awayBefore.taken + 2)
    expect(await appointmentRow()).toMatchObject({ slotId: away, version: 2, state: 'standing' })
    const { appointment } = seated
    const moves = house.db.selectFrom('moves').selectAll().where('appointmentId', '=', appointment)
    expect(await moves.execute()).toMatchObject([{ fromSlot: here, toSlot: away, version: 2 }])
    expect(await noticesOf('trouble-settled')).toEqual([
      { facts: { appointment, answer: 're-seated' } },
    ])
    expect(await noticesOf('appointment-moved')).toEqual([])
  })

  it('[U7] who has a place again neither waits for one nor is offered one', async () => {
    await setState('displaced')
    await house.db
      .updateTable('slots')
      .set(({ eb }) => ({ taken: eb('taken', '-', 2) }))
      .where('id', '=', here)
      .execute()
    const ports = ['2503' as const]
    const { request } = granted(
      await house.perform(seated.who, 'make-request', { group: seated.group, ports, ruledOut: [] }),
    )
    const offer = randomUUID()
    await house.db
      .insertInto('offers')
      .values({
        ...{ id: offer, groupId: seated.group, slotId: away, size: 2, state: 'open' },
        ...{ because: 'closure', requestId: request, appointmentId: seated.appointment },
        ...{ madeAt: at(start), expiresAt: at(start + hoursMs(23)) },
      })
      .execute()
    await house.db
      .updateTable('slots')
      .set(({ eb }) => ({ taken: eb('taken', '+', 2) }))
      .where('id', '=', away)
      .execute()
    await house.db
      .updateTable('requests')
      .set({ state: 'offered' })
      .where('id', '=', request)
      .execute()
    const { taken } = await slotRow(away)
    granted(await reSeat(await reported(), away))
    // The offer's places became the appointment's.
    expect((await slotRow(away)).taken).toBe(taken)
    const ended = house.db.selectFrom('offers').select('state').where('id', '=', offer)
    expect(await ended.execute()).toEqual([{ state: 'withdrawn' }])
    const asked = house.db.selectFrom('requests').select('state').where('id', '=', request)
    expect(await asked.execute()).toEqual([{ state: 'picked' }])
  })

  it('[U6] refuses what cannot be: no slot, unknown, past, closed, full, too far, ruled out, over', async () => {
    const trouble = await reported()
    expect(namesOf(await reSeat(trouble))).toEqual(['slot-missing'])
    expect(namesOf(await reSeat(trouble, '2504-2023-01-13-0300'))).toEqual(['slot-unknown'])
    const far = await openSlot(house, { day: '2023-01-30' })
    expect(namesOf(await reSeat(trouble, far))).toEqual(['slot-beyond-horizon'])
    const full = await openSlot(house, { day: '2023-01-13', time: '15:00' })
    const fill = { taken: 20, waiting: 0, urgent: 0, closedAt: at(start) }
    await house.db.updateTable('slots').set(fill).where('id', '=', full).execute()
    expect(namesOf(await reSeat(trouble, full))).toEqual(['slot-closed', 'slot-full'])
    for (const state of ['cancelled', 'arrived', 'done'] as const) {
      await setState(state)
      expect(namesOf(await reSeat(trouble, away))).toEqual([`appointment-${state}`])
    }
    await setState('absent')
    house.setNow(Date.UTC(2023, 0, 12, 23))
    expect(namesOf(await reSeat(trouble, here))).toEqual(['slot-past'])
    await house.db
      .insertInto('requests')
      .values({
        ...{ id: randomUUID(), groupId: seated.group, state: 'withdrawn', ports: ['2504'] },
        ruledOut: ['2503'],
        ...{ madeAt: at(start), changedAt: at(start), aliveAt: at(start) },
      })
      .execute()
    expect(namesOf(await reSeat(trouble, away))).toEqual(['port-ruled-out'])
  })

  it('[B1] who did not come and has picked anew keeps the new one', async () => {
    const trouble = await reported()
    await setState('absent')
    const pick = { group: seated.group, port: '2504' as const, slot: here }
    granted(await house.perform(seated.who, 'pick-slot', pick))
    expect(namesOf(await reSeat(trouble, away))).toEqual(['appointment-done'])
    expect((await settle(trouble)).ok).toBe(true)
  })
})

describe('cases', () => {
  it('[U9] shows a supervisor what waits at their ports, and nothing of who waits elsewhere', async () => {
    const trouble = await reported()
    const asked = async (...ports: string[]) =>
      granted(await house.ask(house.asSupervisor(...ports), 'cases', {}))
    const mine = (await asked('2504')).troubles.find((one) => one.trouble === trouble)
    expect(mine).toEqual({
      ...{ trouble, kind: 'threatened', words: 'nos siguen desde el albergue', port: '2504' },
      ...{ code: expect.stringMatching(/-/), slot: here, startsAt: Date.UTC(2023, 0, 12, 17) },
      ...{ state: 'standing', ruledOut: [], reportedAt: start, answerBy: start + hoursMs(12) },
      ...{ size: 2, language: 'es', registeredAt: start, firstPerson: `Ejemplo ${n}-0` },
    })
    expect((await asked('2503', '2301')).troubles).toEqual([])
    granted(await settle(trouble))
    expect((await asked('2504')).troubles.map((one) => one.trouble)).not.toContain(trouble)
  })

  it('[U9] lists as many as asked for and says how many more wait', async () => {
    const first = await reported()
    house.setNow(start + hoursMs(1))
    const second = await seatGroup(house, { n: n + 500, slot: here })
    const { group, appointment } = second
    const late = { group, appointment, kind: 'late' as const, words: '' }
    granted(await house.perform(second.who, 'report-trouble', late))
    const asked = async (upTo?: string) =>
      granted(await house.ask(house.asSupervisor('2504'), 'cases', upTo ? { upTo } : {}))
    const all = (await asked()).troubles.map((one) => one.trouble)
    const { troubles, more } = await asked('1')
    expect(troubles.map((one) => one.trouble)).toEqual(all.slice(0, 1))
    expect(more).toEqual({ troubles: all.length - 1, appeals: 0, duplicates: 0 })
    expect(all).toContain(first)
    expect((await asked()).more.troubles).toBe(0)
  })

  it('[U8] says who settled a case that another had open, when and how', async () => {
    const trouble = await reported()
    const asked = async (...ports: string[]) =>
      granted(
        await house.ask(
          { ...house.asSupervisor(...ports), account: 'supervisor-2' },
          'settled-case',
          { kind: 'trouble', case: trouble },
        ),
      ).settled
    expect(await asked('2504')).toBeNull()
    granted(await settle(trouble))
    const told = { at: start, by: 'supervisor-1', mine: false, how: 'noted' }
    expect(await asked('2504')).toEqual(told)
    expect(await asked('2503')).toBeNull()
  })
})

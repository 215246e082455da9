// Notes, glasses, calls and absences taken back.

import { randomUUID } from 'node:crypto'
import type { InputOf } from '@garita/contract'
import { printCode } from '@garita/domain/code'
import { notesADay } from '@garita/domain/desk-limits'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deskDay as day, seatingAt } from '../../../test/at-desk.ts'
import { openSlot } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { putPhoto, type SeatedGroup } from '../../../test/seated-group.ts'
import { findDeskNotes } from '../../store/desk-notes.ts'

const minute = 60_000
const port = '2504' as const

let house: House
let slot: string
let tomorrow: string
let here: SeatedGroup
let seat: ReturnType<typeof seatingAt>

beforeAll(async () => {
  house = await openHouse()
  seat = seatingAt(house)
  slot = await openSlot(house, { day: '2023-01-11', time: '10:00', places: 40 })
  tomorrow = await openSlot(house, { day: '2023-01-12', time: '10:00', places: 40 })
})
afterAll(async () => await house.close())

beforeEach(async () => {
  here = await seat(slot)
})

const desk = () => house.asOfficer(port)
const named = () => ({ group: here.group, appointment: here.appointment })
const checkIn = async (present = here.members) =>
  await house.perform(desk(), 'check-in', { ...named(), port, present: [...present] })

describe('note', () => {
  const leave = async (over: Partial<InputOf<'note'>> = {}) =>
    await house.perform(desk(), 'note', { ...named(), words: 'Llegan a las tres', ...over })

  it('[R15] is sealed, and says when and by whom', async () => {
    granted(await leave({ doneAt: day - minute }))
    const [row] = await findDeskNotes(house.db, here.group)
    expect(row).toMatchObject({ byAccount: 'officer-1', madeAt: day - minute })
    expect(row?.sealedWords.includes(Buffer.from('Llegan'))).toBe(false)
  })

  it('[R15] a hundred a group and day', async () => {
    const words = { groupId: here.group, appointmentId: here.appointment, byAccount: 'officer-2' }
    const rows = Array.from({ length: notesADay }, () => ({
      ...{ id: randomUUID(), ...words, sealedWords: Buffer.from('x') },
      madeAt: new Date(day).toISOString() as never,
    }))
    await house.db.insertInto('deskNotes').values(rows).execute()
    expect(namesOf(await leave())).toEqual(['notes-too-many'])
  })

  it('refuses another appointment, another day and an unlikely instant', async () => {
    expect(namesOf(await leave({ appointment: randomUUID() }))).toEqual(['appointment-unknown'])
    expect(namesOf(await leave({ doneAt: day + 60 * minute }))).toEqual(['done-at-unlikely'])
    house.setNow(day + 24 * 60 * minute)
    expect(namesOf(await leave())).toEqual(['group-unknown'])
  })
})

describe('break-glass', () => {
  const smash = async (over: Partial<InputOf<'break-glass'>> = {}, who = desk()) =>
    await house.perform(who, 'break-glass', {
      ...{ port, code: here.code, words: 'está en la puerta y llora' },
      ...over,
    })
  const other = (account: string) => ({ ...house.asOfficer(port), account })

  it('[R14] opens a group of another day for half an hour, to note and nothing else', async () => {
    here = await seat(tomorrow)
    const note = { ...named(), words: 'vino un día antes' }
    expect(namesOf(await house.perform(desk(), 'note', note))).toEqual(['group-unknown'])
    const { until, ...opened } = granted(await smash())
    expect({ until, ...opened }).toEqual({ ...named(), until: day + 30 * minute })
    granted(await house.perform(desk(), 'note', note))
    const [member = ''] = here.members
    const photo = await putPhoto(house, 'officer-1', here.group, Buffer.from('taken'))
    const acts = [
      await house.perform(desk(), 'take-photo', { ...named(), member, photo }),
      await house.perform(desk(), 'call-group', { ...named(), lane: 1 }),
      await house.perform(desk(), 'undo-absent', named()),
      await house.perform(desk(), 'compare', { ...named(), member }),
    ]
    for (const act of acts) expect(namesOf(act)).toEqual(['appointment-unknown'])
    expect(namesOf(await checkIn())).toEqual(['arrival-other-day'])
    const colleague = other('officer-2')
    expect(namesOf(await house.perform(colleague, 'note', note))).toEqual(['group-unknown'])
    house.setNow(until)
    expect(namesOf(await house.perform(desk(), 'note', note))).toEqual(['group-unknown'])
  })

  it('[R14] supervisors of the desk’s port see who, which and why, on that day', async () => {
    granted(await smash({}, other('officer-seen')))
    const glassesOf = async (...ports: string[]) =>
      granted(await house.ask(house.asSupervisor(...ports), 'questions', {})).glasses
    const shown = (await glassesOf(port)).filter(({ by }) => by === 'officer-seen')
    const words = 'está en la puerta y llora'
    expect(shown).toMatchObject([{ words, port, code: printCode(here.code), openedAt: day }])
    expect(await glassesOf('2503')).toEqual([])
    house.setNow(day + 24 * 60 * minute)
    expect(await glassesOf(port)).toEqual([])
  })

  it('[R14] ten an hour an account', async () => {
    const busy = other('officer-busy')
    for (let count = 0; count < 10; count += 1) granted(await smash({}, busy))
    expect(namesOf(await smash({}, busy))).toEqual(['glass-too-often'])
    house.setNow(day + 60 * minute)
    granted(await smash({}, busy))
  })

  it('refuses a port that is not one’s own, a damaged code and an unknown one', async () => {
    const who = other('officer-4')
    expect(namesOf(await smash({ port: '2503' }, who))).toEqual(['port-not-mine'])
    expect(namesOf(await smash({ code: 'ABCD-EFGH-JKMN' }, who))).toEqual(['code-damaged'])
    await house.db.deleteFrom('appointments').where('id', '=', here.appointment).execute()
    expect(namesOf(await smash({}, who))).toEqual(['pass-unknown'])
  })
})

describe('call-group', () => {
  const call = async (lane: number, over: Partial<InputOf<'call-group'>> = {}) =>
    await house.perform(desk(), 'call-group', { ...named(), lane, ...over })

  it('[R16] shows the number at its latest lane, how often, for half an hour, and no name', async () => {
    const { number } = granted(await checkIn())
    granted(await call(3))
    house.setNow(day + minute)
    expect(granted(await call(4))).toEqual({ number, lane: 4 })
    const calledAt = day + minute
    const ask = async (at = port as InputOf<'check-in'>['port']) =>
      granted(await house.ask(house.asPublic(), 'waiting-area', { port: at }))
    const answer = { port, now: calledAt, called: [{ number, lane: 4, calledAt, times: 2 }] }
    expect(await ask()).toEqual(answer)
    expect((await ask('2503')).called).toEqual([])
    house.setNow(calledAt + 30 * minute)
    expect((await ask()).called).toEqual([])
  })

  it('[R16] refuses who has not come, and what is not the group’s', async () => {
    expect(namesOf(await call(1))).toEqual(['appointment-not-arrived'])
    expect(namesOf(await call(1, { appointment: randomUUID() }))).toEqual(['appointment-unknown'])
  })
})

describe('undo-absent', () => {
  const undo = async (words?: string) =>
    await house.perform(desk(), 'undo-absent', { ...named(), ...(words ? { words } : {}) })
  const afterGrace = day + 121 * minute
  const mark = async (now: number) => {
    house.setNow(now)
    return granted(await house.perform(house.asClock(), 'mark-absent', { slot }))
  }

  it('[R13] takes it back; the group is waited for anew, and can be checked in', async () => {
    await mark(afterGrace)
    expect(namesOf(await checkIn())).toEqual(['appointment-absent'])
    granted(await undo('estaba en el baño'))
    expect(await findDeskNotes(house.db, here.group)).toHaveLength(1)
    expect(await mark(afterGrace + 119 * minute)).toMatchObject({ absent: 0 })
    granted(await checkIn())
  })

  it('[R13] marked again where nobody comes after all', async () => {
    await mark(afterGrace)
    granted(await undo())
    expect(await mark(afterGrace + 120 * minute)).toMatchObject({ absent: 1 })
  })

  it('[R13] what it asked for meanwhile ends, and it is as large as it is now', async () => {
    await mark(afterGrace)
    const { group, who } = here
    const { members, language, contact } = granted(await house.ask(who, 'my-group', { group }))
    const fewer = { group, language, contact, members: members.slice(0, 1) }
    granted(await house.perform(who, 'correct-group', fewer))
    const where = { latitude: 32.5149, longitude: -117.0382, accuracyMeters: 20 }
    granted(await house.perform(who, 'confirm-location', { group, where }))
    granted(await house.perform(who, 'make-request', { group, ports: [port], ruledOut: [] }))
    const places = async () => (await slotRow()).taken
    const before = await places()
    granted(await undo())
    expect(await places()).toBe(before - 1)
    const row = await house.db
      .selectFrom('appointments')
      .innerJoin('requests', 'requests.groupId', 'appointments.groupId')
      .select(['appointments.state', 'size', 'version', 'requests.state as request'])
      .where('appointments.id', '=', here.appointment)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ state: 'standing', size: 1, version: 2, request: 'picked' })
  })

  it('[R13] a group that grew since is refused where the slot is full', async () => {
    await mark(afterGrace)
    const { group, who } = here
    const { members, language, contact } = granted(await house.ask(who, 'my-group', { group }))
    const [first] = members
    if (!first) throw new Error('nobody')
    const { id: _, ...again } = { ...first, givenNames: 'Nacida', relation: 'child' as const }
    const more = { group, language, contact, members: [...members, again] }
    granted(await house.perform(who, 'correct-group', more))
    const { taken, places, waiting, urgent } = await slotRow()
    await setRoom({ places: taken, waiting: 0, urgent: 0 })
    expect(namesOf(await undo())).toEqual(['slot-full'])
    await setRoom({ places, waiting, urgent })
    granted(await undo())
  })

  it('[R13] refuses where nobody was marked, or the group has picked anew', async () => {
    expect(namesOf(await undo())).toEqual(['appointment-standing'])
    granted(await checkIn())
    expect(namesOf(await undo())).toEqual(['appointment-arrived'])
    here = await seat(slot)
    await mark(afterGrace)
    const pick = { group: here.group, port, slot: tomorrow }
    granted(await house.perform(here.who, 'pick-slot', pick))
    expect(namesOf(await undo())).toEqual(['appointment-standing'])
  })

  it.each(['displaced', 'cancelled', 'done'] as const)('refuses from %s', async (state) => {
    await house.db
      .updateTable('appointments')
      .set({ state })
      .where('id', '=', here.appointment)
      .execute()
    expect(namesOf(await undo())).toEqual([`appointment-${state}`])
    const foreign = { group: here.group, appointment: randomUUID() }
    const unknown = await house.perform(desk(), 'undo-absent', foreign)
    expect(namesOf(unknown)).toEqual(['appointment-unknown'])
  })

  async function setRoom(room: { places: number; waiting: number; urgent: number }) {
    await house.db.updateTable('slots').set(room).where('id', '=', slot).execute()
  }

  async function slotRow() {
    return await house.db
      .selectFrom('slots')
      .selectAll()
      .where('id', '=', slot)
      .executeTakeFirstOrThrow()
  }
})

// A group whose key was destroyed: its rows stand until they are swept, and nothing in them can be
// read. Whoever names it, signed in before or at a desk, hears what is said of a group that never
// was; nobody else's act is held up by it.

import { randomUUID } from 'node:crypto'
import type { ActName, InputOf } from '@garita/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { getKeyId } from '../src/store/groups.ts'
import { type Desk, deskDay, openDesk } from './at-desk.ts'
import { openDay, seatMany } from './closing.ts'
import { registered } from './families.ts'
import { granted, type House, namesOf, openHouse } from './house.ts'
import { insertReadyGroups } from './many-groups.ts'
import { type SeatedGroup, seatGroup } from './seated-group.ts'

const port = '2504' as const
const start = Date.UTC(2023, 0, 10, 18)

let house: House
let desk: Desk
let n = 900
beforeAll(async () => {
  house = await openHouse()
  desk = await openDesk(house, 800)
})
afterAll(async () => await house.close())

async function erase(group: string): Promise<void> {
  await house.world.vault.keys.destroy(await getKeyId(house.db, group))
}

async function seated(): Promise<SeatedGroup> {
  house.setNow(start)
  n += 1
  return await seatGroup(house, { n, slot: desk.slot })
}

it('[I4] is unknown to who held it, by any act or ask, and is no longer shown to them', async () => {
  const { who, group, appointment } = await seated()
  await erase(group)
  const report = { group, appointment, kind: 'late' as const }
  expect(namesOf(await house.perform(who, 'report-trouble', report))).toEqual(['group-unknown'])
  expect(namesOf(await house.ask(who, 'my-group', { group }))).toEqual(['group-unknown'])
  expect(granted(await house.ask(who, 'my-journey', {})).groups).toEqual([])
})

it('[I2] [I4] is unknown to who repeats what was done before it was erased', async () => {
  const { who, group, appointment } = await seated()
  const key = randomUUID()
  const cancel = async () =>
    await house.perform(who, 'cancel-appointment', { group, appointment }, key)
  granted(await cancel())
  await erase(group)
  expect(namesOf(await cancel())).toEqual(['group-unknown'])
})

it('[I4] is unknown where acts ride together, and the others are answered as ever', async () => {
  house.setNow(start)
  n += 2
  const [gone, there] = [house.asApplicant(n - 1), house.asApplicant(n)]
  const groups = [(await registered(house, gone)).group, (await registered(house, there)).group]
  await erase(groups[0] ?? '')
  const pick = async (who: typeof gone, group = '') =>
    namesOf(await house.perform(who, 'pick-slot', { group, port, slot: desk.slot }))
  const answers = await Promise.all([pick(gone, groups[0]), pick(there, groups[1])])
  expect(answers[0]).toEqual(['group-unknown'])
  expect(answers[1]).toContain('attestation-missing')
})

it('[I4] is unknown at the desk, by its appointment and by its code', async () => {
  const { group, appointment, members, code } = await seated()
  await erase(group)
  house.setNow(deskDay)
  const here = async <N extends ActName>(act: N, input: InputOf<N>) =>
    namesOf(await house.perform(desk.officer, act, input))
  expect(await here('check-in', { group, appointment, port, present: [...members] })).toEqual([
    'group-unknown',
  ])
  const glass = { code, port, words: 'Ejemplo: pregunta por su cita' }
  expect(await here('break-glass', glass)).toEqual(['pass-unknown'])
  const move = { code, slot: desk.slot, reason: 'Ejemplo: llegó hoy' }
  expect(await here('re-seat', move)).toEqual(['pass-unknown'])
  const clash = { port, appointment, act: 'check-in' as const, content: '{}', doneAt: deskDay }
  expect(await here('report-clash', { ...clash, refusals: ['pass-used'] })).toEqual([
    'appointment-unknown',
  ])
})

it('[I4] what it left to supervisors is unknown to them', async () => {
  const { who, group, appointment } = await seated()
  const report = { group, appointment, kind: 'late' as const }
  const { trouble } = granted(await house.perform(who, 'report-trouble', report))
  const where = { latitude: 14.9, longitude: -92.26, accuracyMeters: 20 }
  granted(await house.perform(who, 'confirm-location', { group, where }))
  const words = 'Estamos en Tijuana'
  const { appeal } = granted(await house.perform(who, 'appeal-location', { group, words }))
  const half = await desk.receive(2, 0)
  const present = half.members.slice(0, 1)
  granted(await house.perform(desk.officer, 'check-in', { ...desk.named(half), port, present }))
  const question = await house.db
    .selectFrom('questions')
    .select('id')
    .where('appointmentId', '=', half.appointment)
    .where('settledAt', 'is', null)
    .executeTakeFirstOrThrow()
  await erase(group)
  await erase(half.group)

  const every = house.asSupervisor('2504', '2301')
  const answer = { trouble, answer: 'noted' as const }
  expect(namesOf(await house.perform(every, 'settle-trouble', answer))).toEqual(['trouble-unknown'])
  const verdict = { appeal, verdict: 'in' as const }
  expect(namesOf(await house.perform(every, 'settle-location', verdict))).toEqual([
    'appeal-unknown',
  ])
  const go = { question: question.id, answer: 'go-on' as const }
  expect(namesOf(await house.perform(every, 'settle-question', go))).toEqual(['question-unknown'])
})

it('[H8] a closure moves it with the others, and keeps a sealed reason of those alone', async () => {
  house.setNow(start)
  const [closed = '', other = ''] = await openDay(house, port, '2023-01-18', ['09:00', '10:00'], 40)
  const ready = await insertReadyGroups(house.world, 2, () => 2)
  const appointments = await seatMany(house, ready, [closed])
  await erase(ready[0]?.group ?? '')
  const supervisor = house.asSupervisor(port)
  const slots = [{ slot: closed, places: 0 }]
  const asked = { port, slots: closed }
  const { proposal } = granted(await house.ask(supervisor, 'propose-closure', asked))
  const reason = 'Razón de ejemplo'
  granted(await house.perform(supervisor, 'close-places', { port, slots, reason, proposal }))
  const rows = await house.db
    .selectFrom('appointments')
    .leftJoin('moves', 'moves.appointmentId', 'appointments.id')
    .select(['appointments.id', 'appointments.slotId', 'moves.id as move'])
    .where('appointments.id', 'in', appointments)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  expect(byId.get(appointments[0] ?? '')).toMatchObject({ slotId: other, move: null })
  expect(byId.get(appointments[1] ?? '')).toMatchObject({ slotId: other, move: expect.any(String) })
})

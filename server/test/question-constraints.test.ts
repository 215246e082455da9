// The constraints of questions, numbers and calls, each attacked directly in SQL.

import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { attackOn } from './attack.ts'
import { openSlot } from './families.ts'
import { granted, type House, openHouse } from './house.ts'
import { seatGroup } from './seated-group.ts'

let house: House

beforeAll(async () => {
  house = await openHouse()
  const slot = await openSlot(house, { day: '2023-01-11' })
  const { group, appointment, members, code } = await seatGroup(house, { n: 1, slot })
  house.setNow(Date.UTC(2023, 0, 11, 17))
  const officer = house.asOfficer('2504')
  const [port, words] = ['2504' as const, 'Ejemplo']
  const present = members.slice(0, 1)
  granted(await house.perform(officer, 'check-in', { group, appointment, port, present }))
  granted(await house.perform(officer, 'call-group', { group, appointment, lane: 1 }))
  granted(await house.perform(officer, 'break-glass', { port, code, words }))
  granted(await house.perform(officer, 'note', { group, appointment, words }))
})
afterAll(async () => await house.close())

const attack = (statement: RawBuilder<unknown>) => attackOn(house, statement)

it('[R9] what holds a group is asked once while it is open, of a kind that is known', async () => {
  const again = sql`insert into questions
    (id, port, day, appointment_id, kind, holds, raised_by, raised_at)
    select ${randomUUID()}, port, day, appointment_id, kind, holds, raised_by, now()
    from questions`
  expect(await attack(again)).toBe('one_open_question_a_kind')
  expect(await attack(sql`update questions set kind = 'tired'`)).toBe('question_kind_is_known')
  const foreign = sql`update questions set appointment_id = ${randomUUID()}`
  expect(await attack(foreign)).toBe('questions_appointment_id_fkey')
  const nobody = sql`update questions set member_id = ${randomUUID()}`
  expect(await attack(nobody)).toBe('questions_member_id_fkey')
})

it('[R18] what was found on return may be found twice', async () => {
  const found = () => sql`insert into questions
    (id, port, day, appointment_id, kind, holds, raised_by, raised_at)
    select ${randomUUID()}, port, day, appointment_id, 'clash', false, raised_by, now()
    from questions where kind = 'partly-here'`
  expect(await attack(found())).toBe('nothing held')
  expect(await attack(found())).toBe('nothing held')
})

it('[R8] numbers count from one, and a day of a port has one row', async () => {
  expect(await attack(sql`update appointments set number = 0`)).toBe('number_counts_from_one')
  expect(await attack(sql`update arrival_numbers set last = 0`)).toBe('numbers_count_from_one')
  const twice = sql`insert into arrival_numbers select * from arrival_numbers`
  expect(await attack(twice)).toBe('arrival_numbers_pkey')
})

it('[R16] a call names a lane from 1 to 99, and an appointment that is there', async () => {
  for (const lane of [0, 100])
    expect(await attack(sql`update calls set lane = ${lane}`)).toBe('lane_has_a_number')
  const foreign = sql`update calls set appointment_id = ${randomUUID()}`
  expect(await attack(foreign)).toBe('calls_appointment_id_fkey')
})

it('[R14] [R15] glasses and notes are of groups that are there', async () => {
  const group = randomUUID()
  expect(await attack(sql`update glasses set group_id = ${group}`)).toBe('glasses_group_id_fkey')
  expect(await attack(sql`update desk_notes set group_id = ${group}`)).toBe(
    'desk_notes_group_id_fkey',
  )
})

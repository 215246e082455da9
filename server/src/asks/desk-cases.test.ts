// What a supervisor sees of the desk as it moves, what only another may settle, and who settled what
// was open before one's eyes.

import { randomUUID } from 'node:crypto'
import type { AskAnswerOf, InputOf } from '@garita/contract'
import { clashesAnHour, walkInsAnHour } from '@garita/domain/desk-limits'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { child, openSlot, person } from '../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../test/house.ts'
import { type SeatedGroup, seatGroup } from '../../test/seated-group.ts'
import type { Who } from '../act.ts'
import { at } from '../database/open.ts'
import { isHeld } from '../store/questions.ts'

const day = Date.UTC(2023, 0, 11, 18)
const port = '2504' as const

let house: House
let slot: string
let here: SeatedGroup
let n = 0

beforeAll(async () => {
  house = await openHouse()
  slot = await openSlot(house, { day: '2023-01-11', time: '10:00', places: 90 })
})
afterAll(async () => await house.close())
beforeEach(async () => {
  house.setNow(Date.UTC(2023, 0, 10, 18))
  n += 1
  here = await seatGroup(house, { n, slot, size: 3 })
  house.setNow(day)
})

const officer = () => house.asOfficer(port)
const supervisor = (account = 'supervisor-1'): Who => ({ ...house.asSupervisor(port), account })

async function checkIn(
  present: readonly string[],
  over: Partial<InputOf<'check-in'>> = {},
  who: Who = officer(),
) {
  const { group, appointment } = here
  const input = { group, appointment, port, present: [...present], ...over }
  return await house.perform(who, 'check-in', input)
}
const notSame = async (member = '', who: Who = officer()) => {
  const { group, appointment } = here
  const said = { member, verdict: 'not-same' as const, ground: 'known' as const }
  return await house.perform(who, 'confirm-identity', { group, appointment, ...said })
}
const look = async (known?: string, who = supervisor()) =>
  granted(await house.ask(who, 'questions', known === undefined ? {} : { known }))
const shown = async (who = supervisor()) =>
  (await look(undefined, who)).questions.filter((one) => one.appointment === here.appointment)
const settle = async (question = '', over = {}, who = supervisor()) =>
  await house.perform(who, 'settle-question', { question, answer: 'go-on', ...over })

describe('who came beside a group', () => {
  it('[R40] is told of after everybody is here, holds the group, and moves nothing else', async () => {
    granted(await checkIn(here.members))
    expect(namesOf(await checkIn(here.members, { extra: 1 }))).toEqual(['pass-used'])
    expect(namesOf(await checkIn([]))).toEqual(['members-not-present'])
    const told = granted(await checkIn([], { extra: 1 }))
    expect(told).toMatchObject({ present: 3, size: 3, questions: ['extra-people'] })
    expect(await isHeld(house.db, here.appointment)).toBe(true)
    expect(await shown()).toMatchObject([{ kind: 'extra-people', extra: 1, present: 3 }])
  })

  it('[R40] may come to a group that was decided upon; [R3] not to one of another day', async () => {
    granted(await checkIn(here.members))
    const done = { state: 'done' } as const
    const { appointment } = here
    await house.db.updateTable('appointments').set(done).where('id', '=', appointment).execute()
    granted(await checkIn([], { extra: 2 }))
    const row = await house.db
      .selectFrom('appointments')
      .select('state')
      .where('id', '=', appointment)
      .executeTakeFirst()
    expect(row).toEqual(done)
    expect(await shown()).toMatchObject([{ kind: 'extra-people', extra: 2 }])
  })

  it('[R41] is counted on, stays when others come, and is asked about anew after a supervisor saw it', async () => {
    granted(await checkIn(here.members.slice(0, 2), { extra: 1 }))
    granted(await checkIn([], { extra: 2 }))
    granted(await checkIn(here.members.slice(2), { extra: 0 }))
    const [open] = await shown()
    expect(open).toMatchObject({ kind: 'extra-people', extra: 3 })
    const twoRead = await settle(open?.question, { extra: 2 })
    expect(namesOf(twoRead)).toEqual(['question-changed']) // [R46]
    granted(await settle(open?.question, { extra: 3 }))
    expect(await isHeld(house.db, here.appointment)).toBe(false)
    granted(await checkIn([], { extra: 1 }))
    expect(await shown()).toMatchObject([{ kind: 'extra-people', extra: 1 }])
  })
})

describe('who is not the same', () => {
  it('[R44] is a question of each person, and letting one go on leaves the other held', async () => {
    granted(await checkIn(here.members))
    const [mother, child] = here.members
    for (const member of [mother, child, mother]) granted(await notSame(member))
    const open = await shown()
    expect(open.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual(
      [0, 1].map((place) => `not-same-person Ejemplo ${n}-${place} De Muestra`),
    )
    // A desk without a network knows of kinds alone.
    const { groups } = granted(await house.ask(officer(), 'day-list', { port }))
    const listed = groups.find((one) => one.appointment === here.appointment)
    expect(listed?.holding).toEqual(['not-same-person'])
    granted(await settle(open[0]?.question))
    expect(await isHeld(house.db, here.appointment)).toBe(true)
    expect((await shown()).map(({ name }) => name)).toEqual([open[1]?.name])
    granted(await settle(open[1]?.question))
    expect(await isHeld(house.db, here.appointment)).toBe(false)
  })
})

describe('what a supervisor raised', () => {
  it('[R42] another lets go on; they themselves hold it', async () => {
    granted(await checkIn(here.members.slice(0, 1), {}, supervisor()))
    const [mine] = await shown()
    expect(mine).toMatchObject({ mine: true, raisedBy: 'supervisor-1' })
    expect(namesOf(await settle(mine?.question, { words: 'la vi yo' }))).toEqual(['question-own'])
    const held = { answer: 'hold' as const, words: 'viene otra supervisora' }
    granted(await settle(mine?.question, held))
    const other = supervisor('supervisor-2')
    expect(await shown(other)).toMatchObject([{ mine: false, held: held.words }])
    granted(await settle(mine?.question, {}, other))
    expect(await isHeld(house.db, here.appointment)).toBe(false)
  })

  it('[R42] of whom they said that they are not the same, too', async () => {
    granted(await checkIn(here.members))
    granted(await notSame(here.members[1], supervisor()))
    const [mine] = await shown()
    expect(namesOf(await settle(mine?.question))).toEqual(['question-own'])
  })

  it('[R42] nor do they let people go on whom they added to what another had raised', async () => {
    granted(await checkIn(here.members, { extra: 1 }))
    house.setNow(day + 60_000)
    granted(await checkIn([], { extra: 3 }, supervisor()))
    const open = await shown()
    expect(open.map(({ extra, mine }) => [extra, mine])).toEqual([
      [1, false],
      [3, true],
    ])
    granted(await settle(open[0]?.question, { extra: 1 }))
    expect(await isHeld(house.db, here.appointment)).toBe(true)
    expect(namesOf(await settle(open[1]?.question, { extra: 3 }))).toEqual(['question-own'])
    granted(await settle(open[1]?.question, { extra: 3 }, supervisor('supervisor-2')))
    expect(await isHeld(house.db, here.appointment)).toBe(false)
  })

  it('[R42] nor a child whom they brought to one that was alone; [R9] who is missing is asked of once', async () => {
    granted(await checkIn(here.members.slice(1, 2)))
    granted(await checkIn(here.members.slice(2), {}, supervisor()))
    const open = (await shown()).map(({ kind, mine }) => `${kind} ${mine ? 'mine' : 'another’s'}`)
    expect(open.sort()).toEqual([
      'child-alone another’s',
      'child-alone mine',
      'partly-here another’s',
    ])
    granted(await checkIn(here.members.slice(0, 1)))
    expect(await shown()).toEqual([])
  })
})

describe('an open page', () => {
  it('[R45] hears at once what moved, and else that nothing did', async () => {
    let version = (await look()).version
    const moved = async () => {
      const answer = await look(version)
      version = answer.version
      return !answer.unchanged
    }
    expect(await moved()).toBe(false)
    expect(await look(version)).toMatchObject({ questions: [], countersigns: [], glasses: [] })
    granted(await checkIn(here.members.slice(1)))
    expect(await moved()).toBe(true)
    const alone = (await shown()).find(({ kind }) => kind === 'child-alone')
    granted(await settle(alone?.question, { answer: 'hold', words: 'viene la madre' }))
    expect(await moved()).toBe(true)
    granted(await checkIn(here.members.slice(0, 1)))
    expect(await moved()).toBe(true)
    const { group, appointment, members } = here
    const decided = { outcome: 'not-excepted' as const, reason: 'criterion-not-shown' as const }
    const input = { group, appointment, member: members[0] ?? '', ...decided }
    const { determination } = granted(await house.perform(officer(), 'determine', input))
    expect(await moved()).toBe(true)
    const sign = { group, appointment, determination, verdict: 'confirmed' as const }
    granted(await house.perform(supervisor(), 'countersign', sign))
    expect(await moved()).toBe(true)
    const glass = { port, code: here.code, words: 'Ejemplo' }
    granted(await house.perform(officer(), 'break-glass', glass))
    expect(await moved()).toBe(true)
    expect(await moved()).toBe(false)
    expect((await look(version, house.asSupervisor('2503'))).unchanged).toBe(false)
  })
})

describe('settled-case', () => {
  type Settled = AskAnswerOf<'settled-case'>['settled']
  const ask = async (
    kind: 'question' | 'countersign',
    id = '',
    who = supervisor('supervisor-2'),
  ): Promise<Settled> => granted(await house.ask(who, 'settled-case', { kind, case: id })).settled

  it('[U8] says who settled a question, when and how; nothing of one that is open, or elsewhere', async () => {
    granted(await checkIn(here.members.slice(0, 2)))
    const [open] = await shown()
    expect(await ask('question', open?.question)).toBeNull()
    granted(await settle(open?.question))
    const told = { at: day, by: 'supervisor-1', mine: false, how: 'go-on' }
    expect(await ask('question', open?.question)).toEqual(told)
    expect(await ask('question', open?.question, supervisor())).toMatchObject({ mine: true })
    expect(await ask('question', open?.question, house.asSupervisor('2503'))).toBeNull()
    expect(await ask('question', randomUUID())).toBeNull()
  })

  it('[R11] says that nobody did where a question settled itself', async () => {
    granted(await checkIn(here.members.slice(0, 2)))
    const [open] = await shown()
    granted(await checkIn(here.members))
    expect(await ask('question', open?.question)).toMatchObject({ by: null, how: 'rule' })
  })

  it('[X8] says what became of a determination', async () => {
    granted(await checkIn(here.members))
    const { group, appointment, members } = here
    const decided = { outcome: 'not-excepted' as const, reason: 'criterion-not-shown' as const }
    const input = { group, appointment, member: members[0] ?? '', ...decided }
    const { determination } = granted(await house.perform(officer(), 'determine', input))
    expect(await ask('countersign', determination)).toBeNull()
    const amended = { ...input, outcome: 'referred' as const, reason: 'medical-care' as const }
    const more = { ...amended, note: 'la vio el médico', seen: [] }
    granted(await house.perform(officer(), 'amend-determination', more))
    const told = { by: 'officer-1', how: 'replaced' }
    expect(await ask('countersign', determination)).toMatchObject(told)
  })
})

describe('what an account does within an hour', () => {
  it('[R43] sixty walk-ins, and the next one an hour later', async () => {
    const receive = async () =>
      await house.perform(officer(), 'receive-walk-in', {
        ...{ port, slot, language: 'es', members: [person(1), child(2)] },
        ...{ contact: { phone: '+526640000012' }, reason: 'Ejemplo' },
        said: [{ member: 0, criteria: ['threatened'], preferToSay: false }],
      })
    const { appointment } = granted(await receive())
    const copies = sql`
      with copied as (
        insert into appointments (id, group_id, slot_id, size, state, code, version, walk_in,
          made_at, changed_at, arrived_at)
        select gen_random_uuid(), group_id, slot_id, size, 'done', md5(nth::text), 1, true,
          made_at, changed_at, arrived_at
        from appointments, generate_series(2, ${walkInsAnHour}) as nth
        where id = ${appointment} returning id)
      insert into presences (appointment_id, member_id, present_at, by_account)
      select copied.id, member_id, present_at, by_account from copied, presences
      where appointment_id = ${appointment}`
    await copies.execute(house.db)
    expect(namesOf(await receive())).toEqual(['walk-ins-too-many'])
    house.setNow(day + 3_600_000)
    granted(await receive())
  })

  it('[R43] two thousand clashes, and the rest later; those of others do not count', async () => {
    const content = JSON.stringify({ member: here.members[0] })
    const clash = { port, appointment: here.appointment, act: 'note' as const, content }
    const input = { ...clash, refusals: ['group-held'], doneAt: day }
    const report = async (who = officer()) => await house.perform(who, 'report-clash', input)
    granted(await report())
    await sql`
      insert into questions (id, port, day, appointment_id, kind, holds, raised_by, raised_at)
      select gen_random_uuid(), ${port}, '2023-01-11', ${here.appointment}, 'clash', false,
        ${officer().account}, ${at(day)} from generate_series(2, ${clashesAnHour})`.execute(
      house.db,
    )
    expect(namesOf(await report())).toEqual(['clashes-too-many'])
    house.setNow(day + 60_000)
    granted(await report(supervisor()))
    // However many there are of one account, those of others are seen beside them, and the oldest first.
    const all = (await look()).questions
    expect(all.some(({ mine, doneAt }) => mine && doneAt === day)).toBe(true)
    const found = all.filter(({ holds }) => !holds).map(({ raisedAt }) => raisedAt)
    expect(found).toEqual([...found].sort((one, other) => one - other))
    house.setNow(day + 3_600_000)
    granted(await report())
  })
})

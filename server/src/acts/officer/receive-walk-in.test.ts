import type { InputOf } from '@garita/contract'
import type { UpdateObject } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesOf, child, openSlot, person } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { at } from '../../database/open.ts'
import type { Tables } from '../../database/tables.ts'

// Wednesday 11 January 2023, 10:30 at San Ysidro.
const now = Date.UTC(2023, 0, 11, 18, 30)

type Input = InputOf<'receive-walk-in'>

describe('receive-walk-in', () => {
  let house: House
  let ten: string
  let tomorrow: string
  let away: string

  const inputOf = (over: Partial<Input> = {}): Input => ({
    port: '2504',
    slot: ten,
    language: 'es',
    members: [person(1), child(2)],
    contact: { phone: '+526640000012' },
    said: [{ member: 0, criteria: ['threatened'], preferToSay: false }],
    reason: 'Ejemplo: la familia está en peligro.',
    ...over,
  })
  const receive = async (over: Partial<Input> = {}, who = house.asOfficer('2504')) =>
    await house.perform(who, 'receive-walk-in', inputOf(over))
  const refusals = async (over: Partial<Input> = {}) => namesOf(await receive(over))
  const slotOf = async (id: string) =>
    await house.db.selectFrom('slots').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const setSlot = async (id: string, set: UpdateObject<Tables, 'slots'>) =>
    await house.db.updateTable('slots').set(set).where('id', '=', id).execute()

  beforeAll(async () => {
    house = await openHouse({ now: now - 86_400_000 })
    ten = await openSlot(house, { day: '2023-01-11', time: '10:00', places: 40 })
    tomorrow = await openSlot(house, { day: '2023-01-12', time: '10:00', places: 20 })
    away = await openSlot(house, { port: '2503', day: '2023-01-11', time: '10:00', places: 20 })
    house.setNow(now)
  })
  afterAll(async () => await house.close())

  it('[R12] registers, attests, seats and checks in everybody in one step', async () => {
    const before = await slotOf(ten)
    const answer = granted(await receive())
    expect(answer).toMatchObject({ slot: ten, number: 1 })
    expect(answer.members).toHaveLength(2)
    const row = await house.db
      .selectFrom('appointments')
      .selectAll()
      .where('id', '=', answer.appointment)
      .executeTakeFirst()
    expect(row).toMatchObject({
      state: 'arrived',
      size: 2,
      walkIn: true,
      number: 1,
      arrivedAt: now,
    })
    expect((await slotOf(ten)).taken).toBe(before.taken + 2)
    const query = { group: answer.group, appointment: answer.appointment }
    const shown = granted(await house.ask(house.asOfficer('2504'), 'arrival', query))
    expect(shown).toMatchObject({ state: 'here', walkIn: true, today: true, number: 1 })
    expect(shown.questions).toEqual([])
    expect(shown.members.map((one) => [one.present, one.photo, one.criteria])).toEqual([
      [true, 'at-port', ['threatened']],
      [true, 'at-port', ['under-21']],
    ])
  })

  it('[R12] leaves neither a name nor the reason legible', async () => {
    const members = [person(1, { givenNames: 'Xochitlejemplo' })]
    const { group, appointment } = granted(await receive({ members, reason: 'Palabrasraras' }))
    const row = await house.db
      .selectFrom('appointments')
      .select('sealedReason')
      .where('id', '=', appointment)
      .executeTakeFirstOrThrow()
    const bytes = Buffer.concat([await bytesOf(house, group), row.sealedReason ?? Buffer.of()])
    expect(row.sealedReason?.length).toBeGreaterThan(0)
    expect(['Xochitlejemplo', 'Palabrasraras'].filter((text) => bytes.includes(text))).toEqual([])
  })

  it('[R12] takes the places kept for the urgent first', async () => {
    await setSlot(ten, { urgent: 3 })
    const { taken } = await slotOf(ten)
    granted(await receive())
    expect(await slotOf(ten)).toMatchObject({ urgent: 1, taken: taken + 2 })
    granted(await receive())
    expect(await slotOf(ten)).toMatchObject({ urgent: 0, taken: taken + 4 })
  })

  it('[R8] gives each group the next number of the day', async () => {
    const first = granted(await receive())
    const second = granted(await receive())
    expect(second.number).toBe(first.number + 1)
  })

  it('[R10] raises a supervisor where children come alone', async () => {
    const alone = child(3, { relation: 'self' })
    const { group, appointment } = granted(await receive({ members: [alone], said: [] }))
    const query = { group, appointment }
    const { questions } = granted(await house.ask(house.asOfficer('2504'), 'arrival', query))
    expect(questions).toMatchObject([{ kind: 'child-alone', holds: true }])
  })

  it('[R12] gives the recovery code to the desk that received it, until somebody holds the group', async () => {
    const { group, members } = granted(await receive())
    const code = async (who = house.asOfficer('2504')) =>
      await house.ask(who, 'recovery-code', { group })
    const written = granted(await code()).code
    expect(namesOf(await code(house.asOfficer('2503')))).toEqual(['group-unknown'])
    const phone = house.asApplicant(9)
    const proof = { code: written, birth: person(1).birth }
    const taken = await house.perform(phone, 'recover-group', proof as never)
    expect([namesOf(taken), members.length]).toEqual([[], 2])
    expect(namesOf(await code())).toEqual(['group-unknown'])
  })

  it('[R12] gives the recovery code on its own day alone, whoever breaks the glass later', async () => {
    const { group, appointment } = granted(await receive())
    const officer = house.asOfficer('2504')
    const query = { group, appointment }
    const { code } = granted(await house.ask(officer, 'arrival', query))
    house.setNow(now + 24 * 3_600_000)
    const opening = { port: '2504' as const, code, words: 'Ejemplo: preguntan por su código' }
    granted(await house.perform(officer, 'break-glass', opening))
    granted(await house.ask(officer, 'arrival', query))
    expect(namesOf(await house.ask(officer, 'recovery-code', { group }))).toEqual(['group-unknown'])
    house.setNow(now)
  })

  it('[R12] is no stumbling stone for the clock, the cases and messages', async () => {
    const same = person(40, { givenNames: 'Doble', familyNames: 'Ejemplo' })
    granted(await receive({ members: [same] }))
    granted(await receive({ members: [same] }))
    const cases = granted(await house.ask(house.asSupervisor('2504'), 'cases', {}))
    expect(cases.now).toBe(now)
    granted(await house.perform(house.asClock(), 'purge', {}))
    expect(namesOf(await house.perform(house.asClock(), 'expire-requests', {} as never))).toEqual(
      [],
    )
  })

  it('refuses another port, and a slot that is unknown, elsewhere, of another day or closed', async () => {
    const elsewhere = await receive({}, house.asOfficer('2503'))
    expect(namesOf(elsewhere)).toEqual(['port-not-mine'])
    expect(await refusals({ slot: '2504-2023-01-11-0400' })).toEqual(['slot-unknown'])
    expect(await refusals({ slot: away })).toEqual(['slot-elsewhere'])
    expect(await refusals({ slot: tomorrow })).toEqual(['slot-not-today'])
    await setSlot(ten, { closedAt: at(now) })
    expect(await refusals()).toEqual(['slot-closed'])
    await setSlot(ten, { closedAt: null })
  })

  it('[S1] refuses a group for which the slot has no room', async () => {
    const { places, taken } = await slotOf(ten)
    await setSlot(ten, { taken: places - 1 })
    expect(await refusals()).toEqual(['slot-full'])
    await setSlot(ten, { taken })
  })

  it('[A1] refuses who meets no criterion, and words about nobody', async () => {
    const grown = { members: [person(1)] }
    expect(await refusals({ ...grown, said: [] })).toEqual(['criterion-missing'])
    const nobody = [{ member: 7, criteria: ['threatened' as const], preferToSay: false }]
    expect(await refusals({ said: nobody })).toEqual(['member-unknown'])
  })

  it('refuses a composition as register-group does, every reason at once', async () => {
    const year = { month: 1, day: 1, approximate: false }
    const cases: [Partial<Input>, string[]][] = [
      [{ members: [] }, ['members-none']],
      [
        { members: Array.from({ length: 21 }, (_, n) => child(n)) },
        ['members-too-many', 'first-person-missing'],
      ],
      [{ members: [child(1)] }, ['first-person-missing']],
      [{ members: [person(1, { birth: { year: 2999, ...year } })] }, ['birth-date-future']],
      [{ members: [person(1, { birth: { year: 1800, ...year } })] }, ['birth-date-too-old']],
      [
        { members: [person(1, { birth: { year: 1990, month: 2, day: 30, approximate: false } })] },
        ['birth-date-impossible'],
      ],
      [{ members: [person(1, { givenNames: '12', familyNames: '--' })] }, ['name-empty']],
      [{ members: [person(1, { givenNames: 'a'.repeat(101) })] }, ['name-too-long']],
      [{ members: [person(1, { nationality: 'ZZ' })] }, ['country-unknown']],
      [{ contact: {} }, ['contact-missing']],
    ]
    for (const [over, names] of cases) {
      expect(await refusals(over)).toEqual(names)
    }
  })

  it('a refused one has written nothing', async () => {
    const count = async () =>
      await house.db
        .selectFrom('groups')
        .select((of) => of.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
    const before = await count()
    await refusals({ slot: tomorrow })
    expect(await count()).toEqual(before)
  })
})

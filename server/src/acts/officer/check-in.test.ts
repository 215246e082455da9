import { randomUUID } from 'node:crypto'
import type { InputOf } from '@garita/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskDay as day, seatingAt } from '../../../test/at-desk.ts'
import { openSlot } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import type { SeatedGroup } from '../../../test/seated-group.ts'

describe('check-in', () => {
  let house: House
  let slot: string
  let later: string
  let seatThere: ReturnType<typeof seatingAt>
  beforeAll(async () => {
    house = await openHouse()
    seatThere = seatingAt(house)
    slot = await openSlot(house, { day: '2023-01-11', time: '10:00', places: 80 })
    later = await openSlot(house, { day: '2023-01-12', time: '10:00', places: 80 })
  })
  afterAll(async () => await house.close())

  const seat = async (at = slot) => await seatThere(at, 3)

  const checkIn = async (
    { group, appointment }: SeatedGroup,
    present: readonly string[],
    over: Partial<InputOf<'check-in'>> = {},
  ) =>
    await house.perform(house.asOfficer('2504'), 'check-in', {
      group,
      appointment,
      port: '2504',
      present: [...present],
      ...over,
    })

  it('[R5] records who came, and the others as they come', async () => {
    const seated = await seat()
    const [first = '', second = '', third = ''] = seated.members
    const { appointment } = seated
    const part = granted(await checkIn(seated, [first]))
    const { number } = part
    const questions = ['partly-here']
    expect(part).toEqual({ appointment, present: 1, size: 3, number, questions })
    const all = granted(await checkIn(seated, [first, second, third]))
    expect(all).toEqual({ appointment, present: 3, size: 3, number, questions: [] })
    const row = await house.db
      .selectFrom('appointments')
      .selectAll()
      .where('id', '=', appointment)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ state: 'arrived', arrivedAt: day })
    const presences = await house.db
      .selectFrom('presences')
      .selectAll()
      .where('appointmentId', '=', appointment)
      .execute()
    expect(presences.map((one) => one.memberId).sort()).toEqual([...seated.members].sort())
  })

  it('[R4] a pass that was used by everyone on it is refused, and writes nothing', async () => {
    const seated = await seat()
    granted(await checkIn(seated, seated.members))
    expect(namesOf(await checkIn(seated, seated.members))).toEqual(['pass-used'])
  })

  it('[B3] the pass of an earlier version is refused', async () => {
    const seated = await seat()
    expect(namesOf(await checkIn(seated, seated.members, { version: 2 }))).toEqual([
      'pass-outdated',
    ])
    granted(await checkIn(seated, seated.members, { version: 1 }))
  })

  it('[R5] nobody, or somebody of another group, is refused', async () => {
    const seated = await seat()
    expect(namesOf(await checkIn(seated, []))).toEqual(['members-not-present'])
    expect(namesOf(await checkIn(seated, [randomUUID()]))).toEqual(['member-unknown'])
  })

  it('[R2] the desk of another port refuses', async () => {
    const seated = await seat()
    const decision = await checkIn(seated, seated.members, { port: '2503' })
    expect(namesOf(decision)).toEqual(['arrival-other-port'])
  })

  it('[R3] refuses another day; [R4] one who comes after a group picked anew uses that', async () => {
    const seated = await seat()
    granted(await checkIn(seated, seated.members.slice(0, 1)))
    await house.db
      .updateTable('appointments')
      .set({ state: 'done' })
      .where('id', '=', seated.appointment)
      .execute()
    const { group } = seated
    const pick = { group, port: '2504' as const, slot: later }
    const { appointment } = granted(await house.perform(seated.who, 'pick-slot', pick))
    const tomorrow = await checkIn({ ...seated, appointment }, seated.members)
    expect(namesOf(tomorrow)).toEqual(['arrival-other-day'])
    expect(namesOf(await checkIn(seated, seated.members))).toEqual(['pass-used'])
  })

  it.each(['cancelled', 'absent', 'displaced'] as const)(
    '[B2] an appointment that is %s is refused',
    async (state) => {
      const seated = await seat()
      await house.db
        .updateTable('appointments')
        .set({ state })
        .where('id', '=', seated.appointment)
        .execute()
      const decision = await checkIn(seated, seated.members)
      expect(namesOf(decision)).toEqual([`appointment-${state}`])
    },
  )

  it('a group of another day or port is unknown to this officer', async () => {
    const tomorrow = await seat(later)
    expect(namesOf(await checkIn(tomorrow, tomorrow.members))).toEqual(['group-unknown'])
    const seated = await seat()
    const { group, appointment } = seated
    const input = { group, appointment, port: '2503' as const, present: [...seated.members] }
    const decision = await house.perform(house.asOfficer('2503'), 'check-in', input)
    expect(namesOf(decision)).toEqual(['group-unknown'])
  })

  it('an appointment of another group is unknown', async () => {
    const [one, other] = [await seat(), await seat()]
    const decision = await checkIn({ ...one, appointment: other.appointment }, one.members)
    expect(namesOf(decision)).toEqual(['appointment-unknown'])
  })

  const questionsOf = async ({ appointment }: SeatedGroup) =>
    await house.db
      .selectFrom('questions')
      .select(['kind', 'extra', 'holds', 'settledBy', 'raisedBy', 'day', 'port'])
      .where('appointmentId', '=', appointment)
      .orderBy('kind')
      .execute()

  it('[R8] the first check-in of a group gives the next number of the day, kept for life', async () => {
    const [one, other] = [await seat(), await seat()]
    const first = granted(await checkIn(one, one.members.slice(0, 1))).number
    expect(granted(await checkIn(other, other.members)).number).toBe(first + 1)
    expect(granted(await checkIn(one, one.members)).number).toBe(first)
  })

  it('[R9] who is missing and [R41] who came beside them is asked once; [R11] who comes settles the first', async () => {
    const seated = await seat()
    const [first = '', second = ''] = seated.members
    granted(await checkIn(seated, [first], { extra: 1 }))
    const { questions } = granted(await checkIn(seated, [first, second], { extra: 1 }))
    expect(questions).toEqual(['partly-here', 'extra-people'])
    const raised = { holds: true, raisedBy: 'officer-1', day: '2023-01-11', port: '2504' }
    expect(await questionsOf(seated)).toEqual([
      { ...raised, kind: 'extra-people', extra: 2, settledBy: null },
      { ...raised, kind: 'partly-here', extra: 0, settledBy: null },
    ])
    const whole = granted(await checkIn(seated, seated.members, { extra: 0 }))
    expect(whole.questions).toEqual(['extra-people'])
    expect((await questionsOf(seated)).map((one) => one.settledBy)).toEqual([null, 'rule'])
  })

  it('[R10] a child alone holds its group until an adult comes', async () => {
    const seated = await seat()
    const [mother = '', child = ''] = seated.members
    const alone = granted(await checkIn(seated, [child]))
    expect(alone.questions).toEqual(['partly-here', 'child-alone'])
    const together = granted(await checkIn(seated, [mother]))
    expect(together.questions).toEqual(['partly-here'])
  })

  it('[R17] what was done without a network counts from when it was done', async () => {
    const seated = await seat()
    const doneAt = day - 3_600_000
    granted(await checkIn(seated, seated.members, { doneAt }))
    const row = await house.db
      .selectFrom('appointments')
      .innerJoin('presences', 'presences.appointmentId', 'appointments.id')
      .select(['arrivedAt', 'changedAt', 'presentAt'])
      .where('appointments.id', '=', seated.appointment)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ arrivedAt: doneAt, changedAt: day, presentAt: doneAt })
    const record = await house.db
      .selectFrom('records')
      .select('facts')
      .where('groupId', '=', seated.group)
      .where('act', '=', 'check-in')
      .executeTakeFirstOrThrow()
    expect(record.facts).toMatchObject({ port: '2504', minutes: -60, doneAt })
  })

  it('[R17] refuses an instant of yesterday or of tomorrow', async () => {
    const seated = await seat()
    for (const doneAt of [day - 86_400_000, day + 86_400_000]) {
      const decision = await checkIn(seated, seated.members, { doneAt })
      expect(namesOf(decision)).toEqual(['done-at-unlikely'])
    }
  })
})

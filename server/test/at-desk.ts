// A group that stands at the desk, and what an officer does there, by the acts themselves.

import type { InputOf } from '@garita/contract'
import type { Who } from '../src/act.ts'
import { at } from '../src/database/open.ts'
import { openSlot } from './families.ts'
import { granted, type House } from './house.ts'
import { putPhoto, type SeatedGroup, seatGroup } from './seated-group.ts'

/** 10:00 at San Ysidro, the day after a house opens. */
export const deskDay = Date.UTC(2023, 0, 11, 18)

/**
 * Seats groups the day before the desk's, each of an applicant of its own; the clock is at the
 * desk's day again afterwards.
 * @param first number of the first applicant but one, of their own in each test file.
 */
export function seatingAt(house: House, first = 0) {
  let n = first
  return async (slot: string, size = 2): Promise<SeatedGroup> => {
    house.setNow(Date.UTC(2023, 0, 10, 18))
    n += 1
    const seated = await seatGroup(house, { n, slot, size })
    house.setNow(deskDay)
    return seated
  }
}

export type Desk = Awaited<ReturnType<typeof openDesk>>

/** @param first number of the first applicant, of their own in each test file. */
export async function openDesk(house: House, first: number) {
  const seat = seatingAt(house, first)
  const slot = await openSlot(house, { day: '2023-01-11', time: '10:00', places: 200 })
  const officer = house.asOfficer('2504')
  const supervisor = house.asSupervisor('2504')

  /** A group of whom the first `here` have come. */
  async function receive(size = 2, here = size): Promise<SeatedGroup> {
    const seated = await seat(slot, size)
    const { group, appointment } = seated
    const present = seated.members.slice(0, here)
    const input = { group, appointment, port: '2504' as const, present }
    if (here > 0) granted(await house.perform(officer, 'check-in', input))
    // Whoever is missing is a question of its own; here they were seen.
    await house.db
      .updateTable('questions')
      .set({ settledBy: 'supervisor-1', settledAt: at(deskDay) })
      .where('appointmentId', '=', appointment)
      .execute()
    return seated
  }

  const named = ({ group, appointment }: SeatedGroup) => ({ group, appointment })

  async function takePhoto(seated: SeatedGroup, member: string): Promise<void> {
    const photo = await putPhoto(house, officer.account, seated.group, Buffer.from('taken'))
    granted(await house.perform(officer, 'take-photo', { ...named(seated), member, photo }))
  }

  const confirm = async (
    seated: SeatedGroup,
    member: string,
    over: Partial<InputOf<'confirm-identity'>> = {},
  ) =>
    await house.perform(officer, 'confirm-identity', {
      ...named(seated),
      member,
      verdict: 'same',
      ground: 'document',
      ...over,
    })

  const determine = async (
    seated: SeatedGroup,
    member: string,
    over: Partial<InputOf<'determine'>> = {},
    who: Who = officer,
  ) =>
    await house.perform(who, 'determine', {
      ...named(seated),
      member,
      outcome: 'excepted',
      reason: 'criterion-confirmed',
      ...over,
    })

  const amend = async (
    seated: SeatedGroup,
    member: string,
    over: Partial<InputOf<'amend-determination'>> = {},
  ) =>
    await house.perform(officer, 'amend-determination', {
      ...named(seated),
      member,
      outcome: 'referred',
      reason: 'medical-care',
      note: 'Ejemplo: se siente mal',
      seen: [],
      ...over,
    })

  const countersign = async (
    seated: SeatedGroup,
    determination: string,
    over: Partial<InputOf<'countersign'>> = {},
    who: Who = supervisor,
  ) =>
    await house.perform(who, 'countersign', {
      ...named(seated),
      determination,
      verdict: 'confirmed',
      ...over,
    })

  async function stateOf({ appointment }: SeatedGroup): Promise<string> {
    const row = await house.db
      .selectFrom('appointments')
      .select('state')
      .where('id', '=', appointment)
      .executeTakeFirstOrThrow()
    return row.state
  }

  const determinationOf = async (id: string) =>
    await house.db
      .selectFrom('determinations')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()

  /** Facts of the record of the last allowed act of this name about this group. */
  async function factsOf(act: string, { group }: SeatedGroup) {
    const row = await house.db
      .selectFrom('records')
      .select('facts')
      .where('act', '=', act)
      .where('groupId', '=', group)
      .where('outcome', '=', 'allowed')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    return row.facts
  }

  const acts = { receive, takePhoto, confirm, determine, amend, countersign }
  return { ...acts, named, stateOf, determinationOf, factsOf, slot, officer, supervisor }
}

// What happens at the desks: groups that come whole, in part or with others, whom officers take them
// for, what they decide, and what supervisors have to say to it.

import type { InputOf } from '@garita/contract'
import type { Who } from '../../src/act.ts'
import type { Chance } from './chance.ts'
import type { Kind } from './steps.ts'
import { type Port, someRow, type Town, townPorts } from './town.ts'

type Does = (town: Town, chance: Chance) => Promise<void>
type Named = { readonly group: string; readonly appointment: string }
type Decision = Pick<InputOf<'determine'>, 'outcome' | 'reason'>

const excepted: Decision = { outcome: 'excepted', reason: 'criterion-confirmed' }
/** As chance has it; most are excepted. */
const decisions: readonly Decision[] = [
  excepted,
  excepted,
  excepted,
  { outcome: 'not-excepted', reason: 'criterion-not-shown' },
  { outcome: 'referred', reason: 'medical-care' },
]

export const deskDoes: Partial<Readonly<Record<Kind, Does>>> = {
  'check-in': async (town, chance) => {
    const row = await someArrival(town, chance, `state in ('standing', 'arrived', 'done')`)
    if (!row) return
    const { port, group, appointment, members } = row
    const came = members.filter(() => !chance.oneIn(5))
    const present = came.length > 0 ? came : members.slice(0, 1)
    const extra = chance.oneIn(9) ? { extra: 1 } : { extra: 0 }
    const input = { group, appointment, port, present, ...extra }
    await act(town, officer(town), 'check-in', input)
    if (chance.oneIn(3)) await act(town, officer(town), 'call-group', { ...named(row), lane: 2 })
    if (chance.oneIn(4)) {
      await act(town, officer(town), 'note', { ...named(row), words: 'Ejemplo' })
    }
    for (const member of present) await decide(town, chance, { ...row, member })
  },
  // Who was held, or is to be determined anew.
  decide: async (town, chance) => {
    const row = await someArrival(town, chance, `state = 'arrived'`)
    for (const member of row?.members ?? []) {
      if (row) await decide(town, chance, { ...row, member })
    }
  },
  'settle-question': async (town, chance) => {
    const row = await someRow<{ question: string; extra: number }>(
      town,
      chance,
      `select id as question, extra from questions where settled_at is null
       order by day desc, raised_at, id`,
    )
    if (!row) return
    const answer = chance.oneIn(4) ? ('hold' as const) : ('go-on' as const)
    await act(town, supervisor(town), 'settle-question', { ...row, answer, words: 'Ejemplo' })
  },
  countersign: async (town, chance) => {
    const row = await someRow<Named & { determination: string }>(
      town,
      chance,
      `select group_id as group, appointment_id as appointment, determinations.id as determination
       from determinations join appointments on appointments.id = appointment_id
       where countersign = 'awaited' and replaced_by is null order by determined_at, 3`,
    )
    if (!row) return
    const verdict = chance.oneIn(3) ? ('returned' as const) : ('confirmed' as const)
    await act(town, supervisor(town), 'countersign', { ...row, verdict, words: 'Ejemplo' })
  },
  'amend-determination': async (town, chance) => {
    const row = await someArrival(town, chance, `state in ('arrived', 'done')`)
    const member = chance.pick(row?.members ?? [])
    if (!row || !member) return
    const decision = { ...(chance.pick(decisions) ?? excepted), seen: [], note: 'Ejemplo' }
    const input = { ...named(row), member, ...decision }
    await act(town, officer(town), 'amend-determination', input)
  },
  'undo-absent': async (town, chance) => {
    const row = await someArrival(town, chance, `state = 'absent'`)
    if (row) await act(town, officer(town), 'undo-absent', named(row))
  },
}

/** Whom the officer takes them for, and what follows. */
async function decide(
  town: Town,
  chance: Chance,
  { member, ...row }: Arrival & { readonly member: string },
): Promise<void> {
  const verdict = chance.oneIn(12)
    ? ('not-same' as const)
    : chance.oneIn(8)
      ? ('cannot-tell' as const)
      : ('same' as const)
  const ground = { ground: 'known' as const, words: 'Ejemplo' }
  const input = { ...named(row), member }
  // Some are decided on without having been looked at, which is refused for some.
  if (!chance.oneIn(10)) {
    await act(town, officer(town), 'confirm-identity', { ...input, verdict, ...ground })
  }
  const decision = chance.pick(decisions) ?? excepted
  await act(town, officer(town), 'determine', { ...input, ...decision })
}

/** Each act at a desk has an instant of its own, so that what came first can be told afterwards. */
async function act(town: Town, ...[who, name, input]: Parameters<Town['act']>): Promise<void> {
  const { house } = town
  house.setNow(house.world.now() + 1)
  await town.act(who, name, input)
}

const named = ({ group, appointment }: Named): Named => ({ group, appointment })
const supervisor = ({ house }: Town): Who => house.asSupervisor(...townPorts)
const officer = ({ house }: Town): Who => house.asOfficer(...townPorts)

export type Arrival = Named & {
  readonly port: Port
  readonly code: string
  readonly members: readonly string[]
}

/** Somebody with an appointment about today. */
export async function someArrival(
  town: Town,
  chance: Chance,
  where: string,
): Promise<Arrival | undefined> {
  const now = new Date(town.house.world.now()).toISOString()
  return await someRow<Arrival>(
    town,
    chance,
    `select port, group_id as group, appointments.id as appointment, code,
       (select array_agg(id order by position) from members
        where members.group_id = appointments.group_id and left_at is null) as members
     from appointments join slots on slots.id = slot_id
     where ${where} and starts_at between '${now}'::timestamptz - interval '12 hours'
       and '${now}'::timestamptz + interval '12 hours'
     order by appointments.id`,
  )
}

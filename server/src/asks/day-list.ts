// The day's groups as a desk keeps them, sealed under the officer's own PIN, to go on without a
// network: what is needed to recognise a pass, to see who stands there and what to ask them.

import type { AskAnswerOf } from '@garita/contract'
import { ageBounds } from '@garita/domain/birth'
import { printCode } from '@garita/domain/code'
import { allowed, refused } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import { dayOf } from '@garita/domain/time'
import { ask } from '../ask.ts'
import { dayEndsAt, type OpenedPerson, readDay } from '../desk-memory.ts'
import { canonical } from '../settle.ts'
import { type DayArrival, type DeskFacts, findDeskFacts } from '../store/day-arrivals.ts'

type Group = AskAnswerOf<'day-list'>['groups'][number]

export default ask('day-list', async ({ db, who, world, now }, { port: code }) => {
  const port = portOf(code)
  // [R7]
  if (!port || !who.ports.includes(port.code)) return refused('port-not-mine')
  const day = dayOf(now, port.zone)
  const portDay = { port: port.code, day, now }
  const { rows, people } = await readDay({ db, world }, portDay)
  const facts = await findDeskFacts(db, portDay)
  const groups = rows.map((row) => groupOf(row, people.get(row.groupId) ?? [], facts, day))
  // Of what a desk keeps; a number that is called changes nothing of it.
  const version = canonical({ day, groups }).toString('hex').slice(0, 32)
  return allowed({
    ...{ port: code, day, asOf: now, version, groups },
    // [R20] The desk wipes it then.
    endsAt: dayEndsAt(port.code, day),
  })
})

function groupOf(
  row: DayArrival,
  people: readonly OpenedPerson[],
  facts: ReadonlyMap<string, DeskFacts>,
  day: string,
): Group {
  const { version, startsAt, state, language, number, held, holding } = row
  const { arrivedAt, registeredAt, walkIn } = row
  return {
    group: row.groupId,
    appointment: row.id,
    code: printCode(row.code),
    slot: row.slotId,
    ...{ version, startsAt, state, language, number, held, holding },
    ...{ arrivedAt, registeredAt, walkIn },
    members: people.map((one) => memberOf(one, facts.get(one.member.id), day)),
  }
}

function memberOf(
  { member, said }: OpenedPerson,
  facts: DeskFacts | undefined,
  day: string,
): Group['members'][number] {
  const { id, givenNames, familyNames = null, relation, sex, birth } = member
  const { nationality, birthCountry, languages, needs } = member
  return {
    ...{ member: id, givenNames, familyNames, relation, sex, birth },
    age: ageBounds(birth, day),
    ...{ nationality, birthCountry, languages, needs },
    criteria: [...(said?.criteria ?? [])],
    preferToSay: said?.preferToSay ?? false,
    sentPhoto: facts?.photoId ?? null,
    present: facts?.present ?? false,
    determined: facts?.determined ?? false,
  }
}

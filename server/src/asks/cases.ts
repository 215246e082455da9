// What waits for a supervisor at their ports: trouble, appeals, shared travelers. Everything is
// opened that is needed to answer, and nothing more: of a pair the names and birth dates of all,
// since comparing them is the matter; of the others the first person's given names alone.

import type { AskAnswerOf } from '@garita/contract'
import { allowed } from '@garita/domain/decision'
import { printCode } from '@garita/domain/pass'
import { ask } from '../ask.ts'
import type { Row } from '../database/tables.ts'
import { openGroup, openWords } from '../sealed.ts'
import { countOpenAppeals, findOpenAppeals } from '../store/appeals.ts'
import { countOpenPairs, findOpenPairs, type PairRow } from '../store/cases.ts'
import { findPlacedAppointments } from '../store/journeys.ts'
import { findLiveRequests } from '../store/requests.ts'
import {
  countOpenTroubles,
  findOpenTroubles,
  findRuledOut,
  type OpenTrouble,
} from '../store/troubles.ts'
import { type OpenedGroup, openGroups } from './opened-groups.ts'

type Cases = AskAnswerOf<'cases'>
type PortCode = Cases['troubles'][number]['port']
type Shown = Cases['duplicates'][number]['groups'][number]
/** The constraint `slot_is_at_a_port`, and the contract at the door, hold it. */
const portsOf = (codes: readonly string[]) => codes as PortCode[]

/** [U9] So many of each kind, those to be answered first, and on asking as many as the other. */
const casesAtFirst = 200
const casesAtMost = 5000

export default ask('cases', async ({ db, now, who, world }, { upTo }) => {
  const { ports } = who
  const limit = Math.min(casesAtMost, Number(upTo ?? casesAtFirst))
  const reach = { ports, area: world.area }
  const [troubles, appeals, pairs] = [
    await findOpenTroubles(db, ports, limit),
    await findOpenAppeals(db, ports, limit),
    await findOpenPairs(db, reach, limit),
  ]
  const paired = [...new Set(pairs.flatMap(({ groupA, groupB }) => [groupA, groupB]))]
  const ids = [...new Set([...troubles, ...appeals].map(({ groupId }) => groupId).concat(paired))]
  const groups = await openGroups({ db, world }, ids)
  const ruledOut = await findRuledOut(db, ids)
  const requests = await findLiveRequests(db, paired)
  const appointments = await findPlacedAppointments(db, paired)
  const shownOf = (id: string, pair: PairRow): Shown[] => {
    const group = groups.get(id)
    if (!group) return []
    const state = appointments.get(id)?.state
    return [
      {
        ...{ group: id, ...caseGroup(group), request: requests.has(id) },
        appointment: state === 'standing' || state === 'displaced' || state === 'arrived',
        arrived: state === 'arrived' || state === 'done',
        members: group.members.map((member) => ({
          name: [member.givenNames, member.familyNames].filter(Boolean).join(' '),
          birth: member.birth,
          country: member.birthCountry,
          shared: pair.members.includes(member.id),
        })),
      },
    ]
  }
  return allowed({
    now,
    troubles: troubles.flatMap((row) => {
      const group = groups.get(row.groupId)
      return group ? [troubleOf(row, group, ruledOut.get(row.groupId) ?? [])] : []
    }),
    appeals: appeals.flatMap((row) => {
      const group = groups.get(row.groupId)
      return group ? [appealOf(row, group)] : []
    }),
    duplicates: pairs.flatMap((pair) => {
      const both = [...shownOf(pair.groupA, pair), ...shownOf(pair.groupB, pair)]
      return both.length === 2 ? [{ groups: both, foundAt: pair.foundAt }] : []
    }),
    more: {
      troubles: await beyond(troubles, limit, async () => countOpenTroubles(db, ports)),
      appeals: await beyond(appeals, limit, async () => countOpenAppeals(db, ports)),
      duplicates: await beyond(pairs, limit, async () => countOpenPairs(db, reach)),
    },
  })
})

/** How many more there are than were read; counted only where the list is full. */
async function beyond(
  read: readonly unknown[],
  limit: number,
  count: () => Promise<number>,
): Promise<number> {
  return read.length < limit ? 0 : Math.max(0, (await count()) - read.length)
}

function troubleOf(
  row: OpenTrouble,
  group: OpenedGroup,
  ruledOut: readonly string[],
): Cases['troubles'][number] {
  const { id, kind, slotId, startsAt, reportedAt, answerBy } = row
  const [port] = portsOf([row.port])
  if (!port) throw new Error('trouble is at a port')
  return {
    ...{ trouble: id, kind, words: openWords(group.key, 'troubles', id, row.sealedWords) },
    ...{ port, code: printCode(row.code), slot: slotId, startsAt, state: row.appointmentState },
    ...{ ruledOut: portsOf(ruledOut), reportedAt, answerBy, ...caseGroup(group) },
  }
}

function appealOf(row: Row<'appeals'>, group: OpenedGroup): Cases['appeals'][number] {
  const { id, madeAt, answerBy } = row
  const [port] = portsOf([row.port])
  if (!port) throw new Error('an appeal is at a port')
  const { verdict, verdictState } = group.row
  const { municipality } = openGroup(group.key, group.row)
  return {
    ...{ appeal: id, words: openWords(group.key, 'appeals', id, row.sealedWords), port, verdict },
    ...{ state: verdictState, municipality, madeAt, answerBy, ...caseGroup(group) },
  }
}

function caseGroup({ row, members }: OpenedGroup) {
  const first = members.find(({ relation }) => relation === 'self') ?? members[0]
  const { size, language, registeredAt } = row
  return { size, language, registeredAt, firstPerson: first?.givenNames ?? '' }
}

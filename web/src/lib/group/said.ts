// What each traveler says of the criteria, as ticked, and how that becomes what the act takes.

import type { AskAnswerOf, InputOf } from '@garita/contract'
import { ageBounds, isOver70, isUnder21 } from '@garita/domain/birth'
import { rulesAtLaunch } from '@garita/domain/programme'
import { dayOf } from '@garita/domain/time'

type Known = AskAnswerOf<'my-group'>
type Member = Known['members'][number]

/** The five criteria that are asked; the two of age follow from the birth date. */
export const askedCriteria = [
  'threatened',
  'no-safe-housing',
  'illness',
  'disability',
  'pregnancy',
] as const

export type AskedCriterion = (typeof askedCriteria)[number]

/** One traveler's boxes. `prefer` holds `port` where they would rather say it there. */
export type SaidTyped = { member: string; criteria: string[]; prefer: string[] }

/**
 * The boxes for each traveler of the group as it is now, in its order: as ticked on this phone before, else as
 * attested, else empty. Whoever has left the group since is left out.
 */
export function saidOf(
  known: Pick<Known, 'members' | 'said'>,
  ticked: readonly SaidTyped[] = [],
): SaidTyped[] {
  return known.members.map(({ id }) => {
    const kept = ticked.find(({ member }) => member === id)
    if (kept) return kept
    const attested = known.said.find(({ member }) => member === id)
    return {
      member: id,
      criteria: [...(attested?.criteria ?? [])],
      prefer: attested?.preferToSay ? ['port'] : [],
    }
  })
}

/** What the act takes. */
export function readSaid(said: readonly SaidTyped[]): InputOf<'attest'>['said'] {
  return said.map(({ member, criteria, prefer }) => ({
    member,
    criteria: askedCriteria.filter((one) => criteria.includes(one)),
    preferToSay: prefer.includes('port'),
  }))
}

/**
 * What a traveler meets by their birth date: as attested before, and as it is at `now` (epoch milliseconds). For
 * showing only, on San Ysidro's calendar; the server works it out by the group's first port.
 */
export function derivedOf(
  member: Pick<Member, 'id' | 'birth'>,
  known: Pick<Known, 'said'>,
  now: number,
): ('under-21' | 'over-70')[] {
  const day = dayOf(now, 'America/Los_Angeles')
  const before = known.said.find((one) => one.member === member.id)?.derived ?? []
  const isMet = {
    'under-21': isUnder21(member.birth, day, rulesAtLaunch),
    'over-70': isOver70(member.birth, day, rulesAtLaunch),
  }
  return (['under-21', 'over-70'] as const).filter((one) => isMet[one] || before.includes(one))
}

/** The criteria to ask: nobody is asked about a small child's pregnancy. What a document says of
 * somebody's sex decides nothing here. */
export function criteriaFor(member: Pick<Member, 'birth'>, now: number): AskedCriterion[] {
  const { oldest } = ageBounds(member.birth, dayOf(now, 'America/Los_Angeles'))
  return askedCriteria.filter((one) => one !== 'pregnancy' || oldest >= 10)
}

/** Whether anybody meets a criterion or would rather say it at the port: the group needs one. */
export function isEnough(
  said: readonly SaidTyped[],
  known: Pick<Known, 'members' | 'said'>,
  now: number,
): boolean {
  if (said.some(({ criteria, prefer }) => criteria.length > 0 || prefer.length > 0)) return true
  return known.members.some((member) => derivedOf(member, known, now).length > 0)
}

// A traveler in words, as the desk's panels say them.

import { language, type Say } from '../message.ts'
import type { Arrival, Member } from './arrival.svelte.ts'
import { languageText } from './words.ts'

type T = Say<'arrival'>

/** Given names first. One name is a name. */
export function nameOf({ givenNames, familyNames }: Member): string {
  return [givenNames, familyNames].filter(Boolean).join(' ')
}

/** The age today: one number, or the range that a partial birth date leaves. */
export function ageText({ youngest, oldest }: Member['age'], t: T): string {
  if (oldest === 0) return t('age-under-one')
  if (youngest === oldest) return t('age', { years: youngest })
  const key = oldest - youngest === 1 ? 'age-range' : 'age-between'
  return t(key, { youngest, oldest })
}

/** Where a person stands in the arrival, and a sign for it. */
export function standingOf(member: Member, t: T): { text: string; sign: string } {
  if (member.determination?.countersign === 'awaited') {
    return { text: t('member-countersign'), sign: '◔' }
  }
  if (member.determination) {
    return { text: t(`outcome-${member.determination.outcome}`), sign: '✓' }
  }
  if (!member.present) return { text: t('member-expected'), sign: '○' }
  if (member.identity?.verdict === 'not-same') return { text: t('identity-not-same'), sign: '!' }
  return member.takenPhoto
    ? { text: t('member-decide'), sign: '●' }
    : { text: t('member-photo'), sign: '◐' }
}

/** "Group of 4 · español". */
export function groupText(arrival: Arrival, t: T): string {
  const spoken = languageText(arrival.language, language())
  const count = arrival.members.length
  return count === 1 ? t('one', { language: spoken }) : t('group', { count, language: spoken })
}

/** Members who may be under five today. */
export function smallChildren(members: readonly Member[]): number {
  return members.filter(({ age }) => age.youngest < 5).length
}

// A founder is somebody with whom a group was registered. The registration date is theirs: it stays
// through every correction, one or many, while one of them is in the group, and cannot be handed to
// people who never waited. Who somebody is, is told by name and birth date and not by the id of
// their line in a form, which stays when all that stands in it is replaced. Whoever keeps the name, or
// the birth date, is the same person; and so is who mends a slip of the finger in both. A name that
// lists what many people are called is nobody's: how many words count depends on how many there are.

import { type BirthDate, birthRange } from './birth.ts'
import { allowed, type Decision, refused } from './decision.ts'
import { foldName, fullName, type Named } from './name.ts'

/** What is kept of a member to know them by. */
export type Founder = Named & { readonly birth: BirthDate; readonly birthCountry: string }

/** What is kept of those with whom a group was registered. */
export function foundersOf(members: readonly Founder[]): Founder[] {
  return members.map(({ givenNames, familyNames, birth, birthCountry }) => ({
    givenNames,
    ...(familyNames === undefined ? {} : { familyNames }),
    birth,
    birthCountry,
  }))
}

/** [G20] Whether the group is still that of its founders, once it has these members. */
export function keepFounders(
  founders: readonly Founder[],
  members: readonly Founder[],
): Decision<true, 'group-exchanged'> {
  const isKept = founders.some((one) => members.some((member) => isSamePerson(one, member)))
  return isKept ? allowed(true) : refused('group-exchanged')
}

/**
 * The same by name, whatever became of the birth date: all words of it, or two at least of which
 * the longer name, of twice as many words at most, has all. The same by birth: that very day and
 * country, or a date that may be the same beside a quarter of the name. The same by both: every word
 * but for a letter, and the date but for one part of it.
 */
export function isSamePerson(one: Founder, other: Founder): boolean {
  const [mine, theirs] = [wordsOf(one), wordsOf(other)]
  const like = inCommon(mine, theirs, isNear)
  const same = inCommon(mine, theirs, (word, as) => word === as)
  if (isWholeName(same, mine, theirs) || isSameBirth(one, other)) return true
  if (isWholeName(like, mine, theirs) && isNearBirth(one.birth, other.birth)) return true
  const isPart = like > 0 && like * 4 >= Math.max(mine.length, theirs.length)
  return isPart && canBeSameBirth(one, other)
}

type Words = readonly string[]

/** How many words of either have one like them in the other. */
function inCommon(
  mine: Words,
  theirs: Words,
  isLike: (word: string, as: string) => boolean,
): number {
  const found = (words: Words, among: Words) =>
    words.filter((word) => among.some((as) => isLike(word, as))).length
  return Math.min(found(mine, theirs), found(theirs, mine))
}

function isWholeName(common: number, mine: Words, theirs: Words): boolean {
  const fewer = Math.min(mine.length, theirs.length)
  const more = Math.max(mine.length, theirs.length)
  return fewer > 0 && common === fewer && (fewer === more || (fewer > 1 && more <= fewer * 2))
}

/** The same word but for one letter: another, one more, one less, or two that changed places. */
function isNear(word: string, as: string): boolean {
  if (word === as) return true
  const [short, long] = word.length <= as.length ? [word, as] : [as, word]
  // Of three letters one makes another name.
  if (short.length < 4 || long.length - short.length > 1) return false
  let at = 0
  while (short[at] === long[at]) at += 1
  const rest = (text: string, from: number) => text.slice(from)
  if (rest(short, at) === rest(long, at + 1)) return true
  if (short.length < long.length) return false
  const isSwapped = short[at] === long[at + 1] && short[at + 1] === long[at]
  const after = at + (isSwapped ? 2 : 1)
  return rest(short, after) === rest(long, after)
}

/** Two whole dates that differ in the year, the month or the day alone, or in which of two comes first. */
function isNearBirth(one: BirthDate, other: BirthDate): boolean {
  if (one.day === undefined || other.day === undefined) return false
  const parts = ['year', 'month', 'day'] as const
  const isSwapped = one.year === other.year && one.month === other.day && one.day === other.month
  return isSwapped || parts.filter((part) => one[part] !== other[part]).length <= 1
}

function isSameBirth(one: Founder, other: Founder): boolean {
  const isWhole = one.birth.day !== undefined && other.birth.day !== undefined
  return isWhole && canBeSameBirth(one, other)
}

/** By any reading of both dates. */
function canBeSameBirth(one: Founder, other: Founder): boolean {
  const [mine, theirs] = [birthRange(one.birth), birthRange(other.birth)]
  const isWithin = mine.earliest <= theirs.latest && theirs.earliest <= mine.latest
  return isWithin && one.birthCountry === other.birthCountry
}

const wordsOf = (named: Named): Words => [
  ...new Set(foldName(fullName(named)).split(' ').filter(Boolean)),
]

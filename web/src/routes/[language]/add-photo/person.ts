import type { GroupSummary } from '#lib/which-group.ts'

export type Person = GroupSummary['members'][number]

/** The person whose turn it is, and the one after. */
export type Turn = { member: Person; index: number; next: Person | undefined }

/**
 * The person named in the address; else the first whose photo is not decided; else the first. `next` is the next
 * undecided one after them, going round.
 */
export function personOf(members: readonly Person[], wanted: string | null): Turn | undefined {
  const named = members.find(({ member }) => member === wanted)
  const member = named ?? members.find(isUndecided) ?? members[0]
  if (!member) return undefined
  const index = members.indexOf(member)
  const others = [...members.slice(index + 1), ...members.slice(0, index)]
  return { member, index, next: others.find(isUndecided) }
}

const isUndecided = ({ photo }: Person): boolean => photo === 'missing'

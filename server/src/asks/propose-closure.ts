// Which groups a closure would hit and where each could go. Nobody is named: a supervisor decides
// about slots, and only the groups themselves hear what it means for them.

import type { AskAnswerOf } from '@garita/contract'
import type { Asked } from '@garita/domain/capacity'
import { allowed, type Decision, refused } from '@garita/domain/decision'
import { ask } from '../ask.ts'
import { readClosure } from '../proposal.ts'
import { mayShape } from '../works-at.ts'

type Answer = AskAnswerOf<'propose-closure'>

const slotsLimit = 400

export default ask('propose-closure', async ({ db, now, who, rules }, { port, slots }) => {
  if (!mayShape(who, port)) return refused('port-not-mine') // [H1]
  const asked = readSlots(slots)
  if (!asked.ok) return asked
  const closure = await readClosure(db, port, asked.value, now, rules)
  if (!closure.ok) return closure
  const { moves, proposal } = closure.value
  const answer: Answer = {
    proposal,
    asOf: now,
    moves: moves.map(({ group: _, ...move }) => move),
    groups: new Set(moves.map((move) => move.group)).size,
    people: moves.reduce((sum, move) => sum + move.size, 0),
  }
  return allowed(answer)
})

/** [H14] `2504-2023-01-16-0900,2504-2023-01-16-1000=20`: closed, and closed but for 20 places. */
function readSlots(text: string): Decision<readonly Asked[], 'slots-unreadable'> {
  const parts = text.split(',')
  const read = parts.flatMap((part) => {
    const match = /^([0-9]{4}(?:-[0-9]{2,4}){4}(?:-u)?)(?:=([0-9]{1,6}))?$/.exec(part)
    return match?.[1] ? [{ slot: match[1], places: Number(match[2] ?? 0) }] : []
  })
  const isWhole = read.length === parts.length && read.length <= slotsLimit
  return isWhole ? allowed(read) : refused('slots-unreadable')
}

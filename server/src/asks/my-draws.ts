// A group’s ticket in the next draw, what became of those it had, and what that means for tomorrow.

import type { AskAnswerOf } from '@garita/contract'
import { allowed } from '@garita/domain/decision'
import { chancesOf, drawFreezesAt } from '@garita/domain/draw'
import { oddsOf } from '@garita/domain/odds'
import { type AskContext, ask } from '../ask.ts'
import type { Row } from '../database/tables.ts'
import { findTicket, ticketIn } from '../draw/group-tickets.ts'
import { willHaveTurn } from '../draw/own-turn.ts'
import { findDrawPorts } from '../store/draw-slots.ts'
import { type Draw, listDraws } from '../store/draws.ts'
import { findRequestsOf } from '../store/requests.ts'
import { pastOf } from './past-draws.ts'

type Context = AskContext<'my-draws'>
type Next = AskAnswerOf<'my-draws'>['next']

/** Draws that are looked through for the group’s tickets: about two months. */
const drawsLookedAt = 60
const pastAtMost = 30
/** Two weeks of draws: long enough to even out, short enough to be about now. */
const recentDraws = 14

export default ask('my-draws', async (context) => {
  const { db, world, group } = context
  const requests = await findRequestsOf(db, group.id)
  const live = requests.find(({ state }) => state === 'standing' || state === 'offered')
  const draws = await listDraws(db, undefined, drawsLookedAt)
  const tickets = []
  const over = draws.filter(({ state }) => state === 'published' || state === 'void')
  for (const draw of over.filter(frozenSince(requests))) {
    if (tickets.length === pastAtMost) break
    const ticket = await findTicket(world, draw, requests)
    if (ticket) tickets.push(ticket)
  }
  const reached = await findDrawPorts(db, idsOf(draws))
  const next = live?.state === 'standing' ? await nextOf(context, draws, live) : null
  const past = await pastOf(db, tickets, reached)
  return allowed({ next, past, odds: live ? oddsFor(context, draws, live, reached) : null })
})

/**
 * Draws that froze since the group first asked; looking into any other reads all of its tickets for
 * nothing. A second is let pass, since a freeze is told in whole ones.
 */
function frozenSince(requests: readonly Row<'requests'>[]): (draw: Draw) => boolean {
  const first = Math.min(...requests.map(({ madeAt }) => madeAt))
  return ({ frozenAt }) => frozenAt !== null && frozenAt + 1000 >= first
}

const idsOf = (draws: readonly Draw[]) => draws.map(({ id }) => id)

/** The draw that is frozen and not over, if the group is in it, else the next to freeze. */
async function nextOf(
  { db, world, group, rules, now }: Context,
  draws: readonly Draw[],
  request: Row<'requests'>,
): Promise<Next> {
  const frozen = draws.find(({ state }) => state === 'frozen')
  const held = frozen && (await findTicket(world, frozen, [request]))
  const wasMadeBefore = frozen && request.madeAt <= (frozen.frozenAt ?? 0)
  const draw = wasMadeBefore ? frozen : nextToFreeze(draws, now, rules)
  if (!draw) return null
  const drawsAt = draw.frozenAt ?? drawFreezesAt(draw.id, rules)
  const isFrozen = draw.state === 'frozen'
  return {
    draw: draw.id,
    state: isFrozen ? 'frozen' : 'committed',
    drawsAt,
    ticket: ticketIn(world, draw, request.id).toString('hex'),
    ...chancesOf(group, drawsAt, rules),
    turn: isFrozen ? held !== undefined : await willHaveTurn(db, group.id, request.id, now),
  }
}

/** Of those whose commitments are closed the first whose freeze is to come, or is due. */
function nextToFreeze(
  draws: readonly Draw[],
  now: number,
  rules: Context['rules'],
): Draw | undefined {
  const committed = draws.filter(({ state }) => state === 'committed')
  const toCome = committed.filter(({ id }) => drawFreezesAt(id, rules) > now)
  return toCome.at(-1) ?? committed[0]
}

/** [D22] What draws of the last two weeks would have meant for this group as it is now. */
function oddsFor(
  { group, now, rules }: Context,
  draws: readonly Draw[],
  { ports }: Row<'requests'>,
  reached: ReadonlyMap<string, Row<'drawPorts'>[]>,
): AskAnswerOf<'my-draws'>['odds'] {
  const published = draws.filter(({ state }) => state === 'published').slice(0, recentDraws)
  const { chances } = chancesOf(group, now, rules)
  const recent = published.map(({ id }) => reached.get(id) ?? [])
  return oddsOf({ size: group.size, chances, ports }, recent)
}

// The tickets that a group had: derived from its requests and each draw's sealed key, and looked up
// among those that were frozen.

import type { Row } from '../database/tables.ts'
import type { Draw } from '../store/draws.ts'
import type { World } from '../world.ts'
import { uuidBytes } from './record.ts'
import { type Placed, ticketIndex } from './ticket-index.ts'
import { ticketOf } from './tickets.ts'

export type GroupTicket = Placed & {
  readonly draw: Draw
  /** 32 hexadecimal digits. */
  readonly ticket: string
}

type OwnRequest = Pick<Row<'requests'>, 'id' | 'state' | 'madeAt' | 'changedAt'>

/** [D30] The ticket of a request in a draw, before and after the freeze. */
export function ticketIn({ vault }: World, draw: Draw, request: string): Buffer {
  return ticketOf(vault.drawKeys.open(draw.sealedTicketKey, draw.id), uuidBytes(request)).ticket
}

/** The group’s ticket in a draw that was frozen, if one of its requests had one. */
export async function findTicket(
  world: World,
  draw: Draw,
  requests: readonly OwnRequest[],
): Promise<GroupTicket | undefined> {
  const { frozenAt } = draw
  if (frozenAt === null) return undefined
  const index = await ticketIndex(world, draw)
  for (const request of requests.filter((one) => mayHaveStood(one, frozenAt))) {
    const ticket = ticketIn(world, draw, request.id)
    const placed = index.find(ticket)
    if (placed) return { ...placed, draw, ticket: ticket.toString('hex') }
  }
  return undefined
}

/** A request changes last when it ends; one second more, since a freeze is told in whole ones. */
function mayHaveStood({ state, madeAt, changedAt }: OwnRequest, frozenAt: number): boolean {
  const isLive = state === 'standing' || state === 'offered'
  return madeAt <= frozenAt + 1000 && (isLive || changedAt >= frozenAt)
}

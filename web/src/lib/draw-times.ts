// When the next draw freezes, by the rules in force.

import { addDays, dayOf, instantOf } from '@garita/domain/time'
import type { RulesInForce } from './rules-in-force.ts'

/** The next freeze after `now`, in epoch milliseconds: noon in New York by the rules at launch. */
export function nextDrawAt(now: number, { time, zone }: RulesInForce['draw']): number {
  const today = dayOf(now, zone)
  const noon = instantOf(today, time, zone)
  return now < noon ? noon : instantOf(addDays(today, 1), time, zone)
}

/** A ticket in groups of four, as people compare it. */
export function ticketText(ticket: string): string {
  return ticket.replace(/(.{4})(?=.)/g, '$1 ')
}

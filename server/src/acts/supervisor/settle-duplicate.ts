// Says whether two groups share a person. Different: they take no turns any more. The same: one of
// them goes on, and of the other the request ends and an open offer is withdrawn; an appointment
// of either stays, since only a person at the port can see who stands there. Both are told.

import { allowed, decide, type Reason, refused } from '@garita/domain/decision'
import { act, type Context, type Tx } from '../../act.ts'
import { isPairReached } from '../../store/cases.ts'
import { insertNotices } from '../../store/notices.ts'
import { findOpenOffers, lockOpenOffers, updateOffers } from '../../store/offers.ts'
import { findGroupRows } from '../../store/reach.ts'
import { findLiveRequests, updateRequests } from '../../store/requests.ts'
import { lockPair, settlePair } from '../../store/shared-travelers.ts'
import { lockSlots } from '../../store/slots.ts'
import { freePlaces } from '../places-appear.ts'

type Refusal = 'pair-unknown' | 'pair-settled' | 'keep-missing' | 'keep-unknown'

export default act('settle-duplicate', async (context, input) => {
  const { tx, now, who, world, note, concerns } = context
  const { verdict } = input
  const groups = await findGroupRows(tx, input.groups, true)
  const [first, second] = groups
  const pair = first && second && (await lockPair(tx, first.id, second.id))
  const reach = { ports: who.ports, area: world.area }
  const isReached = pair && (await isPairReached(tx, reach, pair)) // [U10]
  if (!pair || !isReached) return refused('pair-unknown') // [U5]
  const ids = [pair.groupA, pair.groupB]
  concerns(pair.groupA)
  note({ groups: ids })
  const decision = decide(reasonsAgainst(pair, input), () => input.keep ?? null)
  if (!decision.ok) return decision
  const keep = verdict === 'same' ? decision.value : null
  const ended = verdict === 'same' ? (ids.find((id) => id !== keep) ?? null) : null
  await settlePair(tx, pair, { verdict, keep, by: who.account, at: now })
  if (ended) await endAsking(context, ended)
  const outcomeFor = (id: string) => {
    if (verdict === 'different') return 'different'
    return id === keep ? 'goes-on' : 'ended'
  }
  await insertNotices(
    tx,
    ids.map((groupId) => ({
      ...{ id: world.newId(), groupId, kind: 'duplicate-settled' as const, madeAt: now },
      facts: { outcome: outcomeFor(groupId) },
    })),
  )
  return allowed({ verdict, ended })
})

type Pair = NonNullable<Awaited<ReturnType<typeof lockPair>>>

function reasonsAgainst(
  pair: Pair,
  { verdict, keep }: { readonly verdict: 'same' | 'different'; readonly keep?: string },
): Reason<Refusal>[] {
  if (pair.verdict !== null) return [{ name: 'pair-settled' }] // [U8]
  if (verdict === 'different') return []
  if (keep === undefined) return [{ name: 'keep-missing' }]
  return [pair.groupA, pair.groupB].includes(keep) ? [] : [{ name: 'keep-unknown' }]
}

/** [Q7] */
async function endAsking(
  { tx, now, rules }: { readonly tx: Tx } & Pick<Context, 'now' | 'rules'>,
  group: string,
): Promise<void> {
  const open = (await findOpenOffers(tx, [group])).get(group)
  const slots = open ? await lockSlots(tx, [open.slotId]) : []
  const offers = open ? await lockOpenOffers(tx, [open.id]) : []
  const request = (await findLiveRequests(tx, [group])).get(group)
  if (request) await updateRequests(tx, [{ id: request.id, state: 'ended' }], now)
  await updateOffers(
    tx,
    offers.map(({ id }) => ({ id, state: 'withdrawn' })),
    now,
  )
  const freed = offers.map(({ slotId, size }) => ({ slot: slotId, size }))
  if (freed.length > 0) await freePlaces(tx, slots, freed, now, rules)
}

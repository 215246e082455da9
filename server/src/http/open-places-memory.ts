// What everybody asks for at the same moment is answered from memory: the database is read at most
// once a second however many ask, and each answer is bytes that are ready to send. An answer that
// did not change keeps its ETag for up to half a minute, so that a phone that asks again pays for
// some headers only.

import { asks } from '@garita/contract'
import type { Rules } from '@garita/domain/programme'
import type { Slot } from '@garita/domain/slot'
import type { Instant } from '@garita/domain/time'
import type { FastifyInstance } from 'fastify'
import { placesOf, readPlaces } from '../asks/open-places.ts'
import type { World } from '../world.ts'
import { type Page, pageOf, sendPage } from './answer-bytes.ts'
import { descriptionOf } from './contract-routes.ts'

/** How old an answer's knowledge of the database may be. */
const snapshotLifeMs = 1_000
export type OpenPlacesMemory = {
  /** The answer for one port, or '' for all; at most a second old. Throws as the database does. */
  page(port: string): Promise<Page>
}

/** @param elapsedMs a clock that only runs forward, in milliseconds. */
export function openPlacesMemory(
  world: World,
  elapsedMs: () => number = () => performance.now(),
): OpenPlacesMemory {
  /** The last page of each port, kept for as long as what it says does not change. */
  const last = new Map<string, Page>()
  let snapshot: Snapshot | undefined
  let reading: Promise<Snapshot> | undefined

  async function read(): Promise<Snapshot> {
    const readAt = elapsedMs()
    const now = world.now()
    const rules = world.rulesAt(now)
    const slots = await readPlaces(world.database.db, now, rules)
    snapshot = { readAt, now, rules, slots, fresh: new Map() }
    return snapshot
  }

  async function current(): Promise<Snapshot> {
    if (snapshot && elapsedMs() - snapshot.readAt < snapshotLifeMs) return snapshot
    reading ??= read().finally(() => {
      reading = undefined
    })
    return await reading
  }

  return {
    page: async (port) => {
      const { now, rules, slots, fresh } = await current()
      const known = fresh.get(port)
      if (known) return known
      // Only what is asked for is worked out: all ports take some 20 ms for 2,000 slots.
      const page = pageOf(placesOf(slots, now, rules, port || undefined), last.get(port))
      fresh.set(port, page)
      last.set(port, page)
      return page
    },
  }
}

type Snapshot = {
  readonly readAt: number
  readonly now: Instant
  readonly rules: Rules
  readonly slots: readonly Slot[]
  /** Pages worked out from it, by port; '' for all. */
  readonly fresh: Map<string, Page>
}

/** Mounts `GET /api/asks/open-places`. It looks nobody up: everyone may ask, and sees the same. */
export function addOpenPlaces(
  server: FastifyInstance,
  world: World,
  memory: OpenPlacesMemory = openPlacesMemory(world),
): void {
  const { summary, query, answer } = asks['open-places']
  const description = descriptionOf(asks['open-places'])
  const response = { 200: answer }
  const schema = { summary, description, tags: ['asks'], querystring: query, response }
  server.get<{ Querystring: { port?: string } }>(
    '/api/asks/open-places',
    { schema },
    async (request, reply) => {
      return await sendPage(request, reply, await memory.page(request.query.port ?? ''))
    },
  )
}

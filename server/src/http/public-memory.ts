// What anybody may ask and everybody is answered alike comes from memory, at most a second old: the
// rules, the draws, the figures. However many ask, the database is read once a second and question.

import { type AskName, asks } from '@garita/contract'
import type { FastifyInstance } from 'fastify'
import type { Who } from '../act.ts'
import type { Asker } from '../ask.ts'
import type { Words } from '../notices/words.ts'
import { type Page, pageOf, sendPage } from './answer-bytes.ts'
import { descriptionOf } from './contract-routes.ts'
import { sendRefusal } from './problem.ts'

const answeredFromMemory = [
  'rules',
  'rules-history',
  'pass-keys',
  'programme',
  'draws',
  'draw',
  'figures',
  'criteria-seen',
  'place-changes',
  'waiting-area',
] as const satisfies readonly AskName[]

type Named = (typeof answeredFromMemory)[number]

const lifeMs = 1_000
/** Questions kept: dates and pages of lists, of which a crawler could invent many. */
const keptAtMost = 500
const anybody: Who = { kind: 'public', account: 'public', ports: [] }

/** @param elapsedMs a clock that only runs forward, in milliseconds. */
export function addPublicAsks(
  server: FastifyInstance,
  { ask, words }: { readonly ask: Asker; readonly words: Words },
  elapsedMs: () => number = () => performance.now(),
): void {
  for (const name of answeredFromMemory) addOne(server, { ask, words }, name, elapsedMs)
}

type Kept = { readonly readAt: number; readonly page: Page }

function addOne(
  server: FastifyInstance,
  { ask, words }: { readonly ask: Asker; readonly words: Words },
  name: Named,
  elapsedMs: () => number,
): void {
  const { summary, query, answer } = asks[name]
  const description = descriptionOf(asks[name])
  const kept = new Map<string, Kept>()
  const reading = new Map<string, ReturnType<typeof read>>()

  async function read(key: string, asked: unknown) {
    const readAt = elapsedMs()
    const decision = await ask(anybody, name, asked as never)
    if (!decision.ok) return decision
    const page = pageOf(decision.value, kept.get(key)?.page)
    kept.delete(key)
    kept.set(key, { readAt, page })
    const oldest = kept.keys().next()
    if (kept.size > keptAtMost && !oldest.done) kept.delete(oldest.value)
    return page
  }

  async function current(asked: unknown) {
    const key = JSON.stringify(asked)
    const known = kept.get(key)
    if (known && elapsedMs() - known.readAt < lifeMs) return known.page
    const under = reading.get(key) ?? read(key, asked).finally(() => reading.delete(key))
    reading.set(key, under)
    return await under
  }

  const schema = { summary, description, tags: ['asks'], querystring: query }
  server.get(
    `/api/asks/${name}`,
    { schema: { ...schema, response: { 200: answer } } },
    async (request, reply) => {
      const found = await current(request.query)
      if ('ok' in found) return await sendRefusal(request, reply, words, found.reasons)
      return await sendPage(request, reply, found)
    },
  )
}

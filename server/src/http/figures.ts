// Figures as files that anybody takes away, as lines of JSON and as a table: the weekly ones, and
// what was seen of the criteria. The same figures as the pages show, from memory, with an ETag.

import { createHash } from 'node:crypto'
import { type CriteriaMonth, criteriaAsCsv, criteriaAsLines } from '@garita/domain/criteria-seen'
import { figuresAsCsv, figuresAsLines } from '@garita/domain/weekly'
import type { FastifyInstance } from 'fastify'
import { readCriteriaSeen } from '../criteria-seen.ts'
import { readWeekly } from '../weekly-memory.ts'
import type { World } from '../world.ts'

const lifeMs = 1_000

/** @param elapsedMs a clock that only runs forward, in milliseconds. */
export function addFigures(
  server: FastifyInstance,
  world: World,
  elapsedMs: () => number = () => performance.now(),
): void {
  const months = remembered(async () => await readCriteriaSeen(world), elapsedMs)
  const add = (name: string, kind: keyof typeof types, write: () => Promise<string>) =>
    addFile(server, `/figures/${name}.${kind}`, types[kind], write)
  add('weekly', 'ndjson', async () => figuresAsLines((await readWeekly(world)).weeks))
  add('weekly', 'csv', async () => figuresAsCsv((await readWeekly(world)).weeks))
  // [Y13]
  add('criteria-seen', 'ndjson', async () => criteriaAsLines(await months()))
  add('criteria-seen', 'csv', async () => criteriaAsCsv(await months()))
}

const types = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
} as const

function addFile(
  server: FastifyInstance,
  address: string,
  type: string,
  write: () => Promise<string>,
): void {
  server.get(address, { schema: { hide: true } }, async (request, reply) => {
    const bytes = Buffer.from(await write())
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
    reply.header('etag', etag).header('cache-control', 'public, max-age=60')
    const known = String(request.headers['if-none-match'] ?? '')
    if (known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))
      return await reply.code(304).send()
    return await reply.type(type).send(bytes)
  })
}

type Months = readonly CriteriaMonth[]

/** However many ask, the database is read once a second. A reading that failed is not kept. */
function remembered(read: () => Promise<Months>, elapsedMs: () => number): () => Promise<Months> {
  let readAt = Number.NEGATIVE_INFINITY
  let kept: Promise<Months> | undefined
  return async () => {
    const under = kept && elapsedMs() - readAt < lifeMs ? kept : read()
    if (under !== kept) {
      kept = under
      readAt = elapsedMs()
      under.catch(() => {
        if (kept === under) kept = undefined
      })
    }
    return await under
  }
}

// The weekly figures as files that anybody takes away: `/figures/weekly.ndjson` and
// `/figures/weekly.csv`. The same figures as the page shows, from memory, with an ETag.

import { createHash } from 'node:crypto'
import { figuresAsCsv, figuresAsLines } from '@garita/domain/weekly'
import type { FastifyInstance } from 'fastify'
import { readWeekly } from '../weekly-memory.ts'
import type { World } from '../world.ts'

const files = [
  {
    address: '/figures/weekly.ndjson',
    type: 'application/x-ndjson; charset=utf-8',
    write: figuresAsLines,
  },
  {
    address: '/figures/weekly.csv',
    type: 'text/csv; charset=utf-8; header=present',
    write: figuresAsCsv,
  },
] as const

export function addFigures(server: FastifyInstance, world: World): void {
  for (const { address, type, write } of files) {
    server.get(address, { schema: { hide: true } }, async (request, reply) => {
      const { weeks } = await readWeekly(world)
      const bytes = Buffer.from(write(weeks))
      const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
      reply.header('etag', etag).header('cache-control', 'public, max-age=60')
      const known = String(request.headers['if-none-match'] ?? '')
      if (known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))
        return await reply.code(304).send()
      return await reply.type(type).send(bytes)
    })
  }
}

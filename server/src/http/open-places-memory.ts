// What everybody asks for at the same moment is answered from memory: the database is read at most
// once a second however many ask, and each answer is bytes that are ready to send. An answer that
// did not change keeps its ETag for up to half a minute, so that a phone that asks again pays for
// some headers only.

import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { type AskAnswerOf, asks } from '@garita/contract'
import type { Rules } from '@garita/domain/programme'
import type { Slot } from '@garita/domain/slot'
import type { Instant } from '@garita/domain/time'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { placesOf, readPlaces } from '../asks/open-places.ts'
import type { World } from '../world.ts'
import { descriptionOf } from './contract-routes.ts'

/** How old an answer's knowledge of the database may be. */
const snapshotLifeMs = 1_000
/** How long an unchanged answer keeps saying as of when it was first true. */
const sameAnswerMs = 30_000

type Coding = 'br' | 'gzip' | 'identity'

/** One answer, as bytes; compressed when first asked for, then kept. */
export type Page = {
  readonly etag: string
  readonly asOf: number
  bytes(coding: Coding): Promise<Buffer>
}

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

async function sendPage(request: FastifyRequest, reply: FastifyReply, page: Page) {
  const coding = codingOf(String(request.headers['accept-encoding'] ?? ''))
  // One strong tag a form of the bytes, as HTTP wants it.
  const etag = `"${page.etag}-${coding}"`
  reply
    .header('etag', etag)
    .header('vary', 'accept-encoding')
    .header('cache-control', 'public, max-age=1')
  if (isKnown(String(request.headers['if-none-match'] ?? ''), etag))
    return await reply.code(304).send()
  if (coding !== 'identity') reply.header('content-encoding', coding)
  return await reply.type('application/json; charset=utf-8').send(await page.bytes(coding))
}

function pageOf(answer: AskAnswerOf<'open-places'>, before: Page | undefined): Page {
  const { asOf, ...content } = answer
  const etag = hashOf(JSON.stringify(content))
  const isSame = before?.etag.startsWith(etag) && asOf - before.asOf < sameAnswerMs
  if (before && isSame && asOf >= before.asOf) return before
  const plain = Buffer.from(JSON.stringify(answer))
  const made = new Map<Coding, Promise<Buffer>>([['identity', Promise.resolve(plain)]])
  return {
    etag: `${etag}.${asOf.toString(36)}`,
    asOf,
    bytes: (coding) => {
      const bytes = made.get(coding) ?? compress(plain, coding)
      made.set(coding, bytes)
      return bytes
    },
  }
}

const gzipped = promisify(gzip)
const brotlied = promisify<Buffer, object, Buffer>(brotliCompress)
/** Quality 4: the default, 11, takes some fifty times as long for bytes that live a second. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

/** In Node's thread pool, beside the main thread. */
async function compress(plain: Buffer, coding: Coding): Promise<Buffer> {
  return coding === 'br' ? await brotlied(plain, brotliOptions) : await gzipped(plain)
}

/** The best of the codings that the reader takes; `q=0` says no. */
function codingOf(accepted: string): Coding {
  const taken = accepted
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
    .map((one) => one.replace(/;.*/, ''))
  if (taken.includes('br')) return 'br'
  return taken.includes('gzip') ? 'gzip' : 'identity'
}

function isKnown(tags: string, etag: string): boolean {
  return tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

// The files of draws, for everybody and for ever: `/draws/index.ndjson` and, each once it is
// published in its turn, `/draws/<draw>/<file>`. Whoever checks a draw reads nothing else, from
// whatever site or program. Sealed files are for a signed-in auditor, and each download is recorded.

import { createHash, randomUUID } from 'node:crypto'
import type { InputOf } from '@garita/contract'
import { acts } from '@garita/contract'
import { isDay } from '@garita/domain/time'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { Perform } from '../act.ts'
import type { Tables } from '../database/tables.ts'
import type { Words } from '../notices/words.ts'
import { type DrawFile, findFile, readParts } from '../store/draw-files.ts'
import { indexText } from '../store/draws.ts'
import type { World } from '../world.ts'
import { type FileSender, openFileSender, type Sending } from './file-sender.ts'
import { sendProblem, sendRefusal } from './problem.ts'
import { type Caller, type WhoOf, whyNobody } from './who.ts'

export type DrawFileRoutes = {
  readonly world: Pick<World, 'database'>
  readonly perform: Perform
  readonly words: Words
  readonly whoOf: WhoOf
}

type SealedFile = InputOf<'download-sealed'>['file']
type Address = FastifyRequest<{ Params: { draw: string; file: string } }>

/** [M13] These and no other: what else lies beside them is sealed, or the server's own. */
const publicFiles: readonly string[] = [
  'commitments.json',
  'frozen.json',
  'tickets.ndjson',
  'slots.ndjson',
  'ranking.ndjson',
  'outcome.json',
  'draw.json',
]
const sealedFiles: readonly string[] = acts['download-sealed'].input.properties.file.enum
const mayDownload: readonly string[] = acts['download-sealed'].by

/** A draw ends once a day; a reader may be told of it so many seconds late. */
const indexSeconds = 30
const forEver = 'public, max-age=31536000, immutable'

const methods: ('GET' | 'HEAD')[] = ['GET', 'HEAD']
const hidden = { schema: { hide: true } }

export function addDrawFiles(server: FastifyInstance, routes: DrawFileRoutes): void {
  const here = { ...routes, db: routes.world.database.db, send: openFileSender() }
  server.route({
    ...{ method: methods, url: '/draws/index.ndjson', ...hidden },
    handler: (request, reply) => sendIndex(here, request, reply),
  })
  server.route({
    ...{ method: methods, url: '/draws/:draw/:file', ...hidden },
    handler: (request: Address, reply) => sendPublic(here, request, reply),
  })
  server.route({
    ...{ method: methods, url: '/draws/:draw/sealed/:file', ...hidden },
    handler: (request: Address, reply) => sendSealed(here, request, reply),
  })
}

type Here = DrawFileRoutes & { readonly db: Kysely<Tables>; readonly send: FileSender }

async function sendIndex({ db, send }: Here, request: FastifyRequest, reply: FastifyReply) {
  const bytes = Buffer.from(await indexText(db))
  const cacheControl = `public, max-age=${indexSeconds}`
  openToAll(reply)
  return await send(request, reply, { ...wholeOf(bytes), cacheControl, type: typeOf('.ndjson') })
}

async function sendPublic(here: Here, request: Address, reply: FastifyReply) {
  const { db, send, words } = here
  const { draw, file } = request.params
  openToAll(reply)
  if (!isDay(draw) || !publicFiles.includes(file)) {
    return await sendProblem(request, reply, words, 'address-unknown')
  }
  const found = await findFile(db, draw, file)
  if (!found || found.sealed) return await sendProblem(request, reply, words, 'file-unknown')
  return await send(request, reply, { ...sendingOf(here, found), cacheControl: forEver })
}

async function sendSealed(here: Here, request: Address, reply: FastifyReply) {
  const { db, send, words, whoOf, perform } = here
  const { draw, file } = request.params
  if (!isDay(draw) || !isSealedFile(file)) {
    return await sendProblem(request, reply, words, 'address-unknown')
  }
  const who = await whoOf(request, reply)
  const barred = whyBarred(request, who)
  if (barred) return await sendProblem(request, reply, words, barred)
  const wish = { who, act: 'download-sealed' as const, input: { draw, file }, key: randomUUID() }
  const decision = await perform(wish)
  if (!decision.ok) return await sendRefusal(request, reply, words, decision.reasons)
  const found = await findFile(db, draw, file)
  if (!found) throw new Error(`${file} of ${draw} was there and is no more`)
  reply.header('content-disposition', `attachment; filename="${draw}-${file}"`)
  const cacheControl = 'private, no-store'
  return await send(request, reply, { ...sendingOf(here, found), cacheControl })
}

/** [M14] An auditor alone; and no other site's page makes an auditor's browser leave a record. */
function whyBarred(request: FastifyRequest, who: Caller): string | undefined {
  const { kind } = who
  if (kind === 'public') return whyNobody(who)
  if (!mayDownload.includes(kind)) return 'not-permitted'
  const site = request.headers['sec-fetch-site']
  return site === 'cross-site' || site === 'same-site' ? 'origin-refused' : undefined
}

function sendingOf({ db }: Here, file: DrawFile): Omit<Sending, 'cacheControl'> {
  const { draw, name, sha256, bytes } = file
  return { sha256, bytes, type: typeOf(name), parts: () => readParts(db, draw, name) }
}

function isSealedFile(file: string): file is SealedFile {
  return sealedFiles.includes(file)
}

function typeOf(name: string): string {
  return name.endsWith('.json') ? 'application/json' : 'application/x-ndjson'
}

function wholeOf(bytes: Buffer): Pick<Sending, 'sha256' | 'bytes' | 'parts'> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const parts = async function* () {
    if (bytes.length > 0) yield bytes
  }
  return { sha256, bytes: bytes.length, parts }
}

/** What is public here may be read by any page of anybody's; no cookie changes the answer. */
function openToAll(reply: FastifyReply): void {
  reply
    .header('access-control-allow-origin', '*')
    .header('access-control-expose-headers', 'etag, content-length, content-range')
    .header('cross-origin-resource-policy', 'cross-origin')
}

// Photos travel apart from acts, in parts that a bad network can bear: `PUT /api/photos/<id>` with
// the part's start in the `upload-offset` header, `HEAD` for how much was received, `GET` for those
// who may see it. The id is the sender's own (a UUID); an act names it afterwards.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { LockedGroup, Who } from '../act.ts'
import { kindOf } from '../faces/picture.ts'
import type { Words } from '../notices/words.ts'
import { readPhoto } from '../photo.ts'
import { partLimit, receivePart } from '../receive-photo.ts'
import { askedAboutPhoto, reachable } from '../settle.ts'
import { findPhoto } from '../store/photos.ts'
import { isAtPort, isOfToday } from '../store/reach.ts'
import type { World } from '../world.ts'
import { sendProblem, sendRefusal } from './problem.ts'
import { type WhoOf, whyNobody } from './who.ts'

export type PhotoRoutes = {
  readonly world: World
  readonly words: Words
  /** Who stands behind a request; `public` where nobody is signed in. */
  readonly whoOf: WhoOf
}

type Handler = (here: Here, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>
/** Who asks, about which photo of which group within their reach. */
type Here = PhotoRoutes & { readonly who: Who; readonly group: LockedGroup; readonly id: string }

const uuid = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
const bytesCount = { type: 'string', pattern: '^[0-9]{1,9}$' } as const

function shape(properties: object, required: readonly string[]) {
  return { type: 'object', properties, required, additionalProperties: false } as const
}

const id = { type: 'string', pattern: uuid, description: 'a UUID made by the sender' }
const group = { type: 'string', pattern: uuid }
const size = {
  type: 'string',
  pattern: '^[1-9][0-9]{0,8}$',
  description: 'bytes of the whole photo',
} as const
const address = { params: shape({ id }, ['id']), querystring: shape({ group }, ['group']) }
const sending = {
  params: address.params,
  querystring: shape({ group, size }, ['group', 'size']),
  headers: {
    type: 'object',
    properties: { 'upload-offset': { ...bytesCount, description: 'where this part starts' } },
    required: ['upload-offset'],
  },
} as const

const path = '/api/photos/:id'
const kinds: readonly string[] = ['applicant', 'officer', 'supervisor']

export function addPhotos(server: FastifyInstance, routes: PhotoRoutes): void {
  // In a scope of its own: only here is a body bytes and nothing else.
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: partLimit },
      (_request, body, done) => done(null, body),
    )
    const tags = ['photos']
    const put = { ...sending, tags, summary: 'Sends one part of a photo, at most 64 KiB.' }
    const head = { ...address, tags, summary: 'How much of a photo was received.' }
    const get = { ...address, tags, summary: 'A photo, for those who may see it.' }
    scope.put(path, { schema: put, bodyLimit: partLimit }, within(routes, receive))
    scope.head(path, { schema: head }, within(routes, tell))
    scope.get(path, { schema: get, exposeHeadRoute: false }, within(routes, show))
  })
}

/** The same answers as at the door: nobody signed in, a role without photos, a group out of reach. */
function within(routes: PhotoRoutes, handler: Handler) {
  const { world, words, whoOf } = routes
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const who = await whoOf(request, reply)
    if (who.kind === 'public') return await sendProblem(request, reply, words, whyNobody(who))
    if (!kinds.includes(who.kind)) return await sendProblem(request, reply, words, 'not-permitted')
    const { id, group: named } = addressOf(request)
    const group =
      (await reachable(world, world.database.db, who, named, world.now())) ??
      (request.method === 'GET' && (await askedAboutPhoto(world, who, { group: named, photo: id })))
    if (!group) return await sendProblem(request, reply, words, 'group-unknown')
    return await handler({ ...routes, who, group, id }, request, reply)
  }
}

/** As the schema demands them. */
function addressOf({ params, query }: FastifyRequest): { id: string; group: string } {
  return { ...(params as { id: string }), ...(query as { group: string }) }
}

async function receive(here: Here, request: FastifyRequest, reply: FastifyReply) {
  const { world, words, who, group, id } = here
  // [R14] Who opened it by break-glass, or has to countersign of another day, only reads.
  if (isAtPort(who)) {
    const named = { who, group: group.id }
    const isHere = await isOfToday(world.database.db, named, world.now())
    if (!isHere) return await sendProblem(request, reply, words, 'group-unknown')
  }
  const { size } = request.query as { size: string }
  const decision = await receivePart(world, who, group, {
    id,
    size: Number(size),
    offset: Number(request.headers['upload-offset']),
    bytes: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  })
  if (!decision.ok) return await sendRefusal(request, reply, words, decision.reasons)
  const { received } = decision.value
  return await reply
    .header('upload-offset', received)
    .header('cache-control', 'no-store')
    .send(decision.value)
}

/** For the account that sends it alone. */
async function tell(here: Here, request: FastifyRequest, reply: FastifyReply) {
  const { world, words, who, group, id } = here
  const photo = await findPhoto(world.database.db, group.id, id)
  if (photo?.accountId !== who.account) {
    return await sendProblem(request, reply, words, 'photo-unknown')
  }
  return await reply
    .header('upload-offset', photo.received)
    .header('upload-length', photo.size)
    .header('cache-control', 'no-store')
    .send()
}

async function show(here: Here, request: FastifyRequest, reply: FastifyReply) {
  const { world, words, who, group, id } = here
  const bytes = await readPhoto(world.database.db, who, group, id)
  const kind = bytes && kindOf(bytes)
  if (!kind) return await sendProblem(request, reply, words, 'photo-unknown')
  return await reply
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .type(`image/${kind}`)
    .send(bytes)
}

// The web server: headers, limits, the contract's routes, the site. It knows nothing of the rules.

import { createServer } from 'node:http'
import swagger from '@fastify/swagger'
import { type FastifyInstance, type FastifyServerOptions, fastify } from 'fastify'
import type { Accounts } from '../accounts/accounts.ts'
import { accountRoutes } from '../accounts/routes.ts'
import type { Asker } from '../ask.ts'
import type { Words } from '../notices/words.ts'
import type { Door } from '../perform.ts'
import type { World } from '../world.ts'
import { type AdmissionLimits, admitting, openAdmission } from './admission.ts'
import { busyAnswers } from './busy.ts'
import { addContractRoutes } from './contract-routes.ts'
import { addDrawFiles } from './draw-files.ts'
import { addErrors } from './errors.ts'
import { addFaceFiles } from './face-files.ts'
import { addFigures } from './figures.ts'
import { addHeaders, policyOf, readHashes } from './headers.ts'
import { addMetrics, type Metrics } from './metrics.ts'
import { addOpenPlaces } from './open-places-memory.ts'
import { refuseOtherOrigins } from './origin.ts'
import { addPhotos } from './photos.ts'
import { addPlain } from './plain.ts'
import { sendProblem } from './problem.ts'
import { addPublicAsks } from './public-memory.ts'
import { addSite, siteFolder } from './site.ts'
import { addTraining } from './training.ts'
import { type WhoOf, whoReader } from './who.ts'

export type MoreRoutes = (server: FastifyInstance, whoOf: WhoOf) => void

export type ServerParts = {
  readonly world: World
  readonly door: Door
  readonly ask: Asker
  readonly accounts: Accounts
  readonly words: Words
  readonly metrics: Metrics
  readonly health: () => object
  readonly isSecure: boolean
  /** Every page says that nothing is real. */
  readonly training?: boolean
  /** Pages and addresses of the demo alone. */
  readonly demo?: (server: FastifyInstance) => void
  readonly more?: MoreRoutes
  /** When calls are answered 503 instead of late. */
  readonly admission?: AdmissionLimits
}

/** A refused input says everything that is wrong, and nothing is dropped or turned silently. */
const validation = {
  removeAdditional: false,
  coerceTypes: false,
  allErrors: true,
  useDefaults: false,
} as const

/** Twenty members with everything filled in stay below 200 kB. */
const bodyLimitBytes = 512 * 1024

/**
 * Longer than the minute for which proxies keep an idle connection: else a call can meet one that
 * is just being closed.
 */
const keepAliveMs = 72_000

export async function openServer(
  parts: ServerParts,
  options: FastifyServerOptions = {},
): Promise<FastifyInstance> {
  const { words, accounts } = parts
  const admission = openAdmission(parts.admission)
  const refuse = busyAnswers(words, admission.retryAfterSeconds)
  const server = fastify({
    serverFactory: (serve, { requestTimeout }: { requestTimeout?: number }) =>
      createServer(
        { requestTimeout: requestTimeout ?? 0, keepAliveTimeout: keepAliveMs },
        admitting(admission, serve, refuse),
      ),
    bodyLimit: bodyLimitBytes,
    ajv: { customOptions: validation },
    // Addresses carry ids and, for a few asks, codes: only method, route and status are logged.
    routerOptions: { ignoreTrailingSlash: true },
    // An address that cannot be read has no route, and so would be answered past all that follows.
    frameworkErrors: (_error, request, reply) => {
      void sendProblem(request, reply, words, 'malformed', { fields: [] })
    },
    ...options,
  })
  addHeaders(server, policyOf(readHashes(siteFolder)), parts.isSecure)
  addErrors(server, words)
  if (parts.training) addTraining(server, words)
  // A form of another site can send plain text without asking first; JSON it cannot.
  server.removeContentTypeParser('text/plain')
  server.addHook('onRequest', refuseOtherOrigins(accounts.address, words))
  server.addHook('onClose', async () => admission.close())
  await server.register(swagger, {
    openapi: { info: { title: 'Garita', version: '1', description: 'Acts and asks of Garita.' } },
  })
  server.get('/api/openapi.json', { schema: { hide: true } }, () => server.swagger())
  server.get('/health', { schema: { hide: true } }, () => ({
    ...parts.health(),
    load: admission.state(),
  }))
  addMetrics(server, parts.metrics)
  const whoOf = whoReader(accounts, parts.world)
  await server.register(accountRoutes, { accounts, words })
  addOpenPlaces(server, parts.world)
  addPublicAsks(server, parts)
  addPhotos(server, { world: parts.world, words, whoOf })
  addDrawFiles(server, { world: parts.world, perform: parts.door.perform, words, whoOf })
  addFigures(server, parts.world)
  addFaceFiles(server)
  addContractRoutes(server, { perform: parts.door.perform, ask: parts.ask, words, whoOf })
  addPlain(server, { perform: parts.door.perform, ask: parts.ask, words, world: parts.world })
  parts.demo?.(server)
  parts.more?.(server, whoOf)
  addSite(server, { asBuilt: !parts.training })
  return server
}

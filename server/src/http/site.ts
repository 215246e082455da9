// The built pages as static files. Files with a hash in their name never change; pages are asked
// for again each time and answered 304 where they are the same.

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

export const siteFolder = fileURLToPath(new URL('../../../web/build', import.meta.url))

export function addSite(server: FastifyInstance): void {
  if (!existsSync(siteFolder)) return
  server.register(fastifyStatic, {
    root: siteFolder,
    preCompressed: true,
    cacheControl: false,
    redirect: false,
    extensions: ['html'],
    setHeaders: (reply, path) => {
      const isHashed = path.includes('/immutable/')
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

// The built pages as static files. Files with a hash in their name never change; pages are asked
// for again each time and answered 304 where they are the same.

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { languages } from '../notices/words.ts'

export const siteFolder = fileURLToPath(new URL('../../../web/build', import.meta.url))

/** @param options.asBuilt false where pages are changed on the way: then none is sent compressed. */
export function addSite(server: FastifyInstance, { asBuilt }: { asBuilt: boolean }): void {
  if (!existsSync(siteFolder)) return
  for (const language of languages) {
    server.get(`/${language}`, { schema: { hide: true } }, (_request, reply) =>
      reply.redirect(`/${language}/start`),
    )
  }
  server.register(fastifyStatic, {
    root: siteFolder,
    preCompressed: asBuilt,
    acceptRanges: asBuilt,
    cacheControl: false,
    redirect: false,
    extensions: ['html'],
    setHeaders: (reply, path) => {
      const isHashed = path.includes('/immutable/')
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

/** Whether somebody looks for a page that is not there, rather than a program for an address. */
export function isPageWanted({ method, url, headers }: FastifyRequest): boolean {
  const isPage = method === 'GET' && !url.startsWith('/api/') && existsSync(siteFolder)
  return isPage && String(headers.accept).includes('text/html')
}

/** The page that says so, in the language of the address. */
export function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languages.find((one) => request.url.startsWith(`/${one}/`)) ?? 'es'
  return reply.code(404).sendFile(`${language}/not-found.html`)
}

// One set of security headers on every answer. The site's only inline script, the bootstrap of its
// framework, is allowed by hash: the build collects the hashes into csp.json.

import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'

/** @param hashes as `sha256-…`, of the inline scripts that the build made. */
export function policyOf(hashes: readonly string[]): string {
  return [
    "default-src 'none'",
    ["script-src 'self'", ...hashes.map((hash) => `'${hash}'`)].join(' '),
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * The worker that looks at faces runs wasm, which the pages may not: a worker has the policy that its
 * own file came with.
 */
export function isFaceWorker(url: string): boolean {
  return /^\/_app\/immutable\/workers\/face-worker-[\w-]+\.js$/.test(url)
}

export function readHashes(siteFolder: string): string[] {
  try {
    return JSON.parse(readFileSync(`${siteFolder}/csp.json`, 'utf8'))
  } catch {
    return []
  }
}

export function addHeaders(server: FastifyInstance, policy: string, isSecure: boolean): void {
  const withWasm = policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
  server.addHook('onRequest', async (request, reply) => {
    reply.header('content-security-policy', isFaceWorker(request.url) ? withWasm : policy)
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('permissions-policy', 'camera=(self), geolocation=(self), microphone=()')
    reply.header('cross-origin-opener-policy', 'same-origin')
    reply.header('cross-origin-resource-policy', 'same-origin')
    if (isSecure) reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains')
  })
}

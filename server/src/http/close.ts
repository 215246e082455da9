// Stopping: no new calls, those under way are answered, and then whoever takes no answer is cut off.

import type { FastifyInstance } from 'fastify'
import type { Leave } from './listen.ts'

/** Longer than any answer takes; shorter than what process managers wait before they kill. */
const patienceMsDefault = 10_000

/** How often those whose answer has just gone out are let go. */
const idleMs = 100

/**
 * Closes the server. A connection that sends half a request, or never reads its answer, would keep
 * it open for ever: after `patienceMs` all that are left are ended.
 * @param leave closes the listeners beside the server's own.
 */
export async function closeServer(
  server: FastifyInstance,
  leave: Leave,
  patienceMs = patienceMsDefault,
): Promise<void> {
  const cut = setTimeout(() => server.server.closeAllConnections(), patienceMs)
  const idle = setInterval(() => server.server.closeIdleConnections(), idleMs)
  try {
    await Promise.all([leave(), server.close()])
  } finally {
    clearTimeout(cut)
    clearInterval(idle)
  }
}

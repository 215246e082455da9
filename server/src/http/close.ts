// Stopping: no new calls, those under way are answered, and then whoever takes no answer is cut off.

import type { FastifyInstance } from 'fastify'

/** Longer than any answer takes; shorter than what process managers wait before they kill. */
const patienceMsDefault = 10_000

/**
 * Closes the server. A connection that sends half a request, or never reads its answer, would keep
 * it open for ever: after `patienceMs` all that are left are ended.
 */
export async function closeServer(
  server: FastifyInstance,
  patienceMs = patienceMsDefault,
): Promise<void> {
  const cut = setTimeout(() => server.server.closeAllConnections(), patienceMs)
  try {
    await server.close()
  } finally {
    clearTimeout(cut)
  }
}

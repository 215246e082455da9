// Work that every server would do at the same noon and that one is enough for. It is no promise: the
// door alone decides who did it. It only keeps three servers from working out the same draw.

import type { Database } from './open.ts'

/** Any number, other than the one of migrations. */
const lockNumber = 72_301_824

/** Does the work unless another server is at it. An embedded database has one server only. */
export async function oneServerAtATime(
  { kind, pool }: Pick<Database, 'kind' | 'pool'>,
  work: () => Promise<unknown>,
): Promise<void> {
  if (kind === 'embedded') {
    await work()
    return
  }
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ held: boolean }>(
      'select pg_try_advisory_lock($1) as held',
      [lockNumber],
    )
    if (!rows[0]?.held) return
    try {
      await work()
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lockNumber])
    }
  } finally {
    client.release()
  }
}

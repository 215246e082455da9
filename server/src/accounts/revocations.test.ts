import { createSecretKey } from 'node:crypto'
import { Pool } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type RunningPostgres, startPostgres } from '../../test/postgres.ts'
import { type Session, seenCookie, sessionReader } from '../http/session.ts'
import { openRevocations, type Revocations } from './revocations.ts'

const session: Session = { session: 's-1', account: 'a-1', kind: 'applicant' }
const key = createSecretKey(Buffer.alloc(32, 1))
const cookie = { name: 'garita-seen', secure: false }
let postgres: RunningPostgres
let pool: Pool
let url: string

beforeAll(async () => {
  postgres = await startPostgres()
  url = await postgres.database('revocations')
  pool = new Pool({ connectionString: url })
  pool.on('error', () => undefined)
})

afterAll(async () => {
  await pool.end()
  await postgres.stop()
})

/** A server's reader whose every look-up finds nobody: what it gives comes from "seen" alone. */
function readerOf(revocations: Revocations) {
  const read = sessionReader({ key, cookie, revocations, find: async () => null })
  return (seen: string) => read({ cookie: seen })
}

const freshSeen = () => seenCookie({ key, cookie }, session).split(';', 1)[0] ?? ''

test.each([session.session, session.account])(
  'what one server revokes (%s), another no longer believes',
  async (id) => {
    const [here, there] = [await openRevocations(pool, url), await openRevocations(pool, url)]
    const read = readerOf(there)
    const seen = freshSeen()
    expect(await read(seen)).toEqual(session)
    await here.revoke(id)
    expect(await readerOf(here)(seen)).toBeNull()
    await vi.waitFor(async () => expect(await read(seen)).toBeNull())
    await here.close()
    await there.close()
  },
)

test('a server that cannot hear believes no "seen", and later none from that time', async () => {
  const revocations = await openRevocations(pool, url)
  const read = readerOf(revocations)
  const seen = freshSeen()
  expect(await read(seen)).toEqual(session)
  await pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%'",
  )
  await vi.waitFor(() => expect(revocations.heardSince()).toBe(Number.POSITIVE_INFINITY))
  expect(await read(freshSeen())).toBeNull()
  await vi.waitFor(() => expect(revocations.heardSince()).toBeLessThan(Number.POSITIVE_INFINITY), {
    timeout: 10_000,
  })
  expect(await read(seen)).toBeNull()
  expect(await read(freshSeen())).toEqual(session)
  await revocations.close()
})

test('an account revoked while its session is looked up is looked up again', async () => {
  const revocations = await openRevocations(pool)
  let looks = 0
  const find = async () => {
    looks += 1
    if (looks > 1) return null
    await revocations.revoke(session.account)
    return session
  }
  const read = sessionReader({ key, cookie, revocations, find })
  expect(await read({ cookie: 'garita-session=x' })).toBeNull()
  expect(looks).toBe(2)
})

test('what was revoked before a start is not believed after it, though it was in memory alone', async () => {
  const before = await openRevocations(pool)
  const seen = freshSeen()
  expect(await readerOf(before)(seen)).toEqual(session)
  await before.revoke(session.session)
  await vi.waitFor(() => expect(freshSeen()).not.toBe(seen))
  const read = readerOf(await openRevocations(pool))
  expect(await read(seen)).toBeNull()
  expect(await read(freshSeen())).toEqual(session)
})

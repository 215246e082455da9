// The web server of a test's house, as the real one stands, without a port: it is spoken to by
// `inject`. Sessions are made as if somebody had signed in.

import type { FastifyInstance } from 'fastify'
import { type Accounts, openAccounts } from '../src/accounts/accounts.ts'
import { reportsToRecords } from '../src/accounts/reports.ts'
import { openMetrics } from '../src/http/metrics.ts'
import { openServer, type ServerParts } from '../src/http/serve.ts'
import { demoSender } from '../src/notices/sender.ts'
import { readWords } from '../src/notices/words.ts'
import type { House } from './house.ts'

export type Served = {
  readonly server: FastifyInstance
  readonly accounts: Accounts
  /** The cookie of a session of this account. */
  cookieOf(account: string, kind?: 'applicant' | 'staff'): string
  /** Closes the server and the accounts; the house is closed by whoever opened it. */
  close(): Promise<void>
}

/** @param over takes the place of a part: another door, other asks. */
export async function serve(house: House, over: Partial<ServerParts> = {}): Promise<Served> {
  const { world, door, ask } = house
  const words = readWords()
  const accounts = await openAccounts({
    pool: world.database.pool,
    address: 'http://localhost:3000',
    keys: world.vault.keys,
    sender: demoSender(),
    words,
    reports: reportsToRecords(house.door.perform),
  })
  const health = () => ({ state: 'ok' })
  const metrics = openMetrics()
  // Loading everything at once on a busy machine is no overload: never shed.
  const parts = { world, door, ask, accounts, words, metrics, health }
  const server = await openServer({ ...parts, isSecure: false, ...over })
  return {
    server,
    accounts,
    cookieOf: (account, kind = 'applicant') => {
      const cookie = accounts.seen({ session: `s-${account}`, account, kind })
      return cookie.split(';')[0] ?? ''
    },
    close: async () => {
      await server.close()
      await accounts.close()
    },
  }
}

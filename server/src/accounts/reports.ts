// Sign-in, sign-out, locks and failed tries reach the records through the one door, like every act.

import { randomUUID } from 'node:crypto'
import type { Perform, Who } from '../act.ts'

const who: Who = { kind: 'accounts', account: 'accounts', ports: [] }

export type Reports = {
  signedIn(session: { account: string; session: string }): Promise<void>
  signedOut(session: { account: string; session: string }): Promise<void>
  locked(session: { account: string; session: string }): Promise<void>
  unlocked(session: { account: string; session: string }): Promise<void>
  /** `why` is one of our own words; never what was typed. */
  failed(account: string | null, why: string): Promise<void>
}

export function reportsToRecords(perform: Perform): Reports {
  return {
    signedIn: async ({ account, session }) => {
      const key = `sign-in-${session}`
      await perform({ who, act: 'sign-in', input: { account, session }, key })
    },
    signedOut: async ({ account, session }) => {
      const key = `sign-out-${session}`
      await perform({ who, act: 'sign-out', input: { account, session }, key })
    },
    // A session is locked and unlocked many times a day, so its name alone is no key.
    locked: async (input) => {
      await perform({ who, act: 'lock-session', input, key: randomUUID() })
    },
    unlocked: async (input) => {
      await perform({ who, act: 'unlock-session', input, key: randomUUID() })
    },
    failed: async (account, why) => {
      await perform({ who, act: 'fail-sign-in', input: { account, why }, key: randomUUID() })
    },
  }
}

import { createHmac, type KeyObject, randomUUID } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { emailOTP, twoFactor } from 'better-auth/plugins'
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import { type Pool, type PoolClient, types } from 'pg'

// better-auth keeps accounts, sessions and codes; its own web routes are never mounted. Only our
// routes call it, so that nothing that it could do and we do not want (sign-up, set a password,
// link, trusted devices) has an address.

const INSTANT = types.builtins.TIMESTAMPTZ

export const CODE_MINUTES = 10
const CODE_TRIES = 5
const DAY_SECONDS = 86_400
/** Waits last for months and every code costs someone a message; a session is long and fixed. */
const APPLICANT_DAYS = 30
const STAFF_HOURS = 12

export type Secrets = {
  /** Of better-auth: cookies and time-based secrets. */
  readonly sessions: string
  /** Under which sent codes are hashed: six digits alone would be guessed from a plain hash. */
  readonly codes: KeyObject
}

export type CookieNames = { readonly session: string; readonly secure: boolean }

export function makeAuth(pool: Pool, baseURL: string, secrets: Secrets, cookies: CookieNames) {
  return betterAuth({
    appName: 'Garita',
    baseURL,
    secret: secrets.sessions,
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    database: {
      db: new Kysely({ dialect: new PostgresDialect({ pool: withDates(pool) }) }),
      type: 'postgres',
      schemaName: 'accounts',
      // With PGlite's single connection a query beside an open transaction would wait for ever.
      transaction: false,
    },
    emailAndPassword: { enabled: true, disableSignUp: true },
    user: {
      additionalFields: {
        kind: { type: 'string', required: true, input: false, defaultValue: 'applicant' },
      },
    },
    session: {
      expiresIn: APPLICANT_DAYS * DAY_SECONDS,
      disableSessionRefresh: true,
      additionalFields: {
        secondFactor: { type: 'boolean', required: true, input: false, defaultValue: false },
      },
    },
    databaseHooks: {
      session: {
        create: {
          // A session says itself how it came about: staff's counts only with this mark.
          before: async (session, context) => {
            const secondFactor = context?.path === '/two-factor/verify-totp'
            const ends = { expiresAt: new Date(Date.now() + STAFF_HOURS * 3_600_000) }
            return { data: { ...session, secondFactor, ...(secondFactor ? ends : {}) } }
          },
        },
      },
    },
    advanced: {
      cookiePrefix: 'garita',
      cookies: { session_token: { name: cookies.session } },
      useSecureCookies: false,
      defaultCookieAttributes: {
        secure: cookies.secure,
        httpOnly: true,
        sameSite: 'lax',
        path: '/',
      },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => randomUUID() },
    },
    plugins: [
      emailOTP({
        otpLength: 6,
        expiresIn: CODE_MINUTES * 60,
        allowedAttempts: CODE_TRIES,
        storeOTP: {
          hash: async (code) => createHmac('sha256', secrets.codes).update(code).digest('hex'),
        },
        // Ours sends: it alone knows the address behind the pseudonym.
        sendVerificationOTP: async () => {
          throw new Error('codes are sent by the sign-in route')
        },
      }),
      twoFactor({ issuer: 'Garita' }),
    ],
  })
}

export type Auth = ReturnType<typeof makeAuth>

/**
 * The house's pool reads instants as numbers; better-auth wants dates. They are turned back here,
 * since pg's own way, other parsers for one query, breaks the embedded database's adapter.
 */
function withDates(pool: Pool): PostgresPool {
  return {
    options: {},
    connect: async () => datesOn(await pool.connect()),
    end: async () => undefined,
  }
}

function datesOn(client: PoolClient): PostgresPoolClient {
  const run = async (text: string, values: readonly unknown[]) => {
    const result = await client.query<Record<string, unknown>>(text, [...values])
    const instants = result.fields.filter((field) => field.dataTypeID === INSTANT)
    for (const row of result.rows) {
      for (const { name } of instants) {
        const value = row[name]
        if (typeof value === 'number') row[name] = new Date(value)
      }
    }
    return result
  }
  // Kysely's form of `query` has a second shape, for cursors, which nothing here uses.
  const query = run as unknown as PostgresPoolClient['query']
  return { query, release: (destroy) => client.release(destroy) }
}

import type { Pool } from 'pg'

// Limits by what is tried, never by network address: the people of one shelter share one. Counted
// in the database, so that several servers count together.

/** At most `times` within `seconds`, from the first on. */
export type Limit = { readonly times: number; readonly seconds: number }

/** `retryAfterSeconds` is there where the limit is spent. */
export type Tried = { readonly retryAfterSeconds?: number }

export type Tries = {
  /** Counts one more. */
  count(subject: string, limit: Limit): Promise<Tried>
  forget(subject: string): Promise<void>
}

type Row = { readonly count: number; readonly seconds: number }

const SWEEP_EVERY = 500

export function openTries(pool: Pool): Tries {
  let sinceSweep = 0
  return {
    count: async (subject, limit) => {
      sinceSweep += 1
      if (sinceSweep % SWEEP_EVERY === 0) await sweep(pool)
      const { rows } = await pool.query<Row>(COUNT, [subject, iso(0), iso(limit.seconds)])
      const row = rows[0]
      return row && row.count > limit.times ? spent(row) : {}
    },
    forget: async (subject) => {
      await pool.query('delete from accounts.tries where subject = $1', [subject])
    },
  }
}

const LEFT = 'extract(epoch from ends_at - $2::timestamptz)::float8 as seconds'

const COUNT = `
  insert into accounts.tries as known (subject, count, ends_at) values ($1, 1, $3)
  on conflict (subject) do update set
    count = case when known.ends_at <= $2::timestamptz then 1 else known.count + 1 end,
    ends_at = case when known.ends_at <= $2::timestamptz then excluded.ends_at
      else known.ends_at end
  returning count, ${LEFT}`

async function sweep(pool: Pool): Promise<void> {
  await pool.query('delete from accounts.tries where ends_at <= $1', [iso(0)])
}

function spent(row: Row): Tried {
  return { retryAfterSeconds: Math.max(1, Math.ceil(row.seconds)) }
}

/** By this machine's clock, as all of signing in: a phone's time-based codes follow real time. */
function iso(fromNowSeconds: number): string {
  return new Date(Date.now() + fromNowSeconds * 1000).toISOString()
}

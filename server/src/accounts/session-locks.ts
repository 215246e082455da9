import { createHash, timingSafeEqual } from 'node:crypto'
import type { Pool } from 'pg'

// [W3] A locked session is still signed in, and may do nothing; `store/staff.ts` reads the lock in
// the same query that looks a member of staff up. [W4] The desk hands in the hash of a secret with
// the lock, and the secret itself to undo it: 256 random bits need no slow hash. Which PIN keeps
// that secret on the desk's computer, the server never learns.
// A session's row is gone a moment before every server knows that it ended, and where it ran out
// nobody is told; a "seen" cookie is honoured for a minute more. So the lock stays when the session
// goes, and is swept when no session of staff can be that old.

export type SessionLocks = {
  /** False where it was locked before: the first secret stays, or who comes later could bring one. */
  lock(session: string, secretHash: Buffer | null): Promise<boolean>
  /** Counts the try before it compares, so that many at once count too. */
  unlock(session: string, secret: Buffer): Promise<Unlocked>
}

/** `left`: how many more wrong secrets the session survives. */
export type Unlocked =
  | { readonly kind: 'was-open' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'wrong'; readonly left: number }

export const unlockTries = 5

type Row = { readonly secret_hash: Buffer | null; readonly tries: number }

export function openSessionLocks(pool: Pool): SessionLocks {
  return {
    lock: async (session, secretHash) => {
      await pool.query(SWEEP)
      const { rowCount } = await pool.query(LOCK, [session, secretHash])
      return rowCount === 1
    },
    unlock: async (session, secret) => {
      const { rows } = await pool.query<Row>(TRY, [session])
      const row = rows[0]
      if (!row) return { kind: 'was-open' }
      if (row.tries > unlockTries || !opens(secret, row.secret_hash)) {
        return { kind: 'wrong', left: Math.max(0, unlockTries - row.tries) }
      }
      await pool.query('delete from accounts.session_locks where session_id = $1', [session])
      return { kind: 'opened' }
    },
  }
}

/** Twice as long as a session of staff lasts. */
const SWEEP = `
  delete from accounts.session_locks where locked_at < current_timestamp - interval '24 hours'`

/** A session that ended meanwhile needs no lock. */
const LOCK = `
  insert into accounts.session_locks (session_id, secret_hash)
  select "id", $2::bytea from accounts."session" where "id" = $1
  on conflict do nothing`

const TRY = `
  update accounts.session_locks set tries = tries + 1 where session_id = $1
  returning secret_hash, tries`

function opens(secret: Buffer, hash: Buffer | null): boolean {
  const given = createHash('sha256').update(secret).digest()
  return hash !== null && timingSafeEqual(given, hash)
}

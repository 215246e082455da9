// Tries at guessing, counted by what is guessed at and by day, never by who guesses: nobody is ever
// locked out by somebody else's tries. And proofs of work, which are good once.

import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'

/** How many tries there were on that day; other tries at the same thing wait until this one ends. */
export async function lockTries(tx: Tx, what: string, day: string): Promise<number> {
  const row = await tx
    .selectFrom('tries')
    .select('count')
    .where('what', '=', what)
    .where('day', '=', day)
    .forUpdate()
    .executeTakeFirst()
  return row?.count ?? 0
}

/** True when this proof had not been spent before. */
export async function spendProof(
  tx: Tx,
  proof: { readonly signature: string; readonly expiresAt: number },
): Promise<boolean> {
  const rows = await tx
    .insertInto('spentProofs')
    .values({ signature: proof.signature, expiresAt: at(proof.expiresAt) })
    .onConflict((row) => row.doNothing())
    .returning('signature')
    .execute()
  return rows.length > 0
}

/** Removes the tries of days before this one and the proofs that expired; gives how many. */
export async function purgeTries(tx: Tx, beforeDay: string, now: number): Promise<number> {
  const tries = await tx.deleteFrom('tries').where('day', '<', beforeDay).executeTakeFirst()
  const proofs = await tx
    .deleteFrom('spentProofs')
    .where('expiresAt', '<', at(now))
    .executeTakeFirst()
  return Number(tries.numDeletedRows + proofs.numDeletedRows)
}

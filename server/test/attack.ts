// What a database constraint says to a statement that no rule would let through.

import type { RawBuilder } from 'kysely'
import type { House } from './house.ts'

/** The constraint that refused the statement, else the error's words; `nothing held` if it went through. */
export async function attackOn({ db }: House, statement: RawBuilder<unknown>): Promise<string> {
  try {
    await statement.execute(db)
  } catch (error) {
    return (error as { constraint?: string }).constraint ?? (error as Error).message
  }
  return 'nothing held'
}

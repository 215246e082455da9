import { printCode } from '@garita/domain/code'
import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSlot } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { type SeatedGroup, seatGroup } from '../../../test/seated-group.ts'
import { stands } from './standing.ts'

const born = { year: 2015, month: 5, day: 17, approximate: false }

describe('check-appointment', () => {
  let house: House
  let slot: string
  let n = 0
  beforeAll(async () => {
    house = await openHouse()
    slot = await openSlot(house, { day: '2023-01-18', time: '09:00', places: 100 })
  })
  afterAll(async () => await house.close())

  async function seat(): Promise<SeatedGroup> {
    n += 1
    return await seatGroup(house, { n, slot })
  }
  const check = async (code: string, birth = born, proof?: string) =>
    await house.perform(house.asPublic(), 'check-appointment', {
      code,
      birth,
      ...(proof ? { proof } : {}),
    })

  async function solved(): Promise<string> {
    const challenge = granted(await house.ask(house.asPublic(), 'challenge', {})) as Challenge
    const solution = await solveChallenge({ challenge, deriveKey })
    return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
  }

  it('says yes to a code with any member’s birth date', async () => {
    const { code } = await seat()
    expect(granted(await check(code))).toEqual({ stands: true })
    const mother = { ...born, year: 1990 }
    expect(granted(await check(printCode(code).toLowerCase(), mother))).toEqual({ stands: true })
  })

  it('says the same no to an unknown or damaged code, a wrong date and a cancelled one', async () => {
    const { code, appointment } = await seat()
    const no = { stands: false }
    expect(granted(await check('0000-0000-0000'))).toEqual(no)
    expect(granted(await check('not a code'))).toEqual(no)
    // PostgreSQL takes no such text at all.
    expect(granted(await check('0000\u0000-0000-0000'))).toEqual(no)
    expect(granted(await check('0000\ud800-0000-0000'))).toEqual(no)
    expect(granted(await check(code, { ...born, day: 18 }))).toEqual(no)
    await house.db
      .updateTable('appointments')
      .set({ state: 'cancelled' })
      .where('id', '=', appointment)
      .execute()
    expect(granted(await check(code))).toEqual(no)
  })

  it('asks the database the same, whether or not there is such a code', async () => {
    const { code } = await seat()
    const { world } = house
    async function asked(typed: string): Promise<string[]> {
      const queries: string[] = []
      const db = world.database.db.withPlugin({
        transformQuery: ({ node }) => {
          queries.push(node.kind)
          return node
        },
        transformResult: async ({ result }) => result,
      })
      await stands({ ...world, database: { ...world.database, db } }, typed, born)
      return queries
    }
    const known = await asked(code)
    expect(known.length).toBeGreaterThan(1)
    expect(await asked('000000000000')).toEqual(known)
  })

  it('says no where the group’s key is destroyed', async () => {
    const { code, group } = await seat()
    const { keyId } = await house.db
      .selectFrom('groups')
      .select('keyId')
      .where('id', '=', group)
      .executeTakeFirstOrThrow()
    await house.world.vault.keys.destroy(keyId)
    expect(granted(await check(code))).toEqual({ stands: false })
  })

  it('[C8] asks for work after ten tries a day, takes each proof once, and never locks', async () => {
    const { code } = await seat()
    const wrong = { ...born, year: 1999 }
    for (let tries = 0; tries < 10; tries += 1) granted(await check(code, wrong))
    expect(namesOf(await check(code))).toEqual(['proof-needed'])
    const proof = await solved()
    expect(granted(await check(code, born, proof))).toEqual({ stands: true })
    expect(namesOf(await check(code, born, proof))).toEqual(['proof-needed'])
    expect(namesOf(await check(code, born, 'bm90IGEgcHJvb2Y='))).toEqual(['proof-needed'])
    // Another code is not concerned, and neither is the next day.
    expect(granted(await check((await seat()).code))).toEqual({ stands: true })
    house.setNow(Date.UTC(2023, 0, 11, 18))
    expect(granted(await check(code))).toEqual({ stands: true })
    house.setNow(Date.UTC(2023, 0, 10, 18))
  })

  it('keeps neither code nor birth date', async () => {
    const { code } = await seat()
    granted(await check(code))
    const tries = await house.db.selectFrom('tries').selectAll().execute()
    const records = await house.db
      .selectFrom('records')
      .selectAll()
      .where('act', '=', 'check-appointment')
      .execute()
    expect(JSON.stringify([tries, records])).not.toContain(code)
    expect(records.at(-1)).toMatchObject({ actor: 'public', facts: { stands: true } })
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Clock, startClock } from '../src/clock/clock.ts'
import { verifySeals } from '../src/verify-seals.ts'
import { granted, type House, openHouse } from './house.ts'
import { type RunningPostgres, startPostgres } from './postgres.ts'

// What one connection cannot show: transactions that overlap, on a real server.
describe('seals on PostgreSQL', () => {
  let postgres: RunningPostgres
  let house: House
  beforeAll(async () => {
    postgres = await startPostgres()
    house = await openHouse({ place: { url: await postgres.database('seals') } })
  })
  afterAll(async () => {
    await house?.close()
    await postgres?.stop()
  })

  let checks = 0
  // Each of another code, so that nobody is asked for a proof.
  const check = async () =>
    granted(
      await house.perform(house.asPublic(), 'check-appointment', {
        code: `no code ${checks++}`,
        birth: { year: 1990, approximate: false },
      }),
    )
  const seal = async () => granted(await house.perform(house.asClock(), 'seal-records', {}))
  const unsealedIn = async () => {
    const verified = await verifySeals(house.db)
    if (!verified.ok) throw new Error(verified.why)
    return verified.unsealed
  }

  it('[Z2] what an older transaction writes after a seal is sealed next, and nothing is lost', async () => {
    await check()
    const client = await house.world.database.pool.connect()
    // It has its id, writes its record, and commits only after the seal below.
    await client.query('begin')
    await client.query(`insert into records (at, actor_kind, actor, act, outcome, facts)
      values (now(), 'clock', 'clock', 'purge', 'allowed', '{}')`)
    await check()
    expect((await seal()).records).toBe(1)
    await client.query('commit')
    client.release()
    // The held-back record, the check that began after it, and the first sealing.
    expect((await seal()).records).toBe(3)
    expect(await unsealedIn()).toBe(1)
  })

  it('[Z1] several servers that seal while many acts run make one chain', async () => {
    const parts = { world: house.world, perform: house.door.perform, everyMs: 3_600_000 }
    const clocks: Clock[] = [startClock(parts), startClock(parts), startClock(parts)]
    for (let minute = 1; minute <= 4; minute += 1) {
      house.setNow(Date.UTC(2023, 0, 10, 18, minute))
      const many = Array.from({ length: 20 }, check)
      await Promise.all([...many, ...clocks.map((clock) => clock.tick())])
    }
    for (const clock of clocks) {
      expect(clock.state().faults).toBe(0)
      await clock.stop()
    }
    await seal()
    const verified = await verifySeals(house.db)
    // Two before, one a minute, one after.
    expect(verified).toMatchObject({ ok: true, seals: 7, unsealed: 1 })
    const { count } = await house.db
      .selectFrom('records')
      .select((of) => of.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(verified).toMatchObject({ records: count - 1 })
  })
})

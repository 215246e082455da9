import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { child, openSlot, person, picked, readyFamily, registered } from '../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../test/house.ts'

describe('my-journey', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(async () => await house.close())

  it('is empty for who has registered nobody', async () => {
    const answer = granted(await house.ask(house.asApplicant(1), 'my-journey', {}))
    expect(answer).toEqual({ now: house.world.now(), groups: [] })
  })

  it('shows a new group with its members and the first thing to do', async () => {
    const who = house.asApplicant(2)
    const { group, members } = await registered(house, who, child(1), person(2))
    const { groups } = granted(await house.ask(who, 'my-journey', {}))
    expect(groups).toEqual([
      {
        group,
        registeredAt: house.world.now(),
        opensAt: null,
        size: 2,
        firstPerson: 'Persona 2',
        next: 'attest',
        members: [
          { member: members[0], givenNames: 'Persona 1', photo: 'missing', photoId: null },
          { member: members[1], givenNames: 'Persona 2', photo: 'missing', photoId: null },
        ],
        attestedAt: null,
        location: null,
        appeal: null,
        request: null,
        offer: null,
        trouble: null,
        appointment: null,
        sharesTraveler: false,
        sharing: 'none',
      },
    ])
  })

  it('[J1] goes on to picking and to the pass', async () => {
    const who = house.asApplicant(3)
    const slot = await openSlot(house)
    const { group } = await readyFamily(house, who)
    const now = house.world.now()
    const next = async () => granted(await house.ask(who, 'my-journey', {})).groups[0]
    expect(await next()).toMatchObject({
      next: 'pick-slot',
      location: { verdict: 'in', state: 'BCN', confirmedAt: now, stale: false, settled: false },
    })
    const { appointment } = await picked(house, who, group, slot)
    const startsAt = Date.UTC(2023, 0, 16, 17)
    expect(await next()).toMatchObject({
      next: 'pass',
      appointment: { appointment, slot, port: '2504', startsAt, state: 'standing' },
    })
  })

  it('shows trouble, an appeal and what was answered, to the group alone', async () => {
    const who = house.asApplicant(5)
    const slot = await openSlot(house, { time: '10:00' })
    const { group } = await readyFamily(house, who, person(5))
    const where = { latitude: 14.9, longitude: -92.26, accuracyMeters: 20 }
    const { appointment } = await picked(house, who, group, slot)
    granted(await house.perform(who, 'confirm-location', { group, where }))
    const mine = async () => granted(await house.ask(who, 'my-journey', {})).groups[0]
    expect(await mine()).toMatchObject({ trouble: null, appeal: null })
    const late = { group, appointment, kind: 'late' as const }
    const { trouble } = granted(await house.perform(who, 'report-trouble', late))
    const words = 'Estamos en Tijuana'
    const { appeal } = granted(await house.perform(who, 'appeal-location', { group, words }))
    expect(await mine()).toMatchObject({
      next: 'pass',
      location: { verdict: 'out', settled: false },
      trouble: { trouble, kind: 'late', state: 'open', answer: null, words: null },
      appeal: { appeal, state: 'open', verdict: null, answer: null },
    })
    const answer = { appeal, verdict: 'in' as const, words: 'De acuerdo' }
    const supervisor = house.asSupervisor(
      '2504',
      '2604',
      '2503',
      '2402',
      '2301',
      '2303',
      '2304',
      '2305',
    )
    granted(await house.perform(supervisor, 'settle-location', answer))
    expect(await mine()).toMatchObject({
      location: { verdict: 'in', settled: true, stale: false },
      appeal: { state: 'settled', verdict: 'in', answer: 'De acuerdo' },
    })
    // [L8] The phone still errs; what the supervisor found stands.
    const again = granted(await house.perform(who, 'confirm-location', { group, where }))
    expect(again.verdict).toBe('in')
    expect(await mine()).toMatchObject({ location: { verdict: 'in', settled: true } })
  })

  describe('takes as many queries', () => {
    /** What these accounts see who ask at the same time, and how many queries all of it took. */
    async function count(...accounts: number[]) {
      const client = await house.world.database.pool.connect()
      const query = client.query
      let queries = 0
      Object.assign(client, {
        query: (...sent: unknown[]) => {
          queries += 1
          return Reflect.apply(query, client, sent)
        },
      })
      client.release()
      const asked = accounts.map((n) => house.ask(house.asApplicant(n), 'my-journey', {}))
      const seen = (await Promise.all(asked)).map((answer) => granted(answer).groups)
      Object.assign(client, { query })
      return { seen, queries }
    }

    beforeAll(async () => {
      for (let n = 0; n < 6; n++) await registered(house, house.asApplicant(7), person(70 + n))
    })

    it('for a shelter’s phone with many groups as for one family', async () => {
      const [one, many] = [await count(2), await count(7)]
      expect([one, many].map(({ seen }) => seen[0]?.length)).toEqual([1, 6])
      expect(one.queries).toBeGreaterThan(3)
      expect(many.queries).toBe(one.queries)
    })

    it('for many who ask at once as for one, and everybody sees their own', async () => {
      const alone = [await count(2), await count(7), await count(99)]
      const together = await count(2, 7, 99)
      expect(together.queries).toBe(alone[0]?.queries)
      expect(together.seen).toEqual(alone.flatMap(({ seen }) => seen))
      expect(together.seen.map((groups) => groups.length)).toEqual([1, 6, 0])
    })
  })

  it('shows only one’s own groups, and is for applicants', async () => {
    const { groups } = granted(await house.ask(house.asApplicant(4), 'my-journey', {}))
    expect(groups).toEqual([])
    expect(namesOf(await house.ask(house.asPlanner(), 'my-journey', {}))).toEqual(['not-permitted'])
  })
})

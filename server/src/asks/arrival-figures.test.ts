import { minutesMs } from '@garita/domain/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSlot } from '../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../test/house.ts'
import { type SeatedGroup, seatGroup } from '../../test/seated-group.ts'

// A morning at San Ysidro: eleven people come at 10:05, two groups stay away.
const startsAt = Date.UTC(2023, 0, 11, 18)
const cameAt = startsAt + minutesMs(5)

describe('arrival-figures', () => {
  let house: House
  const day = { from: '2023-01-11', to: '2023-01-11' }
  const figures = async (
    over: { from?: string; to?: string } = {},
    who = house.asSupervisor('2504'),
  ) => await house.ask(who, 'arrival-figures', { ...day, ...over })

  beforeAll(async () => {
    house = await openHouse()
    const slot = await openSlot(house, { day: '2023-01-11', time: '10:00', places: 60 })
    const seated: SeatedGroup[] = []
    for (let n = 1; n <= 13; n++) seated.push(await seatGroup(house, { n, slot, size: 1 }))
    const officer = house.asOfficer('2504')
    house.setNow(cameAt)
    const here = seated.slice(0, 11)
    for (const { group, appointment, members } of here) {
      const coming = { group, appointment, port: '2504' as const, present: [...members] }
      granted(await house.perform(officer, 'check-in', coming))
    }
    for (const [index, { group, appointment, members }] of here.entries()) {
      house.setNow(cameAt + minutesMs(index + 1))
      const about = { group, appointment, member: members[0] ?? '' }
      const known = { ...about, verdict: 'same' as const, ground: 'document' as const }
      granted(await house.perform(officer, 'confirm-identity', known))
      house.setNow(cameAt + minutesMs(2 * index + 2))
      const decided = { outcome: 'referred' as const, reason: 'second-interview' as const }
      granted(await house.perform(officer, 'determine', { ...about, ...decided }))
    }
    house.setNow(startsAt + minutesMs(121))
    granted(await house.perform(house.asClock(), 'mark-absent', { slot }))
  })
  afterAll(async () => await house.close())

  it('[Y21] tells minutes from the check-in to each step, and no count below ten', async () => {
    const { ports } = granted(await figures())
    expect(ports).toHaveLength(1)
    expect(ports[0]).toMatchObject({
      port: '2504',
      groups: 11,
      people: 11,
      absent: 'fewer-than-10',
      steps: [
        { step: 'photo', count: 0, median: null, ninth: null },
        { step: 'identity', count: 11, median: 6, ninth: 10 },
        { step: 'determination', count: 11, median: 12, ninth: 20 },
      ],
      waits: [{ hour: 10, count: 11, median: 12, ninth: 20 }],
    })
    expect(ports[0]?.bands.every((band) => band.count === 0)).toBe(true)
  })

  it('[Y22] tells no-shows by days of notice, without those who came without an appointment', async () => {
    const { notice } = granted(await figures()).ports[0] ?? { notice: [] }
    expect(notice.find((line) => line.days === 1)).toEqual({
      ...{ days: 1, groups: 13, absent: 'fewer-than-10' },
    })
    expect(notice.filter((line) => line.groups !== 0)).toHaveLength(1)
  })

  it('[Y20] tells supervisors of their own ports and planners of all', async () => {
    const all = granted(await figures({}, house.asPlanner()))
    expect(all.ports.map((one) => one.port)).toContain('2503')
    expect(all.ports).toHaveLength(8)
    expect(granted(await figures({}, house.asSupervisor('2503'))).ports).toMatchObject([
      { port: '2503', groups: 0, people: 0, absent: 0, waits: [] },
    ])
  })

  it('[Y20] refuses days that do not exist, backwards, or too many', async () => {
    expect(namesOf(await figures({ to: '2023-02-30' }))).toEqual(['day-impossible'])
    expect(namesOf(await figures({ to: '2023-01-10' }))).toEqual(['days-reversed'])
    expect(namesOf(await figures({ to: '2023-04-13' }))).toEqual(['days-too-many'])
  })
})

import { randomUUID } from 'node:crypto'
import { hoursMs } from '@garita/domain/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, deskDay, openDesk } from '../../../test/at-desk.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import type { SeatedGroup } from '../../../test/seated-group.ts'
import { openCountersign } from '../../sealed.ts'
import { getKeyId } from '../../store/groups.ts'

const not = { outcome: 'not-excepted', reason: 'criterion-not-shown' } as const
const returned = { verdict: 'returned', words: 'Falta el documento bermellón' } as const

describe('countersign', () => {
  let house: House
  let desk: Desk
  beforeAll(async () => {
    house = await openHouse()
    desk = await openDesk(house, 600)
  })
  afterAll(async () => await house.close())

  const first = ({ members }: SeatedGroup) => members[0] ?? ''

  async function awaited(): Promise<SeatedGroup & { determination: string }> {
    const seated = await desk.receive(1)
    return { ...seated, ...granted(await desk.determine(seated, first(seated), not)) }
  }

  it('[X8] confirmed it counts, and the appointment is done', async () => {
    const seated = await awaited()
    house.setNow(deskDay + 90_000)
    const value = granted(await desk.countersign(seated, seated.determination))
    expect(value).toEqual({ determination: seated.determination, verdict: 'confirmed' })
    expect(await desk.determinationOf(seated.determination)).toMatchObject({
      ...{ countersign: 'confirmed', countersignedBy: 'supervisor-1' },
      ...{ countersignedAt: deskDay + 90_000, sealedAnswer: null },
    })
    expect(await desk.stateOf(seated)).toBe('done')
    expect(await desk.factsOf('countersign', seated)).toMatchObject({
      ...{ port: '2504', seconds: 90, determination: seated.determination, verdict: 'confirmed' },
    })
    house.setNow(deskDay)
  })

  it('[X8] returned, with words that are sealed, the person is decided on anew', async () => {
    const seated = await awaited()
    granted(await desk.countersign(seated, seated.determination, returned))
    expect(await desk.stateOf(seated)).toBe('arrived')
    const row = await desk.determinationOf(seated.determination)
    expect(row.countersign).toBe('returned')
    expect(row.sealedAnswer?.includes(Buffer.from('bermell'))).toBe(false)
    const key = await house.world.vault.keys.open(await getKeyId(house.db, seated.group))
    expect(openCountersign(key, row)).toBe(returned.words)
    // The officer who decides anew reads why.
    const { members } = granted(await house.ask(desk.officer, 'arrival', desk.named(seated)))
    expect(members[0]?.before).toMatchObject([{ returned: true, answer: returned.words }])
    expect(namesOf(await desk.amend(seated, first(seated)))).toEqual(['member-not-determined'])
    const referred = { outcome: 'referred', reason: 'second-interview' } as const
    granted(await desk.determine(seated, first(seated), referred))
    expect(await desk.stateOf(seated)).toBe('done')
  })

  it('[X8] is refused of one’s own, twice, without words, and of what is not there', async () => {
    const own = await desk.receive(1)
    const mine = granted(await desk.determine(own, first(own), not, desk.supervisor))
    expect(namesOf(await desk.countersign(own, mine.determination))).toEqual(['determination-own'])
    const other = { ...desk.supervisor, account: 'supervisor-2' }
    granted(await desk.countersign(own, mine.determination, {}, other))
    const seated = await awaited()
    expect(
      namesOf(await desk.countersign(seated, seated.determination, { verdict: 'returned' })),
    ).toEqual(['note-missing'])
    granted(await desk.countersign(seated, seated.determination))
    expect(namesOf(await desk.countersign(seated, seated.determination))).toEqual([
      'determination-settled',
    ])
    for (const id of [randomUUID(), mine.determination])
      expect(namesOf(await desk.countersign(seated, id))).toEqual(['determination-unknown'])
    const foreign = { appointment: randomUUID() }
    expect(namesOf(await desk.countersign(seated, seated.determination, foreign))).toEqual([
      'appointment-unknown',
    ])
    const nobody = { group: randomUUID() }
    expect(namesOf(await desk.countersign(seated, seated.determination, nobody))).toEqual([
      'group-unknown',
    ])
  })

  it('[X8] what still awaits it the next day can be countersigned then, at its own port', async () => {
    const seated = await awaited()
    house.setNow(deskDay + hoursMs(24))
    const elsewhere = house.asSupervisor('2503')
    const refused = await desk.countersign(seated, seated.determination, {}, elsewhere)
    expect(namesOf(refused)).toEqual(['group-unknown'])
    granted(await desk.countersign(seated, seated.determination))
    expect(await desk.stateOf(seated)).toBe('done')
    // With it the group is out of reach again.
    expect(namesOf(await desk.countersign(seated, seated.determination))).toEqual(['group-unknown'])
    house.setNow(deskDay)
  })
})

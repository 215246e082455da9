import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, deskDay, openDesk } from '../../../test/at-desk.ts'
import { openSlot } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import type { SeatedGroup } from '../../../test/seated-group.ts'
import { findDeterminations } from '../../store/determinations.ts'

const not = { outcome: 'not-excepted', reason: 'public-safety' } as const

describe('amend-determination', () => {
  let house: House
  let desk: Desk
  beforeAll(async () => {
    house = await openHouse()
    desk = await openDesk(house, 500)
  })
  afterAll(async () => await house.close())

  const first = ({ members }: SeatedGroup) => members[0] ?? ''

  /** A group of one, excepted and done. */
  async function decided(): Promise<SeatedGroup & { determination: string }> {
    const seated = await desk.receive(1)
    granted(await desk.confirm(seated, first(seated)))
    return { ...seated, ...granted(await desk.determine(seated, first(seated))) }
  }

  it('[X9] keeps what stood before, which says what took its place', async () => {
    const seated = await decided()
    house.setNow(deskDay + 300_000)
    const value = granted(await desk.amend(seated, first(seated)))
    expect(value).toMatchObject({ member: first(seated), outcome: 'referred', counts: true })
    expect(await desk.determinationOf(seated.determination)).toMatchObject({
      ...{ outcome: 'excepted', determinedAt: deskDay, replacedBy: value.determination },
    })
    const standing = (await findDeterminations(house.db, seated.appointment)).get(first(seated))
    expect(standing).toMatchObject({ id: value.determination, outcome: 'referred' })
    const { members } = granted(await house.ask(desk.officer, 'arrival', desk.named(seated)))
    expect(members[0]?.before).toMatchObject([{ outcome: 'excepted', returned: false }])
    expect(await desk.stateOf(seated)).toBe('done')
    expect(await desk.factsOf('amend-determination', seated)).toMatchObject({
      ...{ port: '2504', seconds: 300, outcome: 'referred', before: 'excepted' },
    })
    house.setNow(deskDay)
  })

  it('[X9] to not-excepted awaits a supervisor, and the appointment is open until then', async () => {
    const seated = await decided()
    const value = granted(await desk.amend(seated, first(seated), not))
    expect(value.counts).toBe(false)
    expect(await desk.stateOf(seated)).toBe('arrived')
    // Amended while it is awaited, it counts, and a supervisor has nothing left to say.
    granted(await desk.amend(seated, first(seated)))
    expect(await desk.stateOf(seated)).toBe('done')
    expect(namesOf(await desk.countersign(seated, value.determination))).toEqual([
      'determination-settled',
    ])
  })

  it('[B1] an appointment that was done stays done where the group has another by now', async () => {
    const seated = await decided()
    const later = await openSlot(house, { day: '2023-01-13', time: '10:00', places: 40 })
    const pick = { group: seated.group, port: '2504' as const, slot: later }
    granted(await house.perform(seated.who, 'pick-slot', pick))
    const { determination } = granted(await desk.amend(seated, first(seated), not))
    expect(await desk.stateOf(seated)).toBe('done')
    granted(await desk.countersign(seated, determination))
    expect(await desk.stateOf(seated)).toBe('done')
  })

  it('[X9] is of who was decided on, says why, and is held to the same as a first decision', async () => {
    const undecided = await desk.receive(2, 1)
    for (const member of undecided.members)
      expect(namesOf(await desk.amend(undecided, member))).toEqual(['member-not-determined'])
    const seated = await decided()
    const said = async (over: object) => namesOf(await desk.amend(seated, first(seated), over))
    expect(await said({ member: randomUUID() })).toEqual(['member-unknown'])
    expect(await said({ note: ' ' })).toEqual(['note-missing'])
    expect(await said({ reason: 'public-safety' })).toEqual(['reason-unfit'])
    expect(await said({ seen: ['over-70'] })).toEqual(['criterion-unknown'])
    expect(await said({ appointment: randomUUID() })).toEqual(['appointment-unknown'])
    expect(await said({ group: randomUUID() })).toEqual(['group-unknown'])
  })

  it('[X6] excepts nobody of whom no officer said who they are', async () => {
    const seated = await desk.receive(1)
    const referred = { outcome: 'referred', reason: 'identity-unsure' } as const
    granted(await desk.determine(seated, first(seated), referred))
    const excepted = { outcome: 'excepted', reason: 'humanitarian-need' } as const
    expect(namesOf(await desk.amend(seated, first(seated), excepted))).toEqual(['identity-missing'])
    granted(await desk.confirm(seated, first(seated), { verdict: 'not-same' }))
    expect(namesOf(await desk.amend(seated, first(seated), excepted))).toEqual([
      'identity-not-same',
      'group-held',
    ])
  })

  it('[R9] excepts nobody of a held group, whatever an officer says of them next', async () => {
    const seated = await desk.receive(1)
    const referred = { outcome: 'referred', reason: 'identity-unsure' } as const
    granted(await desk.determine(seated, first(seated), referred))
    granted(await desk.confirm(seated, first(seated), { verdict: 'not-same' }))
    granted(await desk.confirm(seated, first(seated)))
    const excepted = { outcome: 'excepted', reason: 'humanitarian-need' } as const
    expect(namesOf(await desk.amend(seated, first(seated), excepted))).toEqual(['group-held'])
    granted(await desk.amend(seated, first(seated), not))
  })
})

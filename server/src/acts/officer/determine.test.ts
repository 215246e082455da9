import { randomUUID } from 'node:crypto'
import { minutesMs } from '@garita/domain/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, deskDay, openDesk } from '../../../test/at-desk.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import type { SeatedGroup } from '../../../test/seated-group.ts'
import { openCriteria, openNote } from '../../sealed.ts'
import { getKeyId } from '../../store/groups.ts'

describe('determine', () => {
  let house: House
  let desk: Desk
  beforeAll(async () => {
    house = await openHouse()
    desk = await openDesk(house, 400)
  })
  afterAll(async () => await house.close())

  const first = ({ members }: SeatedGroup) => members[0] ?? ''
  const referred = { outcome: 'referred', reason: 'medical-care' } as const
  const keyOf = async ({ group }: SeatedGroup) =>
    await house.world.vault.keys.open(await getKeyId(house.db, group))

  /** A group of whom the first was taken for who registered. */
  async function known(size = 2, here = size): Promise<SeatedGroup> {
    const seated = await desk.receive(size, here)
    granted(await desk.confirm(seated, first(seated)))
    return seated
  }

  it('[X4] decides on one; when nobody who came is left the appointment is done', async () => {
    const seated = await known()
    const value = granted(await desk.determine(seated, first(seated)))
    expect(value).toMatchObject({ member: first(seated), outcome: 'excepted', counts: true })
    expect(await desk.stateOf(seated)).toBe('arrived')
    granted(await desk.determine(seated, seated.members[1] ?? '', referred))
    expect(await desk.stateOf(seated)).toBe('done')
  })

  it('[X7] keeps what was attested and seen, sealed with the note: no table holds the words', async () => {
    const seated = await known()
    const note = 'palabras de la oficial'
    const attested = granted(
      await house.ask(desk.officer, 'arrival', desk.named(seated)),
    ).members.find(({ member }) => member === first(seated))?.criteria
    const seen = attested?.slice(0, 1) ?? []
    house.setNow(deskDay + 61_000)
    const { determination } = granted(await desk.determine(seated, first(seated), { note, seen }))
    const row = await desk.determinationOf(determination)
    expect(row).toMatchObject({
      ...{ outcome: 'excepted', byAccount: 'officer-1', determinedAt: deskDay + 61_000 },
      ...{ countersign: 'not-needed', replacedBy: null },
    })
    const key = await keyOf(seated)
    expect(openNote(key, row)).toBe(note)
    expect(seen).toHaveLength(1)
    expect(openCriteria(key, row)).toEqual({ attested, seen })
    expect(row.sealedNote?.includes(Buffer.from('palabras'))).toBe(false)
    expect(row.sealedCriteria?.includes(Buffer.from(seen[0] ?? ''))).toBe(false)
    const facts = await desk.factsOf('determine', seated)
    expect(facts).toMatchObject({ port: '2504', seconds: 61, outcome: 'excepted' })
    expect(JSON.stringify(facts)).not.toContain(seen[0])
    house.setNow(deskDay)
  })

  it('[X7] refuses a criterion that was not attested', async () => {
    const seated = await known()
    expect(namesOf(await desk.determine(seated, first(seated), { seen: ['over-70'] }))).toEqual([
      'criterion-unknown',
    ])
  })

  it('[X6] excepts nobody of whom no officer said who they are, or who is somebody else', async () => {
    const seated = await desk.receive()
    expect(namesOf(await desk.determine(seated, first(seated)))).toEqual(['identity-missing'])
    granted(await desk.confirm(seated, first(seated), { verdict: 'not-same' }))
    expect(namesOf(await desk.determine(seated, first(seated)))).toEqual([
      'identity-not-same',
      'group-held',
    ])
    await house.db.updateTable('questions').set({ holds: false }).execute()
    expect(namesOf(await desk.determine(seated, first(seated)))).toEqual(['identity-not-same'])
    granted(await desk.confirm(seated, first(seated)))
    granted(await desk.determine(seated, first(seated)))
  })

  it('[X8] a not-excepted awaits a supervisor: it does not count, and nobody decides over it', async () => {
    const seated = await desk.receive(1)
    const not = { outcome: 'not-excepted', reason: 'criterion-not-shown' } as const
    const value = granted(await desk.determine(seated, first(seated), not))
    expect(value.counts).toBe(false)
    expect(await desk.determinationOf(value.determination)).toMatchObject({
      countersign: 'awaited',
      countersignedBy: null,
    })
    expect(await desk.stateOf(seated)).toBe('arrived')
    expect(namesOf(await desk.determine(seated, first(seated), referred))).toEqual([
      'member-determined',
    ])
  })

  it('[X1] once, and only who came', async () => {
    const seated = await known(3, 2)
    expect(namesOf(await desk.determine(seated, seated.members[2] ?? '', referred))).toEqual([
      'member-not-arrived',
    ])
    expect(namesOf(await desk.determine(seated, randomUUID(), referred))).toEqual([
      'member-unknown',
    ])
    granted(await desk.determine(seated, first(seated)))
    expect(namesOf(await desk.determine(seated, first(seated)))).toEqual(['member-determined'])
  })

  it('[X1] not at an appointment that was cancelled meanwhile', async () => {
    const seated = await known()
    await house.db
      .updateTable('appointments')
      .set({ state: 'cancelled' })
      .where('id', '=', seated.appointment)
      .execute()
    expect(namesOf(await desk.determine(seated, first(seated)))).toEqual([
      'appointment-not-arrived',
    ])
  })

  it('[X2] a reason of that outcome, and [X3] `other` says what it is', async () => {
    const seated = await known()
    const said = async (over: object) => namesOf(await desk.determine(seated, first(seated), over))
    expect(await said({ reason: 'medical-care' })).toEqual(['reason-unfit'])
    expect(await said({ reason: 'other' })).toEqual(['note-missing'])
    expect(await said({ reason: 'other', note: 'x' })).toEqual([])
  })

  it('[R17] done without a network it is of then', async () => {
    const seated = await known()
    house.setNow(deskDay + minutesMs(30))
    const doneAt = deskDay + minutesMs(4)
    const tomorrow = await desk.determine(seated, first(seated), { doneAt: deskDay + 864e5 })
    expect(namesOf(tomorrow)).toEqual(['done-at-unlikely'])
    const { determination } = granted(await desk.determine(seated, first(seated), { doneAt }))
    expect((await desk.determinationOf(determination)).determinedAt).toBe(doneAt)
    expect(await desk.factsOf('determine', seated)).toMatchObject({ seconds: 240 })
    house.setNow(deskDay)
  })

  it('refuses what is not this group’s or not this officer’s', async () => {
    const seated = await known()
    const foreign = await desk.determine(seated, first(seated), { appointment: randomUUID() })
    expect(namesOf(foreign)).toEqual(['appointment-unknown'])
    const elsewhere = await desk.determine(seated, first(seated), {}, house.asOfficer('2503'))
    expect(namesOf(elsewhere)).toEqual(['group-unknown'])
  })
})

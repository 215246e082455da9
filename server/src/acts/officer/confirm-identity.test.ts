import { randomUUID } from 'node:crypto'
import { minutesMs } from '@garita/domain/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, deskDay, openDesk } from '../../../test/at-desk.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import type { SeatedGroup } from '../../../test/seated-group.ts'
import { openGround } from '../../sealed.ts'
import { getKeyId } from '../../store/groups.ts'
import { findIdentities } from '../../store/identities.ts'
import { findQuestions, isHeld } from '../../store/questions.ts'

describe('confirm-identity', () => {
  let house: House
  let desk: Desk
  beforeAll(async () => {
    house = await openHouse()
    desk = await openDesk(house, 300)
  })
  afterAll(async () => await house.close())

  const first = ({ members }: SeatedGroup) => members[0] ?? ''

  it('[X6] keeps who said what by which ground, when, and what the desk was shown; words sealed', async () => {
    const seated = await desk.receive()
    const words = 'la conozco desde ayer, palabra turquesa'
    const shown = { band: 'unsure' as const, score: 0.61 }
    house.setNow(deskDay + 42_400)
    const input = { ground: 'known' as const, words, shown }
    const value = granted(await desk.confirm(seated, first(seated), input))
    expect(value).toEqual({ identity: expect.any(String), member: first(seated), verdict: 'same' })
    const row = (await findIdentities(house.db, seated.appointment)).get(first(seated))
    expect(row).toMatchObject({
      ...{ id: value.identity, verdict: 'same', ground: 'known', byAccount: 'officer-1' },
      ...{ shownBand: 'unsure', confirmedAt: deskDay + 42_400 },
    })
    expect(row?.shownScore).toBeCloseTo(0.61)
    expect(row?.sealedWords?.includes(Buffer.from('turquesa'))).toBe(false)
    const key = await house.world.vault.keys.open(await getKeyId(house.db, seated.group))
    expect(row && openGround(key, row)).toBe(words)
    const facts = { port: '2504', seconds: 42, verdict: 'same', ground: 'known' }
    expect(await desk.factsOf('confirm-identity', seated)).toMatchObject(facts)
    house.setNow(deskDay)
  })

  it('[X6] the latest counts, of two at one instant the one entered later; earlier ones stay', async () => {
    const seated = await desk.receive()
    for (const verdict of ['cannot-tell', 'same', 'cannot-tell'] as const)
      granted(await desk.confirm(seated, first(seated), { verdict }))
    const latest = (await findIdentities(house.db, seated.appointment)).get(first(seated))
    expect(latest?.verdict).toBe('cannot-tell')
    const rows = await house.db
      .selectFrom('identities')
      .select('verdict')
      .where('appointmentId', '=', seated.appointment)
      .execute()
    expect(rows).toHaveLength(3)
  })

  it('[R9] not the same is one question to a supervisor, and holds the group', async () => {
    const seated = await desk.receive()
    granted(await desk.confirm(seated, first(seated)))
    expect(await isHeld(house.db, seated.appointment)).toBe(false)
    for (const _ of [1, 2])
      granted(await desk.confirm(seated, first(seated), { verdict: 'not-same' }))
    const open = (await findQuestions(house.db, seated.appointment)).filter(
      ({ settledAt }) => settledAt === null,
    )
    expect(open).toMatchObject([
      {
        ...{ kind: 'not-same-person', holds: true, port: '2504', day: '2023-01-11' },
        ...{ memberId: first(seated), raisedBy: 'officer-1', raisedAt: deskDay },
      },
    ])
    const decision = await desk.determine(seated, first(seated), {
      ...{ outcome: 'referred', reason: 'identity-unsure' },
    })
    expect(namesOf(decision)).toEqual(['group-held'])
  })

  it('[X6] by the photo needs a photo taken, by something else words', async () => {
    const seated = await desk.receive()
    const said = async (ground: 'photo' | 'other', words?: string) =>
      namesOf(await desk.confirm(seated, first(seated), { ground, ...(words ? { words } : {}) }))
    expect(await said('photo')).toEqual(['photo-missing'])
    expect(await said('other')).toEqual(['note-missing'])
    expect(await said('other', 'su voz')).toEqual([])
    await desk.takePhoto(seated, first(seated))
    expect(await said('photo')).toEqual([])
  })

  it('[R17] done without a network it is of then; nobody says it of another day', async () => {
    const seated = await desk.receive()
    house.setNow(deskDay + minutesMs(40))
    const doneAt = deskDay + minutesMs(3)
    granted(await desk.confirm(seated, first(seated), { doneAt }))
    const row = (await findIdentities(house.db, seated.appointment)).get(first(seated))
    expect(row?.confirmedAt).toBe(doneAt)
    expect(await desk.factsOf('confirm-identity', seated)).toMatchObject({ seconds: 180 })
    const yesterday = await desk.confirm(seated, first(seated), {
      doneAt: deskDay - minutesMs(1e3),
    })
    expect(namesOf(yesterday)).toEqual(['done-at-unlikely'])
    house.setNow(deskDay)
  })

  it('refuses who has not come, who is of another group, and what is not this officer’s', async () => {
    const seated = await desk.receive(2, 1)
    expect(namesOf(await desk.confirm(seated, seated.members[1] ?? ''))).toEqual([
      'member-not-arrived',
    ])
    expect(namesOf(await desk.confirm(seated, randomUUID()))).toEqual(['member-unknown'])
    const foreign = { appointment: randomUUID() }
    expect(namesOf(await desk.confirm(seated, first(seated), foreign))).toEqual([
      'appointment-unknown',
    ])
    expect(namesOf(await desk.confirm(seated, first(seated), { group: randomUUID() }))).toEqual([
      'group-unknown',
    ])
  })
})

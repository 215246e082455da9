import { randomUUID } from 'node:crypto'
import type { InputOf } from '@garita/contract'
import { defaultBands } from '@garita/domain/comparison'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSlot } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { putPhoto, type SeatedGroup, seatGroup } from '../../../test/seated-group.ts'
import type { Compared } from '../../faces/engine.ts'

// What the three acts at the desk after check-in share: a group of today, one of whom is here.
const day = Date.UTC(2023, 0, 11, 18)
const officer = 'officer-1'

describe('at the desk', () => {
  let house: House
  let slot: string
  let n = 100
  let here: SeatedGroup
  let present = ''
  let expected = ''
  const seen: Buffer[][] = []

  beforeAll(async () => {
    // The engine is outside; here it is one that says what it was shown.
    const compared: Compared = {
      band: 'same',
      score: 0.81,
      flags: ['too-dark'],
      model: { id: 'model-of-the-test', hash: 'a1b2' },
      bandsVersion: 'bands-of-the-test',
      ms: 12.4,
    }
    const faces = {
      describe: async () => ({ ok: false, reason: 'no-face', advice: [], ms: 0 }) as const,
      compare: async (first: Uint8Array, second: Uint8Array) => {
        seen.push([Buffer.from(first), Buffer.from(second)])
        return compared
      },
      start: async () => undefined,
      close: async () => undefined,
      state: 'ready' as const,
      pid: undefined,
      pids: [],
      bands: defaultBands,
    }
    house = await openHouse({ faces })
    slot = await openSlot(house, { day: '2023-01-11', time: '10:00', places: 100 })
  })
  afterAll(async () => await house.close())

  async function seat(): Promise<void> {
    house.setNow(Date.UTC(2023, 0, 10, 18))
    n += 1
    here = await seatGroup(house, { n, slot })
    present = here.members[0] ?? ''
    expected = here.members[1] ?? ''
  }

  async function arrive(): Promise<void> {
    house.setNow(day)
    const { group, appointment } = here
    const input = { group, appointment, port: '2504' as const, present: [present] }
    granted(await house.perform(house.asOfficer('2504'), 'check-in', input))
  }

  beforeEach(async () => {
    await seat()
    await arrive()
  })

  const named = () => ({ group: here.group, appointment: here.appointment })
  const desk = () => house.asOfficer('2504')

  describe('take-photo', () => {
    const take = async (over: Partial<InputOf<'take-photo'>> = {}) => {
      const photo = over.photo ?? (await putPhoto(house, officer, here.group, Buffer.from('taken')))
      const input = { ...named(), member: present, ...over, photo }
      return { photo, decision: await house.perform(desk(), 'take-photo', input) }
    }

    it('names the photo taken; a second one takes its place', async () => {
      await take()
      const { photo, decision } = await take()
      const { appointment } = here
      expect(granted(decision)).toEqual({ appointment, member: present, photo: photo.id })
      const rows = await house.db
        .selectFrom('presences')
        .selectAll()
        .where('appointmentId', '=', appointment)
        .execute()
      expect(rows).toMatchObject([{ memberId: present, photoId: photo.id, photoAt: day }])
    })

    it('refuses who is not of the group, or has not come', async () => {
      expect(namesOf((await take({ member: randomUUID() })).decision)).toEqual(['member-unknown'])
      expect(namesOf((await take({ member: expected })).decision)).toEqual(['member-not-arrived'])
    })

    it('refuses a photo of nobody, of another account, incomplete or damaged', async () => {
      const { group } = here
      const sha256 = '0'.repeat(64)
      const nowhere = await take({ photo: { id: randomUUID(), sha256 } })
      expect(namesOf(nowhere.decision)).toEqual(['photo-unknown'])
      const theirs = await putPhoto(house, here.who.account, group, Buffer.from('sent'))
      expect(namesOf((await take({ photo: theirs })).decision)).toEqual(['photo-unknown'])
      const half = await putPhoto(house, officer, group, Buffer.from('half'), false)
      expect(namesOf((await take({ photo: half })).decision)).toEqual(['photo-incomplete'])
      const whole = await putPhoto(house, officer, group, Buffer.from('whole'))
      const damaged = await take({ photo: { ...whole, sha256 } })
      expect(namesOf(damaged.decision)).toEqual(['photo-damaged'])
    })

    it('refuses an appointment that is not the group’s, and a group that is not of today', async () => {
      const foreign = await take({ appointment: randomUUID() })
      expect(namesOf(foreign.decision)).toEqual(['appointment-unknown'])
      house.setNow(day + 86_400_000)
      expect(namesOf((await take()).decision)).toEqual(['group-unknown'])
    })
  })

  describe('compare', () => {
    const compare = async (over: Partial<InputOf<'compare'>> = {}) =>
      await house.perform(desk(), 'compare', { ...named(), member: present, ...over })

    async function takePhoto(bytes: string): Promise<string> {
      const photo = await putPhoto(house, officer, here.group, Buffer.from(bytes))
      const input = { ...named(), member: present, photo }
      granted(await house.perform(desk(), 'take-photo', input))
      return photo.id
    }

    /** Another group, which has sent its photo before it came. */
    async function sendOwn(bytes: string): Promise<string> {
      await seat()
      const { group, who } = here
      const photo = await putPhoto(house, who.account, group, Buffer.from(bytes))
      granted(await house.perform(who, 'add-photo', { group, member: present, photo }))
      await arrive()
      return photo.id
    }

    it('shows the engine both photos and keeps what it said, with model, bands and time', async () => {
      const sentPhoto = await sendOwn('sent bytes')
      const takenPhoto = await takePhoto('taken bytes')
      const value = granted(await compare())
      expect(value).toEqual({
        comparison: expect.any(String),
        member: present,
        band: 'same',
        score: 0.81,
        reason: null,
        flags: ['too-dark'],
      })
      expect(seen.at(-1)?.map(String)).toEqual(['sent bytes', 'taken bytes'])
      const row = await house.db
        .selectFrom('comparisons')
        .selectAll()
        .where('id', '=', value.comparison)
        .executeTakeFirstOrThrow()
      expect(row).toMatchObject({
        sentPhoto,
        takenPhoto,
        modelId: 'model-of-the-test',
        modelHash: 'a1b2',
        bandsVersion: 'bands-of-the-test',
        tookMs: 12,
        comparedAt: day,
      })
    })

    it('[I2] asked again under the same key it answers as before, and no engine looks again', async () => {
      await sendOwn('sent bytes')
      await takePhoto('taken bytes')
      const key = randomUUID()
      const input = { ...named(), member: present }
      const first = granted(await house.perform(desk(), 'compare', input, key))
      const looked = seen.length
      expect(granted(await house.perform(desk(), 'compare', input, key))).toEqual(first)
      expect(seen).toHaveLength(looked)
      const other = { ...input, member: expected }
      expect(namesOf(await house.perform(desk(), 'compare', other, key))).toEqual(['key-reused'])
      expect(seen).toHaveLength(looked)
    })

    it('[K4] what was said of a photo that was taken before says nothing of the one shown now', async () => {
      const shown = async () =>
        granted(await house.ask(desk(), 'arrival', named())).members.find(
          (one) => one.member === present,
        )?.comparison
      await sendOwn('sent bytes')
      await takePhoto('taken bytes')
      granted(await compare())
      expect(await shown()).toMatchObject({ band: 'same' })
      await takePhoto('somebody else')
      expect(await shown()).toBeNull()
      granted(await compare())
      expect(await shown()).toMatchObject({ band: 'same' })
    })

    it('[K2] without a sent photo it cannot compare, says why, and asks no engine', async () => {
      await takePhoto('taken')
      const before = seen.length
      expect(granted(await compare())).toMatchObject({
        band: 'cannot-compare',
        score: null,
        reason: 'no-sent-photo',
      })
      expect(seen.length).toBe(before)
    })

    it('[K2] bytes that do not open any more stop nobody', async () => {
      const sent = await sendOwn('sent')
      await takePhoto('taken')
      await house.db
        .updateTable('photoParts')
        .set({ sealed: Buffer.from('broken') })
        .where('photoId', '=', sent)
        .execute()
      const value = granted(await compare())
      expect(value).toMatchObject({ band: 'cannot-compare', reason: 'unreadable' })
    })

    it('[K4] refuses without a taken photo, for who has not come, and for who is not of the group', async () => {
      expect(namesOf(await compare())).toEqual(['photo-missing'])
      expect(namesOf(await compare({ member: expected }))).toEqual(['member-not-arrived'])
      expect(namesOf(await compare({ member: randomUUID() }))).toEqual(['member-unknown'])
      const foreign = await compare({ appointment: randomUUID() })
      expect(namesOf(foreign)).toEqual(['appointment-unknown'])
      expect(namesOf(await compare({ group: randomUUID() }))).toEqual(['group-unknown'])
    })
  })
})

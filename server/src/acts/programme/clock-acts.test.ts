import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSlot } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { putPhoto, seatGroup } from '../../../test/seated-group.ts'
import { at } from '../../database/open.ts'
import { verifySeals } from '../../verify-seals.ts'

const hour = 3_600_000

describe('the clock’s acts', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(async () => await house.close())

  const begin = Date.UTC(2023, 0, 10, 18)

  describe('mark-absent', () => {
    const mark = async (slot: string) =>
      await house.perform(house.asClock(), 'mark-absent', { slot })

    it('[R6] marks who did not come once the grace is over, and frees nothing', async () => {
      const slot = await openSlot(house, { day: '2023-01-10', time: '12:00', places: 40 })
      const missed = await seatGroup(house, { n: 1, slot })
      const came = await seatGroup(house, { n: 2, slot })
      const startsAt = Date.UTC(2023, 0, 10, 20)
      house.setNow(startsAt)
      const { group, appointment, members } = came
      const present = { group, appointment, port: '2504' as const, present: [...members] }
      granted(await house.perform(house.asOfficer('2504'), 'check-in', present))
      house.setNow(startsAt + 2 * hour - 1)
      expect(namesOf(await mark(slot))).toEqual(['grace-running'])
      house.setNow(startsAt + 2 * hour)
      expect(granted(await mark(slot))).toEqual({ slot, absent: 1 })
      expect(granted(await mark(slot))).toEqual({ slot, absent: 0 })
      const told = await house.db
        .selectFrom('notices')
        .select(['groupId', 'facts'])
        .where('kind', '=', 'marked-absent')
        .execute()
      expect(told).toEqual([{ groupId: missed.group, facts: { appointment: missed.appointment } }])
      const rows = await house.db
        .selectFrom('appointments')
        .select(['id', 'state'])
        .where('slotId', '=', slot)
        .execute()
      expect(new Map(rows.map((row) => [row.id, row.state]))).toEqual(
        new Map([
          [missed.appointment, 'absent'],
          [came.appointment, 'arrived'],
        ]),
      )
      const { taken } = await house.db
        .selectFrom('slots')
        .select('taken')
        .where('id', '=', slot)
        .executeTakeFirstOrThrow()
      expect(taken).toBe(4)
      house.setNow(begin)
    })

    it('[U1] leaves a group in trouble to a supervisor', async () => {
      house.setNow(begin)
      const slot = await openSlot(house, { day: '2023-01-10', time: '13:00', places: 40 })
      const { who, group, appointment } = await seatGroup(house, { n: 4, slot })
      const trouble = { group, appointment, kind: 'late' as const }
      const { trouble: id } = granted(await house.perform(who, 'report-trouble', trouble))
      house.setNow(Date.UTC(2023, 0, 10, 23))
      expect(granted(await mark(slot))).toEqual({ slot, absent: 0 })
      const officer = house.asSupervisor('2504')
      granted(await house.perform(officer, 'settle-trouble', { trouble: id, answer: 'noted' }))
      expect(granted(await mark(slot))).toEqual({ slot, absent: 1 })
      house.setNow(begin)
    })

    it('refuses a slot that is not there', async () => {
      expect(namesOf(await mark('2504-2023-01-10-0300'))).toEqual(['slot-unknown'])
    })
  })

  describe('seal-records', () => {
    const seal = async () => await house.perform(house.asClock(), 'seal-records', {})

    it('[Z1] seals what there is in a chain, each record once', async () => {
      const first = granted(await seal())
      const second = granted(await seal())
      expect(first.seal).toBe(1)
      // The record of the first sealing is all that came since.
      expect(second).toEqual({ seal: 2, records: 1 })
      const { count } = await house.db
        .selectFrom('records')
        .select((of) => of.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      expect(first.records + second.records).toBe(count - 1)
      expect(await verifySeals(house.db)).toMatchObject({ ok: true, seals: 2, unsealed: 1 })
    })

    it('[Z1] a record changed, taken away or put among sealed ones breaks the chain', async () => {
      granted(await seal())
      const [row] = await house.db
        .selectFrom('records')
        .selectAll()
        .orderBy('id')
        .limit(1)
        .execute()
      if (!row) throw new Error('there are records')
      const pool = house.world.database.pool
      const tamper = async (change: string, undo: string) => {
        await pool.query('alter table records disable trigger records_are_append_only')
        await pool.query(change)
        const found = await verifySeals(house.db)
        await pool.query(undo)
        await pool.query('alter table records enable trigger records_are_append_only')
        return found
      }
      const broken = { ok: false, seal: 1 }
      const changed = await tamper(
        `update records set actor = 'x' where id = ${row.id}`,
        `update records set actor = '${row.actor}' where id = ${row.id}`,
      )
      expect(changed).toMatchObject(broken)
      expect(await verifySeals(house.db)).toMatchObject({ ok: true })
      const added = await tamper(
        `insert into records (xid, at, actor_kind, actor, act, outcome, facts)
          values ('${row.xid}', now(), 'clock', 'clock', 'purge', 'allowed', '{}')`,
        `delete from records where act = 'purge' and xid = '${row.xid}'`,
      )
      expect(added).toMatchObject(broken)
      const taken = await tamper(
        `create table aside as select * from records where id = ${row.id};
         delete from records where id = ${row.id}`,
        `insert into records overriding system value select * from aside; drop table aside`,
      )
      expect(taken).toMatchObject(broken)
      expect(await verifySeals(house.db)).toMatchObject({ ok: true })
    })

    it('[Z1] a seal made anew breaks the one after it', async () => {
      const pool = house.world.database.pool
      await pool.query('alter table seals disable trigger seals_are_append_only')
      const { rows } = await pool.query('select root from seals where id = 2')
      await pool.query(`update seals set root = repeat('0', 64) where id = 2`)
      expect(await verifySeals(house.db)).toMatchObject({ ok: false, seal: 2 })
      await pool.query('update seals set root = $1 where id = 2', [rows[0]?.root])
      await pool.query('alter table seals enable trigger seals_are_append_only')
      expect(await verifySeals(house.db)).toMatchObject({ ok: true })
    })

    it('[Z3] refuses where there is nothing to seal', async () => {
      const empty = await openHouse()
      const decision = await empty.perform(empty.asClock(), 'seal-records', {})
      expect(namesOf(decision)).toEqual(['records-none'])
      await empty.close()
    })
  })

  describe('purge', () => {
    it('removes unnamed photos after a day, and what was counted and answered long ago', async () => {
      const slot = await openSlot(house, { day: '2023-01-20', time: '09:00', places: 40 })
      const { who, group, members } = await seatGroup(house, { n: 3, slot })
      const member = members[0] ?? ''
      const kept = await putPhoto(house, who.account, group, Buffer.from('named'))
      granted(await house.perform(who, 'add-photo', { group, member, photo: kept }))
      const left = await putPhoto(house, who.account, group, Buffer.from('left'))
      const birth = { year: 1990, approximate: false }
      const check = { code: '0000-0000-0000', birth }
      const key = randomUUID()
      granted(await house.perform(house.asPublic(), 'check-appointment', check, key))
      await house.db
        .insertInto('spentProofs')
        .values({ signature: 'spent', expiresAt: at(begin + hour) })
        .execute()
      const purge = async () => granted(await house.perform(house.asClock(), 'purge', {}))
      expect(await purge()).toEqual({ photos: 0, tries: 0 })
      house.setNow(begin + 49 * hour)
      expect(await purge()).toEqual({ photos: 1, tries: 2 })
      const photos = await house.db.selectFrom('photos').select('id').execute()
      expect(photos.map((photo) => photo.id)).toEqual([kept.id])
      const parts = await house.db.selectFrom('photoParts').select('photoId').execute()
      expect(parts.map((part) => part.photoId)).not.toContain(left.id)
      const keys = await house.db.selectFrom('keys').select('key').execute()
      const names = keys.map((row) => row.key)
      expect(names).not.toContain(key)
      expect(names.length).toBeGreaterThan(0)
      house.setNow(begin)
    })
  })
})

// Each constraint is attacked directly in SQL, once: it is the last defence when a rule has a bug.

import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attackOn } from './attack.ts'
import { openSlot, picked, readyFamily } from './families.ts'
import { type House, openHouse } from './house.ts'

let house: House
let group: string
let member: string
let appointment: string
let slot: string

beforeAll(async () => {
  house = await openHouse()
  const who = house.asApplicant(1)
  const ready = await readyFamily(house, who)
  group = ready.group
  member = ready.members[0] ?? ''
  slot = await openSlot(house)
  appointment = (await picked(house, who, group, slot)).appointment
})
afterAll(async () => {
  await house.close()
})

const attack = (statement: RawBuilder<unknown>) => attackOn(house, statement)

describe('the database refuses', () => {
  it('[S1] more places taken than there are, or fewer than none', async () => {
    expect(await attack(sql`update slots set taken = places + 1`)).toBe('slot_never_overfull')
    expect(await attack(sql`update slots set taken = -1`)).toBe('slot_never_overfull')
  })

  it('[S7] [S8] a slot too small for the largest group, or larger than any plan', async () => {
    expect(await attack(sql`update slots set places = 19`)).toBe('slot_holds_the_largest_group')
    expect(await attack(sql`update slots set places = 200001`)).toBe('slot_holds_the_largest_group')
  })

  it('[S13] the same slot twice, and a slot at no port or of no kind', async () => {
    const copy = sql`insert into slots (id, port, day, starts_at, kind, places, opened_at)
      select 'copy', port, day, starts_at, kind, places, opened_at from slots`
    expect(await attack(copy)).toBe('slot_stands_once')
    expect(await attack(sql`update slots set port = '9999'`)).toBe('slot_is_at_a_port')
    expect(await attack(sql`update slots set kind = 'other'`)).toBe('slot_has_a_kind')
  })

  it('[B1] a second live appointment of a group', async () => {
    const second = sql`insert into appointments
      (id, group_id, slot_id, size, code, state, made_at, changed_at)
      values (${randomUUID()}, ${group}, ${slot}, 1, 'OTHER', 'standing', now(), now())`
    expect(await attack(second)).toBe('one_live_appointment_a_group')
  })

  it('[C1] a code that is another appointment’s', async () => {
    const twice = sql`insert into appointments
      (id, group_id, slot_id, size, code, state, made_at, changed_at)
      select ${randomUUID()}, group_id, slot_id, size, code, 'cancelled', now(), now()
      from appointments`
    expect(await attack(twice)).toBe('code_is_of_one_appointment')
  })

  it('[G1] a group of nobody or of twenty-one', async () => {
    const nobody = sql`update groups set size = 0`
    expect(await attack(nobody)).toBe('group_has_one_to_twenty_members')
    expect(await attack(sql`update groups set size = 21`)).toBe('group_has_one_to_twenty_members')
    expect(await attack(sql`update appointments set size = 0`)).toBe('appointment_is_for_somebody')
  })

  it('states, verdicts, bands and outcomes that no rule knows', async () => {
    const states = sql`update appointments set state = 'lost'`
    expect(await attack(states)).toBe('appointment_state_is_known')
    expect(await attack(sql`update groups set verdict = 'near'`)).toBe('verdict_is_known')
    expect(await attack(sql`update members set photo = 'lost'`)).toBe('photo_state_is_known')
    expect(await attack(sql`update groups set language = 'xx'`)).toBe('group_reads_a_language')
    const band = sql`insert into comparisons (id, appointment_id, member_id, taken_photo, band,
      flags, bands_version, took_ms, compared_at)
      values (${randomUUID()}, ${appointment}, ${member}, ${randomUUID()}, 'identical', '{}', '1', 1, now())`
    expect(await attack(band)).toBe('band_is_known')
  })

  it('[X1] a second determination of a person that stands', async () => {
    const determine = (outcome: string) => sql`insert into determinations
      (id, appointment_id, member_id, outcome, reason, by_account, determined_at)
      values (${randomUUID()}, ${appointment}, ${member}, ${outcome}, 'other', 'officer-1', now())`
    expect(await attack(determine('unheard-of'))).toBe('outcome_is_known')
    await determine('referred').execute(house.db)
    expect(await attack(determine('excepted'))).toBe('one_determination_a_member')
  })

  it('[I3] changing, removing or emptying records and seals', async () => {
    expect(await attack(sql`update records set outcome = 'allowed'`)).toMatch(/append-only/)
    expect(await attack(sql`delete from records`)).toMatch(/append-only/)
    expect(await attack(sql`truncate records`)).toMatch(/append-only/)
    expect(await attack(sql`truncate seals`)).toMatch(/append-only/)
  })

  it('staff at ports without ports, and roles that nobody has', async () => {
    const add = (role: string) => sql`insert into staff (account_id, role, ports, added_at)
      values (${randomUUID()}, ${role}, '{}', now())`
    expect(await attack(add('officer'))).toBe('staff_at_ports_have_ports')
    expect(await attack(add('admiral'))).toBe('staff_has_a_role')
  })

  it('[I2] a key twice, a group key twice, a recovery code of two groups', async () => {
    const key = sql`insert into keys select * from keys limit 1`
    expect(await attack(key)).toBe('keys_pkey')
    const copy = sql`insert into groups (id, key_id, registered_at, language, size, sealed, recovery_mac)
      select ${randomUUID()}, key_id, registered_at, language, size, sealed, recovery_mac from groups`
    expect(await attack(copy)).toMatch(/group_has_its_own_key|recovery_code_is_of_one_group/)
  })

  it('[N1] [N2] two suspensions in force, and one by a single planner', async () => {
    const suspend = (proposed: string, approved: string) => sql`insert into suspensions
      (id, from_day, reason, proposed_by, proposed_at, approved_by, approved_at)
      values (${randomUUID()}, '2023-01-17', 'r', ${proposed}, now(), ${approved}, now())`
    expect(await attack(suspend('one', 'one'))).toBe('suspension_is_by_two_planners')
    expect(await attack(suspend('one', 'two'))).toBe('nothing held')
    expect(await attack(suspend('one', 'two'))).toBe('one_suspension_at_a_time')
  })

  it('[S21] a change of places of no kind, or one that is changed or taken away afterwards', async () => {
    const log = (kind: string) => sql`insert into place_changes
      (at, port, day, kind, places_before, places_after, reason)
      values (now(), '2504', '2023-01-17', ${kind}, 0, 20, 'r')`
    expect(await attack(log('other'))).toBe('change_of_places_is_known')
    expect(await attack(log('planned'))).toBe('nothing held')
    expect(await attack(sql`update place_changes set reason = 'x'`)).not.toBe('nothing held')
    expect(await attack(sql`delete from place_changes`)).not.toBe('nothing held')
  })
})

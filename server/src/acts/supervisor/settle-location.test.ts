import { randomUUID } from 'node:crypto'
import { daysMs, hoursMs } from '@garita/domain/time'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSlot, readyFamily } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import type { Who } from '../../act.ts'
import { openAnswer } from '../../sealed.ts'
import { getKeyId } from '../../store/groups.ts'

const start = Date.UTC(2023, 0, 10, 18)
const tapachula = { latitude: 14.9, longitude: -92.26, accuracyMeters: 20 }
const tijuana = { latitude: 32.5149, longitude: -117.0382, accuracyMeters: 20 }

let house: House
let n = 500
let who: Who
let group: string

beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => await house.close())
beforeEach(async () => {
  house.setNow(start)
  n += 1
  who = house.asApplicant(n)
  group = (await readyFamily(house, who)).group
})

const confirm = async (where: typeof tijuana) =>
  granted(await house.perform(who, 'confirm-location', { group, where }))
const appeal = async (of = group) =>
  await house.perform(who, 'appeal-location', { group: of, words: 'Estamos en Tijuana' })
const settle = async (id: string, verdict: 'in' | 'out', ports: string[], words?: string) =>
  await house.perform(house.asSupervisor(...ports), 'settle-location', {
    ...{ appeal: id, verdict },
    ...(words ? { words } : {}),
  })
const groupRow = async () =>
  await house.db.selectFrom('groups').selectAll().where('id', '=', group).executeTakeFirstOrThrow()
const appealRow = async (id: string) =>
  await house.db.selectFrom('appeals').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('appeal-location', () => {
  it('[L10] goes before a supervisor of the first port, with an answer time', async () => {
    expect(namesOf(await appeal())).toEqual(['location-fine'])
    expect(await confirm(tapachula)).toMatchObject({ verdict: 'out', state: 'CHP' })
    const made = granted(await appeal())
    expect(made.answerBy).toBe(start + hoursMs(12))
    const row = await appealRow(made.appeal)
    expect(row.sealedWords.includes(Buffer.from('Tijuana'))).toBe(false)
    // Of the ports Brownsville is the nearest to Chiapas.
    expect(row).toMatchObject({ port: '2301', state: 'open' })
    expect(namesOf(await appeal())).toEqual(['appeal-standing'])
  })

  it('[L10] refuses who never said where they are, and groups of others', async () => {
    const none = { verdict: null, verdictAt: null }
    await house.db.updateTable('groups').set(none).where('id', '=', group).execute()
    expect(namesOf(await appeal())).toEqual(['location-missing'])
    expect(namesOf(await appeal(randomUUID()))).toEqual(['group-unknown'])
  })
})

describe('settle-location', () => {
  const appealed = async () => {
    await confirm(tapachula)
    return granted(await appeal()).appeal
  }

  it('[L8] in stands for thirty days whatever the phone says, and the group goes on', async () => {
    const id = await appealed()
    const words = 'Vimos su registro del albergue'
    expect(granted(await settle(id, 'in', ['2301'], words))).toEqual({ appeal: id, verdict: 'in' })
    expect(await groupRow()).toMatchObject({
      ...{ verdict: 'in', verdictSettled: true, verdictAt: start },
    })
    const row = await appealRow(id)
    const key = await house.world.vault.keys.open(await getKeyId(house.db, group))
    expect(openAnswer(key, 'appeals', row)).toBe(words)
    expect(await confirm(tapachula)).toMatchObject({ verdict: 'in' })
    house.setNow(start + daysMs(29))
    const slot = await openSlot(house, { day: '2023-02-10' })
    const pick = { group, port: '2504' as const, slot }
    expect(namesOf(await house.perform(who, 'pick-slot', pick))).toEqual([])
    const notices = house.db.selectFrom('notices').select(['kind', 'facts'])
    expect(await notices.where('groupId', '=', group).execute()).toContainEqual({
      ...{ kind: 'location-settled', facts: { verdict: 'in' } },
    })
  })

  it('[L8] after thirty days it is asked again', async () => {
    granted(await settle(await appealed(), 'in', ['2301']))
    house.setNow(start + daysMs(30))
    const slot = await openSlot(house, { day: '2023-02-11', time: '14:00' })
    const pick = await house.perform(who, 'pick-slot', { group, port: '2504', slot })
    expect(namesOf(pick)).toEqual(['location-stale'])
  })

  it('[L12] out is a verdict like any other: who travels on confirms anew, or appeals again', async () => {
    granted(await settle(await appealed(), 'out', ['2301']))
    expect(await groupRow()).toMatchObject({ verdict: 'out', verdictSettled: true })
    expect((await appeal()).ok).toBe(true)
    expect(await confirm(tijuana)).toMatchObject({ verdict: 'in' })
    expect(await groupRow()).toMatchObject({ verdict: 'in', verdictSettled: false })
  })

  it('[U5] [U8] is settled once, by a supervisor of that port', async () => {
    const id = await appealed()
    expect(namesOf(await settle(id, 'in', ['2504']))).toEqual(['appeal-unknown'])
    expect(namesOf(await settle(randomUUID(), 'in', ['2301']))).toEqual(['appeal-unknown'])
    const seen = granted(await house.ask(house.asSupervisor('2301'), 'cases', {}))
    expect(seen.appeals.find((one) => one.appeal === id)).toEqual({
      ...{ appeal: id, words: 'Estamos en Tijuana', port: '2301', verdict: 'out', state: 'CHP' },
      ...{ municipality: null, madeAt: start, answerBy: start + hoursMs(12) },
      ...{ size: 2, language: 'es', registeredAt: start, firstPerson: 'Persona 1' },
    })
    expect(granted(await house.ask(house.asSupervisor('2504'), 'cases', {})).appeals).toEqual([])
    granted(await settle(id, 'in', ['2301']))
    expect(namesOf(await settle(id, 'out', ['2301']))).toEqual(['appeal-settled'])
    const query = { kind: 'appeal' as const, case: id }
    const told = granted(await house.ask(house.asSupervisor('2301'), 'settled-case', query))
    expect(told.settled).toMatchObject({ at: start, by: 'supervisor-1', how: 'in' })
  })
})

// What a supervisor settled is told in the group's language, whatever was settled.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSlot } from '../../test/families.ts'
import { type House, openHouse } from '../../test/house.ts'
import { type SeatedGroup, seatGroup } from '../../test/seated-group.ts'
import { insertNotices, type NoticeKind } from '../store/notices.ts'
import { compose } from './compose.ts'
import type { Sender } from './sender.ts'
import { readWords } from './words.ts'

let house: House
let seated: SeatedGroup

beforeAll(async () => {
  house = await openHouse()
  seated = await seatGroup(house, { n: 1, slot: await openSlot(house, { day: '2023-01-18' }) })
})
afterAll(async () => await house.close())

const sender = { reaches: () => true } as unknown as Sender

async function told(kind: NoticeKind, facts: { readonly [name: string]: string }) {
  const { world, db } = house
  const id = world.newId()
  const { group: groupId } = seated
  await db.transaction().execute(async (tx) => {
    await insertNotices(tx, [{ id, groupId, kind, facts, madeAt: world.now() }])
  })
  const row = await db
    .selectFrom('notices')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const place = { world, words: readWords(), sender, address: 'https://garita.example.org' }
  return await compose(place, row)
}

const inLanguage = async (language: 'es' | 'en') =>
  await house.db.updateTable('groups').set({ language }).where('id', '=', seated.group).execute()

test('[U8] what was answered to trouble is told with the appointment as it is now', async () => {
  const { appointment } = seated
  const noted = await told('trouble-settled', { appointment, answer: 'noted' })
  expect(noted?.subject).toMatch(/^Respuesta a su aviso: San Ysidro, California, miércoles, 18/)
  expect(noted?.text).toContain('Su cita sigue como estaba')
  const moved = await told('trouble-settled', { appointment, answer: 're-seated' })
  expect(moved?.text).toMatch(/cambió su cita\. Ahora es en la garita de San Ysidro, California/)
  await inLanguage('en')
  expect((await told('trouble-settled', { appointment, answer: 'noted' }))?.text).toContain(
    'Your appointment stays as it was',
  )
  await inLanguage('es')
  await house.db.updateTable('appointments').set({ state: 'cancelled' }).execute()
  expect(await told('trouble-settled', { appointment, answer: 'noted' })).toBeUndefined()
})

test.each([
  ['location-settled', { verdict: 'in' }, 'pueden seguir', 'you can go on'],
  ['location-settled', { verdict: 'out' }, 'fuera de la zona', 'outside the area'],
  ['duplicate-settled', { outcome: 'different' }, 'son personas distintas', 'different people'],
  [
    'duplicate-settled',
    { outcome: 'goes-on' },
    'su grupo es el que sigue',
    'your group is the one',
  ],
  ['duplicate-settled', { outcome: 'ended' }, 'sigue el otro grupo', 'the other group goes on'],
  ['traveler-shared', {}, 'por turnos', 'take turns'],
] as const)('[Q6] %s %j is told in both languages', async (kind, facts, es, en) => {
  expect((await told(kind, facts))?.text).toContain(es)
  await inLanguage('en')
  const message = await told(kind, facts)
  expect(message?.text).toContain(en)
  expect(message?.text).toContain('https://garita.example.org/en/')
  await inLanguage('es')
})

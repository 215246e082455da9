import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSlot, picked, readyFamily } from '../../test/families.ts'
import { granted, type House, openHouse } from '../../test/house.ts'
import { askingFamily, offerPlaces } from '../../test/offered-group.ts'
import { insertNotices, type NoticeKind } from '../store/notices.ts'
import { compose } from './compose.ts'
import type { Sender } from './sender.ts'
import { readWords } from './words.ts'

/** Reaches everybody and sends nothing. */
const sender: Sender = {
  reaches: () => true,
  send: async () => undefined,
  recentMessages: () => [],
  close: () => undefined,
}

describe('messages about requests and offers', () => {
  let house: House
  let slot: string
  beforeAll(async () => {
    house = await openHouse()
    slot = await openSlot(house)
  })
  afterAll(async () => await house.close())

  /** The text of a message of this kind to a group, in its language; undefined where none goes out. */
  async function said(kind: NoticeKind, groupId: string, facts: object, language: 'es' | 'en') {
    await house.db.updateTable('groups').set({ language }).where('id', '=', groupId).execute()
    const id = house.world.newId()
    const made = { id, groupId, kind, facts: facts as never, madeAt: house.world.now() }
    await house.db.transaction().execute(async (tx) => await insertNotices(tx, [made]))
    const notice = { ...made, sentAt: null, failedAt: null, tries: 0 }
    const words = readWords()
    const address = 'https://example.org'
    return (await compose({ world: house.world, words, sender, address }, notice))?.text
  }

  it('[O1] an offer says where, when and until when, by the clock of the port, while it is open', async () => {
    const { who, group, request } = await askingFamily(house, house.asApplicant(1))
    const offer = await offerPlaces(house, { group, request, slot })
    const text = await said('offer-made', group, { offer }, 'en')
    expect(text).toContain('San Ysidro, California')
    expect(text).toContain('Monday, January 16, 2023')
    // Offered at ten in the morning there: 23 hours later it is nine.
    expect(text).toMatch(/Wednesday, January 11, 2023 at 9:00\sAM/)
    expect(await said('offer-made', group, { offer }, 'es')).toContain('16 de enero')
    granted(await house.perform(who, 'decline-offer', { group, offer }))
    expect(await said('offer-made', group, { offer }, 'en')).toBeUndefined()
    expect(await said('offer-expired', group, { offer }, 'es')).toContain('San Ysidro')
  })

  it('[Q11] a reminder says until when the request stands, while it does', async () => {
    const { who, group, request } = await askingFamily(house, house.asApplicant(2))
    const facts = { request, endsAt: Date.UTC(2023, 6, 9, 18) }
    expect(await said('request-reminder', group, facts, 'en')).toContain('July 9, 2023')
    expect(await said('request-expired', group, facts, 'en')).toBeUndefined()
    granted(await house.perform(who, 'withdraw-request', { group, request }))
    expect(await said('request-reminder', group, facts, 'es')).toBeUndefined()
    await house.db.updateTable('requests').set({ state: 'expired' }).execute()
    expect(await said('request-expired', group, facts, 'es')).toContain('9 de julio')
  })

  it('[B13] a cancellation names the code that is no longer good', async () => {
    const who = house.asApplicant(3)
    const { group } = await readyFamily(house, who)
    const free = await openSlot(house, { day: '2023-01-17' })
    await house.db.updateTable('slots').set({ waiting: 0 }).where('id', '=', free).execute()
    const { appointment } = await picked(house, who, group, free)
    const cancelled = async () => await said('appointment-cancelled', group, { appointment }, 'en')
    expect(await cancelled()).toBeUndefined()
    granted(await house.perform(who, 'cancel-appointment', { group, appointment }))
    expect(await cancelled()).toMatch(/The code [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4} is no longer/)
  })
})

import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { AskAnswerOf } from '@garita/contract'
import { type FastifyInstance, fastify } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSlot } from '../../test/families.ts'
import { granted, type House, openHouse } from '../../test/house.ts'
import { seatGroup } from '../../test/seated-group.ts'
import { at } from '../database/open.ts'
import { addOpenPlaces, openPlacesMemory } from './open-places-memory.ts'

type Answer = AskAnswerOf<'open-places'>
const address = '/api/asks/open-places'

describe('open places from memory', () => {
  let house: House
  let server: FastifyInstance
  let elapsedMs = 0
  beforeAll(async () => {
    house = await openHouse()
    const nine = await openSlot(house, { day: '2023-01-12', time: '09:00', places: 40 })
    await openSlot(house, { day: '2023-01-12', time: '10:00', places: 40 })
    await openSlot(house, { port: '2402', day: '2023-01-24', time: '08:00', places: 40 })
    // Beyond the fourteenth day: nobody sees it yet.
    await openSlot(house, { port: '2402', day: '2023-01-25', time: '08:00', places: 40 })
    await seatGroup(house, { n: 1, slot: nine, size: 3 })
    server = fastify({ ajv: { customOptions: { removeAdditional: false, coerceTypes: false } } })
    addOpenPlaces(
      server,
      house.world,
      openPlacesMemory(house.world, () => elapsedMs),
    )
  })
  afterAll(async () => {
    await server.close()
    await house.close()
  })

  const get = async (query = '', headers: Record<string, string> = {}) =>
    await server.inject({ url: `${address}${query}`, headers })

  it('[Y1] tells places, given and open of each port and day for fourteen days', async () => {
    const answer: Answer = (await get()).json()
    expect(answer).toEqual({
      asOf: house.world.now(),
      rules: '1',
      days: [
        { port: '2402', day: '2023-01-24', places: 40, given: 0, open: 40, waiting: 0, urgent: 0 },
        { port: '2504', day: '2023-01-12', places: 80, given: 3, open: 77, waiting: 0, urgent: 0 },
      ],
      slots: [],
    })
  })

  it('tells the slots of one port, as the ask itself does', async () => {
    const answer: Answer = (await get('?port=2504')).json()
    expect(answer.days).toHaveLength(1)
    expect(answer.slots).toEqual([
      {
        slot: '2504-2023-01-12-0900',
        startsAt: Date.UTC(2023, 0, 12, 17),
        places: 40,
        left: 37,
        waiting: 0,
        urgent: 0,
        kind: 'general',
        open: true,
      },
      expect.objectContaining({ slot: '2504-2023-01-12-1000', left: 40 }),
    ])
    const query = { port: '2504' as const }
    expect(granted(await house.ask(house.asPublic(), 'open-places', query))).toEqual(answer)
  })

  it('sends br or gzip to who takes it, each under its own strong tag', async () => {
    const plain = await get('?port=2504')
    const br = await get('?port=2504', { 'accept-encoding': 'gzip, deflate, br' })
    const gzip = await get('?port=2504', { 'accept-encoding': 'gzip, br;q=0' })
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(plain.body)
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain.body)
    expect(br.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' })
    const tags = [plain, br, gzip].map((one) => String(one.headers.etag))
    expect(new Set(tags).size).toBe(3)
    for (const tag of tags) expect(tag).toMatch(/^"[^"]+"$/)
  })

  it('answers 304 without a body while nothing changed, and anew once something did', async () => {
    const first = await get('?port=2504')
    const tag = String(first.headers.etag)
    elapsedMs += 2_000
    const again = await get('?port=2504', { 'if-none-match': `"other", ${tag}` })
    expect(again.statusCode).toBe(304)
    expect(again.rawPayload).toHaveLength(0)
    expect(again.headers.etag).toBe(tag)
    const closedAt = at(house.world.now())
    const slot = '2504-2023-01-12-1000'
    await house.db.updateTable('slots').set({ closedAt }).where('id', '=', slot).execute()
    elapsedMs += 2_000
    const anew = await get('?port=2504', { 'if-none-match': tag })
    expect(anew.statusCode).toBe(200)
    const changed: Answer = anew.json()
    expect(changed.slots[1]).toMatchObject({ slot, open: false })
    expect(changed.days[0]).toMatchObject({ open: 37 })
  })

  it('reads the database once a second, however many ask', async () => {
    elapsedMs += 2_000
    let reads = 0
    const { pool } = house.world.database
    pool.on('acquire', () => {
      reads += 1
    })
    await Promise.all(Array.from({ length: 50 }, () => get('?port=2504')))
    await get()
    pool.removeAllListeners('acquire')
    expect(reads).toBe(1)
  })

  it('refuses a port that there is not, and fields that there are not', async () => {
    expect((await get('?port=9999')).statusCode).toBe(400)
    expect((await get('?day=2023-01-12')).statusCode).toBe(400)
  })
})

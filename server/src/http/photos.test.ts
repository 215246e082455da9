import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { type FastifyInstance, fastify } from 'fastify'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSlot, picked, picture, readyFamily } from '../../test/families.ts'
import { granted, type House, openHouse } from '../../test/house.ts'
import type { Who } from '../act.ts'
import { readWords } from '../notices/words.ts'
import { partLimit } from '../receive-photo.ts'
import { addErrors } from './errors.ts'
import { addPhotos } from './photos.ts'

const limit = 400 * 1024

describe('photos in parts', () => {
  let house: House
  let server: FastifyInstance
  let group: string
  let member: string
  const people = new Map<string, Who>()
  beforeAll(async () => {
    house = await openHouse()
    people.set('mother', house.asApplicant(1))
    people.set('stranger', house.asApplicant(2))
    people.set('officer', house.asOfficer('2504'))
    people.set('elsewhere', { ...house.asOfficer('2604'), account: 'officer-2' })
    people.set('planner', house.asPlanner())
    const slot = await openSlot(house)
    const family = await readyFamily(house, house.asApplicant(1))
    group = family.group
    member = family.members[0] ?? ''
    await picked(house, house.asApplicant(1), group, slot)
    server = fastify({ ajv: { customOptions: { coerceTypes: false, removeAdditional: false } } })
    const words = readWords()
    addErrors(server, words)
    const whoOf = async ({ headers }: { headers: Record<string, unknown> }) =>
      people.get(String(headers['x-who'])) ?? house.asPublic()
    addPhotos(server, { world: house.world, words, whoOf })
    await server.ready()
  })
  afterAll(async () => {
    await server.close()
    await house.close()
  })

  type Sent = { id?: string; as?: string; offset?: number; size?: number; type?: string }
  const put = async (bytes: Buffer, sent: Sent = {}) => {
    const { id = randomUUID(), as = 'mother', offset = 0, size = bytes.length } = sent
    return await server.inject({
      method: 'PUT',
      url: `/api/photos/${id}?group=${group}&size=${size}`,
      headers: {
        'x-who': as,
        'upload-offset': String(offset),
        'content-type': sent.type ?? 'application/octet-stream',
      },
      payload: bytes,
    })
  }
  const ask = async (method: 'GET' | 'HEAD', id: string, as: string) =>
    await server.inject({
      method,
      url: `/api/photos/${id}?group=${group}`,
      headers: { 'x-who': as },
    })
  const sendAll = async (bytes: Buffer, id: string, as = 'mother') => {
    let answer = await put(bytes.subarray(0, partLimit), { id, as, size: bytes.length })
    for (let offset = partLimit; offset < bytes.length; offset += partLimit) {
      const part = bytes.subarray(offset, offset + partLimit)
      answer = await put(part, { id, as, offset, size: bytes.length })
    }
    return answer
  }
  /** A picture that does not compress: some 170 kB. */
  const noise = async () =>
    await sharp(randomBytes(440 * 440 * 3), { raw: { width: 440, height: 440, channels: 3 } })
      .jpeg({ quality: 92 })
      .toBuffer()
  const named = (answer: { statusCode: number; json: () => { name: string } }) =>
    [answer.statusCode, answer.json().name] as const

  it('a photo in three parts is whole, and comes back as it was sent', async () => {
    const id = randomUUID()
    const bytes = await noise()
    expect(bytes.length).toBeGreaterThan(2 * partLimit)
    const first = await put(bytes.subarray(0, partLimit), { id, size: bytes.length })
    expect(first.json()).toEqual({ received: partLimit, size: bytes.length, complete: false })
    const head = await ask('HEAD', id, 'mother')
    expect(head.headers).toMatchObject({
      'upload-offset': String(partLimit),
      'upload-length': String(bytes.length),
    })
    const last = await sendAll(bytes, id)
    expect(last.json()).toEqual({ received: bytes.length, size: bytes.length, complete: true })
    const shown = await ask('GET', id, 'mother')
    expect(shown.rawPayload.equals(bytes)).toBe(true)
    expect(shown.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    })
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const input = { group, member, photo: { id, sha256 } }
    granted(await house.perform(house.asApplicant(1), 'add-photo', input))
  })

  it('a part sent twice is answered twice, and a gap says where to go on', async () => {
    const id = randomUUID()
    const bytes = await noise()
    const size = bytes.length
    await put(bytes.subarray(0, partLimit), { id, size })
    const again = await put(bytes.subarray(0, partLimit), { id, size })
    expect(again.json()).toEqual({ received: partLimit, size, complete: false })
    const gap = await put(bytes.subarray(2 * partLimit), { id, size, offset: 2 * partLimit })
    expect(named(gap)).toEqual([409, 'photo-part-missing'])
    expect(gap.json().reasons[0].facts).toEqual({ received: partLimit })
  })

  it('is bound to the account that began it, and to its size', async () => {
    const id = randomUUID()
    const bytes = await picture()
    await put(bytes, { id })
    expect(named(await put(bytes, { id, as: 'officer', offset: 0 }))).toEqual([
      404,
      'group-unknown',
    ])
    expect(named(await put(bytes, { id, size: bytes.length + 1 }))).toEqual([
      409,
      'photo-size-changed',
    ])
    const more = await put(Buffer.from('more'), { id, size: bytes.length, offset: bytes.length })
    expect(named(more)).toEqual([409, 'photo-complete'])
  })

  it('[F1] refuses a text file and a GIF at their first part', async () => {
    const text = Buffer.from('this is no picture '.repeat(9000))
    const first = await put(text.subarray(0, partLimit), { size: text.length })
    expect(named(first)).toEqual([415, 'unsupported-picture'])
    const gif = Buffer.concat([Buffer.from('GIF89a'), randomBytes(400)])
    expect(named(await put(gif))).toEqual([415, 'unsupported-picture'])
  })

  it('[F1] refuses a PNG of 50 megapixels by its header', async () => {
    const create = { width: 10_000, height: 5_000, channels: 3 as const, background: '#777' }
    const png = await sharp({ create }).png({ palette: true }).toBuffer()
    expect(png.length).toBeLessThan(limit)
    const first = await put(png.subarray(0, 4096), { size: png.length })
    expect(named(first)).toEqual([409, 'picture-too-large'])
  })

  it('[F1] refuses a truncated JPEG once it is whole, and takes it away', async () => {
    const id = randomUUID()
    const bytes = await noise()
    const half = bytes.subarray(0, 60_000)
    expect(named(await put(half, { id }))).toEqual([409, 'picture-unreadable'])
    expect((await ask('HEAD', id, 'mother')).statusCode).toBe(404)
    expect((await sendAll(bytes, id)).json()).toMatchObject({ complete: true })
  })

  it('[F1] refuses a picture too small to show a face', async () => {
    expect(named(await put(await picture(40)))).toEqual([409, 'picture-too-small'])
  })

  it('[F1] refuses 30 MB, announced or sent', async () => {
    const start = (await picture()).subarray(0, 100)
    expect(named(await put(start, { size: 30_000_000 }))).toEqual([413, 'too-large'])
    expect(named(await put(Buffer.alloc(30_000_000, 0xff)))).toEqual([413, 'too-large'])
    expect(named(await put(start, { size: limit + 1 }))).toEqual([413, 'too-large'])
    expect(named(await put(start, { size: 50 }))).toEqual([413, 'too-large'])
  })

  it('an officer within reach may send more, and sees what was sent', async () => {
    house.setNow(Date.UTC(2023, 0, 16, 16))
    const id = randomUUID()
    const bytes = await picture()
    await put(bytes, { id })
    const shown = await ask('GET', id, 'officer')
    expect(shown.rawPayload.equals(bytes)).toBe(true)
    const taken = randomUUID()
    const first = await put(bytes.subarray(0, 200), { id: taken, as: 'officer', size: limit + 1 })
    expect(first.json()).toMatchObject({ received: 200, complete: false })
    expect(named(await put(bytes, { as: 'officer', size: 5_000_000 }))).toEqual([413, 'too-large'])
    expect(named(await put(bytes, { id: taken, size: limit }))).toEqual([404, 'photo-unknown'])
    house.setNow(Date.UTC(2023, 0, 10, 18))
  })

  it('[F4] keeps nothing of where and by what a photo was taken, and knows it by what was sent', async () => {
    const id = randomUUID()
    const exif = { IFD0: { Make: 'Ejemplo' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '32/1' } }
    const bytes = await sharp(await noise())
      .withExif(exif)
      .jpeg()
      .toBuffer()
    expect((await sendAll(bytes, id)).json()).toMatchObject({ complete: true, size: bytes.length })
    const kept = (await ask('GET', id, 'mother')).rawPayload
    expect((await sharp(kept).metadata()).exif).toBeUndefined()
    expect(kept.includes('Ejemplo')).toBe(false)
    expect((await ask('HEAD', id, 'mother')).headers['upload-offset']).toBe(String(bytes.length))
    // The last part once more, as after an answer that was lost.
    expect((await sendAll(bytes, id)).json()).toMatchObject({ complete: true })
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const photo = { id, sha256 }
    granted(await house.perform(house.asApplicant(1), 'add-photo', { group, member, photo }))
  })

  it('[R14] who opened a group by break-glass sees its photos and sends none', async () => {
    const id = randomUUID()
    await put(await picture(), { id })
    const other = { ...house.asOfficer('2604'), account: 'officer-3' }
    people.set('opener', other)
    const { code } = await house.db
      .selectFrom('appointments')
      .select('code')
      .where('groupId', '=', group)
      .executeTakeFirstOrThrow()
    const glass = { port: '2604' as const, code, words: 'Ejemplo: está en la puerta' }
    granted(await house.perform(other, 'break-glass', glass))
    expect((await ask('GET', id, 'opener')).statusCode).toBe(200)
    const sent = await put(await picture(), { as: 'opener' })
    expect(named(sent)).toEqual([404, 'group-unknown'])
    house.setNow(house.world.now() + 3_600_000)
    expect(named(await ask('GET', id, 'opener'))).toEqual([404, 'group-unknown'])
    house.setNow(Date.UTC(2023, 0, 10, 18))
  })

  it('[R18] a photo that came with a question is shown to the port’s supervisors, alone, until it is answered', async () => {
    const [photo, other] = [randomUUID(), randomUUID()]
    await put(await picture(), { id: other })
    const { id: appointment } = await house.db
      .selectFrom('appointments')
      .select('id')
      .where('groupId', '=', group)
      .executeTakeFirstOrThrow()
    house.setNow(Date.UTC(2023, 0, 17, 18))
    people.set('supervisor', house.asSupervisor('2504'))
    people.set('foreign', { ...house.asSupervisor('2604'), account: 'supervisor-2' })
    const { question } = granted(
      await house.perform(house.asOfficer('2504'), 'report-clash', {
        ...{ port: '2504', appointment, act: 'take-photo', refusals: ['group-unknown'] },
        ...{ content: JSON.stringify({ member, photo: { id: photo } }), doneAt: house.world.now() },
        photo: (await picture()).toString('base64'),
      }),
    )
    const shown = await ask('GET', photo, 'supervisor')
    expect(shown.statusCode).toBe(200)
    expect(shown.headers['cache-control']).toBe('private, no-store')
    expect(named(await ask('GET', other, 'supervisor'))).toEqual([404, 'group-unknown'])
    for (const as of ['foreign', 'officer', 'stranger'])
      expect(named(await ask('GET', photo, as))).toEqual([404, 'group-unknown'])
    expect((await ask('HEAD', photo, 'supervisor')).statusCode).toBe(404)
    const sent = await put(await picture(), { id: photo, as: 'supervisor' })
    expect(named(sent)).toEqual([404, 'group-unknown'])
    const elsewhere = `/api/photos/${photo}?group=${randomUUID()}`
    const headers = { 'x-who': 'supervisor' }
    expect((await server.inject({ url: elsewhere, headers })).statusCode).toBe(404)
    const settling = { question, answer: 'go-on' } as const
    granted(await house.perform(house.asSupervisor('2504'), 'settle-question', settling))
    expect(named(await ask('GET', photo, 'supervisor'))).toEqual([404, 'group-unknown'])
    house.setNow(Date.UTC(2023, 0, 10, 18))
  })

  it('[F3] an applicant does not see a photo taken at the port', async () => {
    house.setNow(Date.UTC(2023, 0, 16, 16))
    const id = randomUUID()
    await put(await picture(), { id, as: 'officer' })
    expect((await ask('GET', id, 'officer')).statusCode).toBe(200)
    expect(named(await ask('GET', id, 'mother'))).toEqual([404, 'photo-unknown'])
    house.setNow(Date.UTC(2023, 0, 10, 18))
  })

  it('is as unknown to strangers, closed to other roles and to nobody signed in', async () => {
    const id = randomUUID()
    const bytes = await picture()
    await put(bytes, { id })
    expect(named(await ask('GET', id, 'stranger'))).toEqual([404, 'group-unknown'])
    expect(named(await ask('GET', id, 'elsewhere'))).toEqual([404, 'group-unknown'])
    expect(named(await ask('GET', id, 'planner'))).toEqual([403, 'not-permitted'])
    expect(named(await ask('GET', id, 'nobody'))).toEqual([401, 'not-signed-in'])
    expect(named(await put(bytes, { as: 'nobody' }))).toEqual([401, 'not-signed-in'])
    expect(named(await ask('GET', randomUUID(), 'mother'))).toEqual([404, 'photo-unknown'])
  })

  it('says that a photo of no bytes is none', async () => {
    const answer = await put(Buffer.alloc(0))
    expect(named(answer)).toEqual([400, 'malformed'])
    expect(answer.json().fields[0].path).toBe('size')
  })

  it('says which fields are wrong, and takes bytes alone', async () => {
    const url = `/api/photos/nothing?group=${group}&size=many`
    const headers = { 'x-who': 'mother', 'content-type': 'application/octet-stream' }
    const wrong = await server.inject({ method: 'PUT', url, headers, payload: 'x' })
    expect(named(wrong)).toEqual([400, 'malformed'])
    const form = await put(Buffer.from('{}'), { type: 'application/json' })
    expect(named(form)).toEqual([415, 'unsupported-media'])
  })

  it('refuses more photos than a family could mean', async () => {
    const bytes = await picture()
    const { count } = await house.db
      .selectFrom('photos')
      .select((of) => of.fn.countAll<number>().as('count'))
      .where('groupId', '=', group)
      .where('namedAt', 'is', null)
      .executeTakeFirstOrThrow()
    for (let n = count; n < 60; n++) expect((await put(bytes)).statusCode).toBe(200)
    expect(named(await put(bytes))).toEqual([409, 'photos-too-many'])
  })
})

import { describe, expect, test } from 'vitest'
import { hashOf, type PhotoToSend, partBytes, sendPhoto } from './send-photo.ts'

const photo = (size: number): PhotoToSend => ({
  id: '00000000-0000-4000-8000-000000000001',
  group: '00000000-0000-4000-8000-000000000002',
  bytes: Uint8Array.from({ length: size }, (_, i) => i % 251),
})

/** A server that keeps parts as ours does; `breaks` says which of its calls the network loses, and when. */
function receiver(size: number, breaks: Record<number, 'before' | 'after'> = {}) {
  const kept = new Uint8Array(size)
  const calls: string[] = []
  let received = 0
  const reach: typeof fetch = async (_address, init) => {
    const offset = Number(new Headers(init?.headers).get('upload-offset'))
    const lost = breaks[calls.length]
    calls.push(`${init?.method} ${offset}`)
    if (lost === 'before') throw new TypeError('no network')
    const answer = init?.method === 'HEAD' ? told() : taken(offset, init?.body)
    if (lost === 'after') throw new TypeError('no network')
    return answer
  }
  const told = () =>
    received > 0
      ? new Response(null, { headers: { 'upload-offset': String(received) } })
      : new Response(null, { status: 404 })
  const taken = (offset: number, body: unknown) => {
    if (!(body instanceof Uint8Array)) throw new Error('no bytes')
    if (offset > received) {
      const reasons = [{ name: 'photo-part-missing', facts: { received } }]
      return Response.json({ name: 'photo-part-missing', reasons }, { status: 409 })
    }
    kept.set(body, offset)
    received = Math.max(received, offset + body.length)
    return Response.json({ received, size, complete: received === size })
  }
  return { reach, calls, kept }
}

const pauses = [0, 0]

describe('sendPhoto', () => {
  test('a photo arrives whole, part by part, and says how far it is', async () => {
    const sent = photo(partBytes * 2 + 100)
    const server = receiver(sent.bytes.length)
    const shares: number[] = []
    const onProgress = (share: number) => shares.push(share)
    const result = await sendPhoto(sent, { reach: server.reach, onProgress })
    expect(result).toEqual({ kind: 'sent' })
    expect(server.kept).toEqual(sent.bytes)
    expect(server.calls).toHaveLength(3)
    expect(shares.at(-1)).toBe(1)
    expect([...shares].sort((a, b) => a - b)).toEqual(shares)
  })

  test('a part that was lost on the way is sent again, and only that one', async () => {
    const sent = photo(partBytes * 3)
    const server = receiver(sent.bytes.length, { 1: 'before' })
    expect(await sendPhoto(sent, { reach: server.reach, pauses })).toEqual({ kind: 'sent' })
    expect(server.kept).toEqual(sent.bytes)
    expect(server.calls).toEqual([
      'PUT 0',
      `PUT ${partBytes}`,
      'HEAD 0',
      `PUT ${partBytes}`,
      `PUT ${partBytes * 2}`,
    ])
  })

  test('a part whose answer was lost is not sent twice', async () => {
    const sent = photo(partBytes * 3)
    const server = receiver(sent.bytes.length, { 1: 'after' })
    await sendPhoto(sent, { reach: server.reach, pauses })
    expect(server.calls.slice(2)).toEqual(['HEAD 0', `PUT ${partBytes * 2}`])
    expect(server.kept).toEqual(sent.bytes)
  })

  test('when the last answer was lost the server is asked to look again', async () => {
    const sent = photo(partBytes)
    const server = receiver(sent.bytes.length, { 0: 'after' })
    expect(await sendPhoto(sent, { reach: server.reach, pauses })).toEqual({ kind: 'sent' })
    expect(server.kept).toEqual(sent.bytes)
  })

  test('without a network it gives up after its pauses, and goes on where it was when called again', async () => {
    const sent = photo(partBytes * 2)
    const none = { 1: 'before', 2: 'before', 3: 'before', 4: 'before', 5: 'before' } as const
    const server = receiver(sent.bytes.length, none)
    expect(await sendPhoto(sent, { reach: server.reach, pauses })).toEqual({ kind: 'offline' })
    expect(await sendPhoto(sent, { reach: server.reach, pauses })).toEqual({ kind: 'sent' })
    expect(server.kept).toEqual(sent.bytes)
  })

  test('a refusal stops at once and keeps its name', async () => {
    const reach: typeof fetch = async () =>
      Response.json({ name: 'unsupported-picture' }, { status: 415 })
    const result = await sendPhoto(photo(10), { reach })
    expect(result).toMatchObject({ kind: 'refused', reasons: [{ name: 'unsupported-picture' }] })
  })
})

test('hashOf gives SHA-256 in hexadecimal (the example of FIPS 180-2)', async () => {
  const abc = Uint8Array.from([97, 98, 99])
  expect(await hashOf(abc)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

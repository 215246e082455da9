import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDraw, freezeDraw, hashOf, publishDraw, putFile } from '../../test/draw-stages.ts'
import { granted, type House, openHouse } from '../../test/house.ts'
import { type Served, serve } from '../../test/served.ts'

const draw = '2023-01-18'
const ended = '2023-01-17'
const line = (n: number) => `{"ticket":"${hashOf(String(n)).slice(0, 32)}","chances":1}\n`
const parts = [0, 1, 2].map((part) =>
  Array.from({ length: 40 }, (_, n) => line(part * 40 + n)).join(''),
)
const tickets = parts.join('')

let house: House
let served: Served

beforeAll(async () => {
  house = await openHouse()
  served = await serve(house)
  await closeDraw(house, ended)
  await freezeDraw(house, ended)
  await publishDraw(house, ended)
  await closeDraw(house, draw)
  await freezeDraw(house, draw)
  await putFile(house, draw, 'tickets.ndjson', parts)
  await putFile(house, draw, 'slots.ndjson', [])
  await putFile(house, draw, 'entries.ndjson', parts, true)
  await putFile(house, draw, 'entries.bin', ['internal'], true)
  for (const role of ['auditor', 'custodian', 'planner'] as const) {
    const input = { account: role, role, ports: [] }
    granted(await house.perform(house.asAdministration(), 'add-staff', input))
  }
})
afterAll(async () => {
  await served.close()
  await house.close()
})

const get = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  served.server.inject({ method, url, headers })
const path = `/draws/${draw}/tickets.ndjson`
const etag = `"${hashOf(tickets)}"`

describe('the public files of a draw', () => {
  it('[M13] are for everybody, of any site, for ever, under their SHA-256', async () => {
    const answer = await get(path)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toBe(tickets)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/x-ndjson',
      'content-length': String(tickets.length),
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
      etag,
    })
    const frozen = await get(`/draws/${draw}/frozen.json`)
    expect(frozen.headers['content-type']).toBe('application/json')
    expect(frozen.json()).toMatchObject({ draw })
  })

  it('[M13] are not there before they are published, and then say so to any page', async () => {
    for (const file of ['draw.json', 'ranking.ndjson', 'outcome.json']) {
      const answer = await get(`/draws/${draw}/${file}`)
      expect(answer.statusCode).toBe(404)
      expect(answer.json().name).toBe('file-unknown')
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'access-control-allow-origin': '*',
      })
    }
    expect((await get(`/draws/${ended}/draw.json`)).json()).toEqual({ version: 1, draw: ended })
  })

  it.each([
    'entries.ndjson',
    'entries.bin',
    'results.ndjson',
    '..%2Fentries.ndjson',
    'sealed%2Fentries.ndjson',
    '%2e%2e%2findex.ndjson',
    'tickets.ndjson%00',
    'TICKETS.NDJSON',
  ])('[M14] %s is none of them', async (file) => {
    const answer = await get(`/draws/${draw}/${file}`)
    expect(answer.statusCode).toBe(404)
    expect(answer.body).not.toContain(line(0))
  })

  it.each(['2023-02-30', '2023-1-18', '..', '2023-01-18%27'])('no draw is %s', async (id) => {
    expect((await get(`/draws/${id}/tickets.ndjson`)).statusCode).toBe(404)
  })

  it('travel compressed where the reader takes it, and whole where there is nothing to gain', async () => {
    const br = await get(path, { 'accept-encoding': 'gzip, br' })
    expect(br.headers).toMatchObject({ 'content-encoding': 'br', etag: `"${hashOf(tickets)}-br"` })
    expect(br.headers['content-length']).toBeUndefined()
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(tickets)
    const gzip = await get(path, { 'accept-encoding': 'gzip, br;q=0' })
    expect(gzip.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(tickets)
    const small = await get(`/draws/${draw}/frozen.json`, { 'accept-encoding': 'br' })
    expect(small.headers['content-encoding']).toBeUndefined()
    const empty = await get(`/draws/${draw}/slots.ndjson`, { 'accept-encoding': 'br' })
    expect([empty.statusCode, empty.body, empty.headers['content-length']]).toEqual([200, '', '0'])
  })

  it('are not sent again to who has them, in whichever form', async () => {
    const forms = [etag, `W/${etag}`, `"${hashOf(tickets)}-br"`, `"other", ${etag}`]
    for (const form of forms) {
      const answer = await get(path, { 'if-none-match': form })
      expect([answer.statusCode, answer.body]).toEqual([304, ''])
    }
    expect((await get(path, { 'if-none-match': `"${hashOf('')}"` })).statusCode).toBe(200)
  })

  it('go on at any byte where a download broke off', async () => {
    const from = (parts[0] ?? '').length - 5
    const headers = { range: `bytes=${from}-`, 'if-range': etag, 'accept-encoding': 'br' }
    const rest = await get(path, headers)
    expect(rest.statusCode).toBe(206)
    expect(rest.body).toBe(tickets.slice(from))
    expect(rest.headers).toMatchObject({
      'content-range': `bytes ${from}-${tickets.length - 1}/${tickets.length}`,
      'content-length': String(tickets.length - from),
    })
    expect(rest.headers['content-encoding']).toBeUndefined()
    const other = await get(path, { ...headers, 'if-range': `"${hashOf(tickets)}-br"` })
    expect(other.statusCode).toBe(200)
    const beyond = await get(path, { range: `bytes=${tickets.length}-` })
    expect(beyond.statusCode).toBe(416)
    expect(beyond.headers['content-range']).toBe(`bytes */${tickets.length}`)
  })

  it('tell their size without their bytes', async () => {
    const answer = await get(path, {}, 'HEAD')
    expect([answer.statusCode, answer.body]).toEqual([200, ''])
    expect(answer.headers).toMatchObject({ 'content-length': String(tickets.length), etag })
  })

  it('[M13] the list names the draws that are over, and is asked for again soon', async () => {
    const { body, headers } = await get('/draws/index.ndjson')
    const drawHash = hashOf(`{"version":1,"draw":"${ended}"}\n`)
    expect(body).toBe(`{"draw":"${ended}","state":"published","drawHash":"${drawHash}"}\n`)
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=30',
      etag: `"${hashOf(body)}"`,
    })
    const again = await get('/draws/index.ndjson', { 'if-none-match': String(headers.etag) })
    expect(again.statusCode).toBe(304)
  })
})

describe('the sealed files of a draw', () => {
  const sealed = `/draws/${draw}/sealed/entries.ndjson`
  const as = (account: string) => ({ cookie: served.cookieOf(account, 'staff') })
  const downloads = async () =>
    await house.db
      .selectFrom('records')
      .select(['actor', 'facts'])
      .where('act', '=', 'download-sealed')
      .execute()

  it('[M14] are for auditors alone, and each download is recorded', async () => {
    const nobody = await get(sealed)
    expect([nobody.statusCode, nobody.json().name]).toEqual([401, 'not-signed-in'])
    for (const account of ['custodian', 'planner']) {
      const other = await get(sealed, as(account))
      expect([other.statusCode, other.json().name]).toEqual([403, 'not-permitted'])
    }
    expect(await downloads()).toEqual([])
    const auditor = await get(sealed, as('auditor'))
    expect([auditor.statusCode, auditor.body]).toEqual([200, tickets])
    expect(auditor.headers).toMatchObject({
      'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="${draw}-entries.ndjson"`,
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(auditor.headers['access-control-allow-origin']).toBeUndefined()
    expect(await downloads()).toMatchObject([
      { actor: 'auditor', facts: { draw, file: 'entries.ndjson', sha256: hashOf(tickets) } },
    ])
  })

  it('[M14] are these two, once they are there', async () => {
    const early = await get(`/draws/${draw}/sealed/results.ndjson`, as('auditor'))
    expect([early.statusCode, early.json().name]).toEqual([404, 'file-unknown'])
    for (const file of ['entries.bin', 'ranks.bin', 'tickets.ndjson', '..%2Ffrozen.json']) {
      const answer = await get(`/draws/${draw}/sealed/${file}`, as('auditor'))
      expect([answer.statusCode, answer.json().name]).toEqual([404, 'address-unknown'])
    }
  })

  it('[M14] are not fetched by another site through an auditor’s browser', async () => {
    const before = (await downloads()).length
    const answer = await get(sealed, { ...as('auditor'), 'sec-fetch-site': 'cross-site' })
    expect([answer.statusCode, answer.json().name]).toEqual([403, 'origin-refused'])
    expect(await downloads()).toHaveLength(before)
  })
})

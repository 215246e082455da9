import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { readWords } from '../notices/words.ts'
import { type AdmissionLimits, admitting, kindOf, openAdmission } from './admission.ts'
import { busyAnswers } from './busy.ts'

const limits: AdmissionLimits = { readWaitMs: 400, actWaitMs: 800, always: 10, photos: 2, files: 1 }

describe('admission', () => {
  let elapsedMs = 0
  const open = () => openAdmission(limits, () => elapsedMs)

  /** A second in which `count` calls come in and are finished. */
  function serveFor(admission: ReturnType<typeof open>, count: number) {
    for (let n = 0; n < count; n++) {
      elapsedMs += 1000 / count
      admission.enter('read')
      admission.left('read')
    }
  }

  it('sheds reads before acts, and acts before what was let in waits too long', () => {
    const admission = open()
    serveFor(admission, 100)
    // At 100 a second, 40 under way are 400 ms of waiting and 80 are 800.
    let let_in = 0
    while (admission.enter('read')) let_in += 1
    expect(let_in).toBeGreaterThan(limits.always)
    expect(let_in).toBeLessThan(60)
    while (admission.enter('act')) let_in += 1
    expect(let_in).toBeGreaterThan(60)
    expect(let_in).toBeLessThan(110)
    expect(admission.enter('free')).toBe(true)
    for (let n = 0; n < let_in; n++) admission.left('act')
    expect(admission.enter('read')).toBe(true)
    admission.close()
  })

  it('lets the first ones in after a pause, when nothing was finished lately', () => {
    const admission = open()
    elapsedMs += 60_000
    for (let n = 0; n < limits.always; n++) expect(admission.enter('act')).toBe(true)
    admission.close()
  })

  it('counts photos by themselves, since they travel for minutes', () => {
    const admission = open()
    expect([admission.enter('photo'), admission.enter('photo')]).toEqual([true, true])
    expect(admission.enter('photo')).toBe(false)
    expect(admission.enter('act')).toBe(true)
    admission.left('photo')
    expect(admission.enter('photo')).toBe(true)
    admission.close()
  })

  it('who holds on to the draws’ files keeps nobody from sending a photo', () => {
    const admission = open()
    expect(kindOf('GET', '/draws/2023-01-12/tickets.ndjson')).toBe('file')
    expect(kindOf('GET', '/%64raws/2023-01-12/tickets.ndjson')).toBe('file')
    expect(kindOf('GET', '/draws/%')).toBe('file')
    expect([admission.enter('file'), admission.enter('file')]).toEqual([true, false])
    expect(admission.enter('photo')).toBe(true)
    admission.left('file')
    expect(admission.enter('file')).toBe(true)
    // The list of draws is short, and read from the database each time: it is shed as all reads are.
    expect(kindOf('GET', '/draws/index.ndjson')).toBe('read')
    admission.close()
  })

  it('does not take what drips in over a slow network for a queue', async () => {
    const admission = openAdmission(limits)
    const server = createServer(
      admitting(
        admission,
        () => undefined,
        () => undefined,
      ),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const headers = { 'content-length': '100' }
    const sent = request({ port, path: '/api/acts/pick-slot', method: 'POST', headers })
    sent.on('error', () => undefined)
    sent.write('{')
    await expect.poll(() => admission.state().underWay).toBe(1)
    await expect.poll(() => admission.state().underWay, { timeout: 10_000 }).toBe(0)
    sent.destroy()
    admission.close()
    server.closeAllConnections()
    server.close()
  })

  it('asks all to come back, not all at once', () => {
    const admission = open()
    const seconds = Array.from({ length: 200 }, () => admission.retryAfterSeconds())
    expect(Math.min(...seconds)).toBeGreaterThanOrEqual(2)
    expect(Math.max(...seconds)).toBeLessThanOrEqual(8)
    expect(new Set(seconds).size).toBeGreaterThan(3)
    admission.close()
  })

  it('tells kinds of calls by method and address', () => {
    expect(kindOf('GET', '/health')).toBe('free')
    expect(kindOf('PUT', '/api/photos/1')).toBe('photo')
    expect(kindOf('POST', '/api/acts/pick-slot')).toBe('act')
    expect(kindOf('GET', '/es/start')).toBe('read')
  })
})

describe('a call that there is no room for', () => {
  let server: Server | undefined
  afterEach(() => server?.close())

  async function ask(address: string, headers: Record<string, string>, method = 'GET') {
    const admission = openAdmission({ ...limits, always: 0, readWaitMs: -1, actWaitMs: -1 })
    const refuse = busyAnswers(readWords(), () => 3)
    const serve = () => {
      throw new Error('it was let in')
    }
    server = createServer(admitting(admission, serve, refuse))
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    return await new Promise<{ status: number; headers: object; body: string }>((resolve) => {
      const sent = request({ port, path: address, method, headers }, (answer) => {
        let body = ''
        answer.on('data', (part) => {
          body += part
        })
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }),
        )
      })
      sent.end(method === 'POST' ? '{"unread":true}' : undefined)
    })
  }

  it('is told so by name, with when to come back, in the language of the reader', async () => {
    const answer = await ask('/api/acts/pick-slot', { 'accept-language': 'en' }, 'POST')
    expect(answer.status).toBe(503)
    expect(answer.headers).toMatchObject({ 'retry-after': '3', 'cache-control': 'no-store' })
    expect(JSON.parse(answer.body)).toMatchObject({
      name: 'overload',
      status: 503,
      sentence: 'Very many people are here right now.',
    })
  })

  it('gets a page that asks again by itself where a page was wanted', async () => {
    const answer = await ask('/es/start', { accept: 'text/html' })
    expect(answer.status).toBe(503)
    expect(answer.headers).toMatchObject({ refresh: '3', 'content-language': 'es' })
    expect(answer.body).toContain('Hay muchísima gente ahora.')
  })
})

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { drawnFace } from '../../seed/faces.ts'
import { type AgencyOptions, createAgencyEngine } from './agency-engine.ts'
import { createFaceEngine, type FaceEngine } from './engine.ts'

// The matcher is a real server that answers whatever the test tells it to.
type Answering = (response: ServerResponse, request: IncomingMessage) => unknown

const bands = { version: 'agency-1', same: 0.5, unsure: 0.3 }
const model = { id: 'matcher-of-the-test', hash: 'ab12' }
const first = new TextEncoder().encode('first photo')
const second = new TextEncoder().encode('second photo')
const down = { band: 'cannot-compare', reason: 'engine-unavailable', bandsVersion: 'agency-1' }

let answering: Answering
let asked = 0
let url = ''
const ending: (() => unknown)[] = []

beforeEach(async () => {
  asked = 0
  const server = createServer((request, response) => {
    asked += 1
    answering(response, request)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/compare`
  ending.push(() => {
    server.closeAllConnections()
    server.close()
  })
})

afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end()
})

function open(options: Partial<AgencyOptions> = {}, local = createFaceEngine()): FaceEngine {
  const engine = createAgencyEngine({ url, bands, timeoutMs: 300, ...options }, local)
  ending.push(() => engine.close())
  return engine
}

const say = (answer: unknown): Answering => {
  return (response) => response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
}

describe('an agency’s own matcher', () => {
  it('[K5] gives the score, and our bands the band', async () => {
    answering = say({ score: 0.4, model, flags: ['too-dark', 'a word of its own'] })
    expect(await open().compare(first, second)).toMatchObject({
      band: 'unsure',
      score: 0.4,
      model,
      flags: ['too-dark'],
      bandsVersion: 'agency-1',
    })
  })

  it('is sent both photos, and the token where there is one', async () => {
    const seen: unknown[] = []
    answering = async (response, request) => {
      seen.push(request.method, request.headers.authorization, await json(request))
      say({ score: 1, model, flags: [] })(response, request)
    }
    await open({ token: 'secret-of-the-test' }).compare(first, second)
    const photos = { first: btoa('first photo'), second: btoa('second photo') }
    expect(seen).toEqual(['POST', 'Bearer secret-of-the-test', photos])
  })

  it('may say why two photos cannot be compared', async () => {
    answering = say({ reason: 'no-face', photo: 'second', flags: ['no-face'] })
    const compared = await open().compare(first, second)
    expect(compared).toMatchObject({ band: 'cannot-compare', reason: 'no-face', photo: 'second' })
    expect(compared.score).toBeUndefined()
  })

  it('that measures no quality is helped out by the built-in engine', async () => {
    answering = say({ score: 0.9, model })
    const photo = await drawnFace(0)
    const compared = await open().compare(photo, first)
    expect(compared).toMatchObject({ band: 'same', flags: [] })
  })

  it('leaves advice on a photo to the built-in engine', async () => {
    const described = await open().describe(await drawnFace(0))
    expect(described).toMatchObject({ ok: true, model: { id: 'human-3.3.6/faceres/recipe-1' } })
    expect(asked).toBe(0)
  })
})

describe('[K7] a matcher in trouble', () => {
  it.each<[string, Answering]>([
    ['is slow', () => undefined],
    ['stops in the middle', (response) => response.writeHead(200).write('{"score": 0.9')],
    ['breaks off', (response) => response.destroy()],
    ['fails', (response) => response.writeHead(500).end('{"score":1}')],
    ['sends elsewhere', (response) => response.writeHead(307, { location: '/other' }).end()],
    ['answers nonsense', say('<html>')],
    ['answers nothing', say('')],
    ['answers a list', say([1])],
    ['gives an impossible score', say({ score: 97, model })],
    ['gives no score', say({ model })],
    ['gives a score in words', say({ score: '0.9', model })],
    ['does not name its model', say({ score: 0.9 })],
    ['has an endless name', say({ score: 0.9, model: { id: 'x'.repeat(9999), hash: 'a' } })],
    ['gives an unknown reason', say({ reason: 'because', photo: 'first' })],
    ['answers without end', (response) => flood(response)],
  ])('that %s: cannot compare', async (_, answer) => {
    answering = answer
    expect(await open().compare(first, second)).toMatchObject(down)
  })

  it('that is down: cannot compare', async () => {
    const engine = open({ url: 'http://127.0.0.1:1/' })
    expect(await engine.compare(first, second)).toMatchObject({ ...down, flags: [] })
  })

  it('is left alone after three failures, said once, and tried again later', async () => {
    const said: string[] = []
    answering = (response) => response.writeHead(503).end()
    const breaker = { failures: 3, pauseMs: 200 }
    const engine = open({ breaker, onTrouble: (what) => said.push(what) })
    for (let time = 0; time < 6; time++) await engine.compare(first, second)
    expect([asked, engine.state, said.length]).toEqual([3, 'failed', 1])
    await pause(250)
    answering = say({ score: 0.9, model, flags: [] })
    expect(await engine.compare(first, second)).toMatchObject({ band: 'same' })
    expect(engine.state).toBe('ready')
  })

  it('keeps only so many waiting; the others are answered at once', async () => {
    answering = () => undefined
    const engine = open({ atOnce: 2 })
    const first8 = Array.from({ length: 8 }, () => engine.compare(first, second))
    expect(await Promise.all(first8)).toHaveLength(8)
    expect(asked).toBe(2)
  })

  it('does not keep the house from closing', async () => {
    answering = () => undefined
    const engine = open({ timeoutMs: 60_000 })
    const compared = engine.compare(first, second)
    await pause(50)
    await engine.close()
    expect(await compared).toMatchObject(down)
    expect(await engine.compare(first, second)).toMatchObject(down)
  })
})

/** Sends until nobody listens any more. */
function flood(response: ServerResponse): void {
  response.writeHead(200)
  const more = () => {
    while (!response.destroyed && response.write('{"score":'.repeat(2000)));
  }
  response.on('drain', more)
  more()
}

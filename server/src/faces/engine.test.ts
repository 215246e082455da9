import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { drawnFace, drawnFaceVariant } from '../../seed/faces.ts'
import {
  createFaceEngine,
  type Described,
  type FaceEngine,
  type FaceEngineOptions,
} from './engine.ts'

// A start takes 0.6 s, and ten times that where many wait for a processor: what a test is not about
// may take its time.
const patienceMs = 150_000
vi.setConfig({ testTimeout: 2 * patienceMs })

let photo: Uint8Array
let again: Uint8Array
let noPhoto: Uint8Array
const opened: FaceEngine[] = []

function open(options: FaceEngineOptions = {}): FaceEngine {
  const patient = { startLimitMs: patienceMs, pictureLimitMs: patienceMs }
  const engine = createFaceEngine({ ...patient, ...options })
  opened.push(engine)
  return engine
}

/** With its processes there. An engine swallows what keeps it from starting: here that is said. */
async function started(options: FaceEngineOptions = {}): Promise<FaceEngine> {
  const troubles: string[] = []
  const onTrouble = (what: string) => {
    troubles.push(what)
    options.onTrouble?.(what)
  }
  const engine = open({ ...options, onTrouble })
  await engine.start()
  if (engine.pids.length < (options.workers ?? 1)) throw new Error(troubles.join('; '))
  return engine
}

/** Sends a signal to the engine's process: SIGSTOP holds it in mid-picture, SIGKILL ends it. */
function signal(engine: FaceEngine, name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
  if (engine.pid === undefined) throw new Error('the engine has no process')
  process.kill(engine.pid, name)
}

/** A picture that passes the gate and must be unpacked whole, since its lines lie interlaced. */
function heavy(): Promise<Uint8Array> {
  const create = { width: 7000, height: 5600, channels: 4, background: '#8899aa' } as const
  return sharp({ create, limitInputPixels: false }).png({ progressive: true }).toBuffer()
}

function reasonOf(described: Described) {
  return described.ok ? 'described' : described.reason
}

beforeAll(async () => {
  photo = await drawnFace(0)
  again = await drawnFaceVariant(0, 1)
  noPhoto = new TextEncoder().encode('no photo at all')
})

afterEach(async () => {
  await Promise.all(opened.splice(0).map((engine) => engine.close()))
})

describe('the engine at work', () => {
  it('describes and compares, and says with which model and bands', async () => {
    const engine = open()
    const described = await engine.describe(photo)
    expect(described).toMatchObject({ ok: true, advice: [], quality: { blown: 0 } })
    if (!described.ok) return
    expect(described.vector).toHaveLength(1024)
    expect(Math.hypot(...described.vector)).toBeCloseTo(1, 4)
    expect(described.quality.eyeDistance).toBeGreaterThan(60)

    const compared = await engine.compare(photo, again)
    expect(compared).toMatchObject({ band: 'same', flags: [], bandsVersion: 'faceres-1' })
    expect(compared.model).toEqual(described.model)
  })

  it('gives the same vector for the same photo, whatever came between', async () => {
    const engine = open()
    const first = await engine.describe(photo)
    await engine.describe(await drawnFace(7))
    const second = await engine.describe(photo)
    expect(first.ok && second.ok && second.vector).toEqual(first.ok && first.vector)
  })

  it('says why two photos cannot be compared, and on account of which', async () => {
    const compared = await open().compare(photo, noPhoto)
    expect(compared).toMatchObject({ band: 'cannot-compare', reason: 'unsupported' })
    expect(compared).toMatchObject({ photo: 'second', bandsVersion: 'faceres-1' })
  })

  it('answers each of many pictures with its own answer, garbage among them', async () => {
    const engine = open()
    const truncated = photo.subarray(0, photo.length / 2)
    const sent = [photo, noPhoto, truncated, new Uint8Array(0), photo, noPhoto]
    const answers = await Promise.all(sent.map((bytes) => engine.describe(bytes)))
    const unsupported = 'unsupported'
    expect(answers.map(reasonOf)).toEqual([
      'described',
      unsupported,
      'unreadable',
      unsupported,
      'described',
      unsupported,
    ])
  })

  it('lets a comparison at the port go before descriptions that wait', async () => {
    const engine = await started()
    const finished: string[] = []
    const describing = Array.from({ length: 6 }, async () => {
      await engine.describe(photo)
      finished.push('described')
    })
    await engine.compare(photo, again)
    finished.push('compared')
    await Promise.all(describing)
    expect(finished.indexOf('compared')).toBeLessThan(3)
    expect(finished).toHaveLength(7)
  })

  it('replaces its process after a while, and no picture notices', async () => {
    const troubles: string[] = []
    const engine = await started({
      picturesPerProcess: 2,
      onTrouble: (what) => troubles.push(what),
    })
    const before = engine.pid
    const pair = await Promise.all([engine.describe(photo), engine.describe(again)])
    expect(engine.pid).toBe(before)
    const next = await Promise.all([engine.describe(photo), engine.describe(noPhoto)])
    expect(engine.pid).not.toBe(before)
    const described = 'described'
    expect([...pair, ...next].map(reasonOf)).toEqual([
      described,
      described,
      described,
      'unsupported',
    ])
    expect(troubles).toEqual([])
  })

  it('looks at two pictures at a time with two workers', async () => {
    const engine = await started({ workers: 2 })
    expect(new Set(engine.pids).size).toBe(2)
    signal(engine, 'SIGSTOP')
    const held = engine.describe(photo)
    expect(reasonOf(await engine.describe(again))).toBe('described')
    signal(engine, 'SIGCONT')
    expect(reasonOf(await held)).toBe('described')
  })

  it('hands its process nothing of the server’s environment', async () => {
    const engine = await started()
    const environment = await readFile(`/proc/${engine.pid}/environ`, 'utf8').catch(() => '')
    expect(environment).not.toMatch(/(^|\0)(PATH|HOME|DATABASE_URL|GARITA)/)
  })
})

describe('the engine in trouble', () => {
  it('[K6] calls unreadable the picture over which its process died, and serves the next one', async () => {
    const troubles: string[] = []
    const engine = await started({ onTrouble: (what) => troubles.push(what) })
    const before = engine.pid
    signal(engine, 'SIGSTOP')
    const lost = engine.describe(photo)
    const next = engine.describe(again)
    await pause(50)
    signal(engine, 'SIGKILL')
    expect(await lost).toMatchObject({ ok: false, reason: 'unreadable', advice: [] })
    expect(await next).toMatchObject({ ok: true })
    expect(engine.pid).not.toBe(before)
    expect(engine.state).toBe('ready')
    expect(troubles).toEqual(['the face engine was lost'])
  })

  it('starts again if its process died while idle', async () => {
    const engine = await started()
    const before = engine.pid
    signal(engine, 'SIGKILL')
    while (engine.pid === before) await pause(5)
    expect(engine.state).toBe('starting')
    expect(await engine.describe(photo)).toMatchObject({ ok: true })
  })

  it('[K6] calls unreadable a picture that takes too long, and serves the next one', async () => {
    const engine = await started({ pictureLimitMs: 3000 })
    signal(engine, 'SIGSTOP')
    expect(reasonOf(await engine.describe(photo))).toBe('unreadable')
    expect(reasonOf(await engine.describe(noPhoto))).toBe('unsupported')
  })

  it('[K6] calls unreadable a picture that fills the memory, and serves the next one', async () => {
    const troubles: string[] = []
    const engine = await started({
      onTrouble: (what) => troubles.push(what),
      memoryLimitMebibytes: 330,
    })
    expect(reasonOf(await engine.describe(photo))).toBe('described')
    expect(reasonOf(await engine.describe(await heavy()))).toBe('unreadable')
    expect(troubles).toEqual(['the face engine was lost'])
    expect(reasonOf(await engine.describe(photo))).toBe('described')
  })

  it('says at once that it is full, and answers those that wait', async () => {
    const engine = await started({ waitingLimit: 2 })
    const answers = await Promise.all(Array.from({ length: 5 }, () => engine.describe(photo)))
    const served = ['described', 'described', 'described']
    expect(answers.map(reasonOf)).toEqual([...served, 'engine-unavailable', 'engine-unavailable'])
  })

  it('looks at no picture for which nobody waits any more', async () => {
    const engine = await started({ waitingLimit: 1 })
    signal(engine, 'SIGSTOP')
    const held = engine.describe(photo)
    const giveUp = new AbortController()
    const waiting = engine.describe(again, giveUp.signal)
    giveUp.abort()
    expect(reasonOf(await waiting)).toBe('engine-unavailable')
    expect(reasonOf(await engine.describe(again, giveUp.signal))).toBe('engine-unavailable')
    // Its place in the queue is free again.
    const next = engine.describe(again)
    signal(engine, 'SIGCONT')
    expect((await Promise.all([held, next])).map(reasonOf)).toEqual(['described', 'described'])
  })

  it('compares for those at the port however many descriptions wait', async () => {
    const engine = await started({ waitingLimit: 2 })
    const described = Promise.all(Array.from({ length: 9 }, () => engine.describe(photo)))
    expect((await engine.compare(photo, again)).reason).not.toBe('engine-unavailable')
    expect((await described).map(reasonOf)).toContain('engine-unavailable')
  })

  it('that cannot start answers, says so, and is tried again later', async () => {
    const troubles: string[] = []
    const engine = open({
      startLimitMs: 0,
      retryAfterMs: 60_000,
      onTrouble: (what) => troubles.push(what),
    })
    expect(engine.state).toBe('starting')
    await engine.start()
    expect(engine.state).toBe('failed')
    expect(reasonOf(await engine.describe(photo))).toBe('engine-unavailable')
    const compared = await engine.compare(photo, again)
    expect(compared).toMatchObject({ band: 'cannot-compare', reason: 'engine-unavailable' })
    expect(troubles).toHaveLength(1)
    expect(troubles[0]).toContain('did not start')

    const patient = open({ startLimitMs: 0, retryAfterMs: 0, onTrouble: (it) => troubles.push(it) })
    await patient.describe(photo)
    await patient.describe(photo)
    expect(troubles).toHaveLength(3)
  })

  it.each([
    ['is not there', '/nowhere/node'],
    ['ends at once', '/bin/false'],
  ])('whose program %s answers, and works once it is mended', async (_, program) => {
    const troubles: string[] = []
    const engine = open({ retryAfterMs: 0, onTrouble: (what) => troubles.push(what) })
    const { execPath } = process
    process.execPath = program
    try {
      expect(reasonOf(await engine.describe(photo))).toBe('engine-unavailable')
      expect(engine.state).toBe('failed')
      expect(troubles).toHaveLength(1)
    } finally {
      process.execPath = execPath
    }
    expect(reasonOf(await engine.describe(photo))).toBe('described')
    expect(engine.state).toBe('ready')
  })

  it('that cannot be reached never throws, whatever it is given', async () => {
    const engine = open()
    await engine.close()
    expect(reasonOf(await engine.describe(photo))).toBe('engine-unavailable')
    expect(await engine.compare(photo, noPhoto)).toMatchObject({ band: 'cannot-compare' })
    await expect(engine.start()).resolves.toBeUndefined()
    expect(engine.state).toBe('failed')
  })
})

describe('closing', () => {
  it('answers all that wait and leaves no process behind', async () => {
    const engine = await started()
    const { pid } = engine
    const waiting = Array.from({ length: 4 }, () => engine.describe(photo))
    await engine.close()
    const answers = await Promise.all(waiting)
    expect(answers.map(reasonOf).slice(1)).toEqual(Array(3).fill('engine-unavailable'))
    expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH')
    await engine.close()
  })

  it('while starting waits for the start and then ends it', async () => {
    const engine = open()
    const first = engine.describe(photo)
    await engine.close()
    expect(reasonOf(await first)).toBe('engine-unavailable')
    expect(engine.pid).toBeUndefined()
  })
})

afterAll(() => {
  expect(opened).toHaveLength(0)
})

// Starts the server of a bench (house.ts) in a process of its own, and knows its sign-ins.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../server/test/postgres.ts'
import type { Ready } from './house.ts'
import { requestOf } from './load.ts'

export type ReadyGroup = Ready['groups'][number]

export type BenchHouse = {
  readonly child: ChildProcess
  readonly port: number
  readonly url: string
  /** The groups, each with a sign-in that is good for a minute from now. */
  ready(): Ready
  /** Asks the server for fresh sign-ins; `ready` then gives them, for `last` of the groups alone. */
  renew(last?: number): Promise<void>
  stop(): Promise<void>
}

export type HouseOptions = {
  readonly groups: number
  /** False performs each act alone. */
  readonly together?: boolean
  /** What else the server makes: `offers` for this many of the last groups. */
  readonly offers?: number
  /** Groups that are there besides, without a sign-in. */
  readonly others?: number
}

/** As `npm start` does it. */
const asStarted = ['--max-semi-space-size=64']

/** @param url of an empty PostgreSQL database. */
export async function startBenchHouse(url: string, options: HouseOptions): Promise<BenchHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'garita-bench-'))
  const file = join(folder, 'ready.json')
  const port = await freePort()
  const script = fileURLToPath(new URL('./house.ts', import.meta.url))
  const { groups, offers = 0, others = 0, together = true } = options
  const given = [file, ...[groups, offers, others].map(String)]
  const child = spawn(process.execPath, [...asStarted, script, ...given], {
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: url,
      GARITA_DATA: folder,
      GARITA_TOGETHER: together ? 'on' : 'off',
      GARITA_CLOCK: '2023-01-10T18:00:00Z',
      GARITA_DEMO_GROUPS: '0',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await untilReady(child)
  return {
    child,
    port,
    url,
    ready: () => JSON.parse(readFileSync(file, 'utf8')),
    renew: async (last = groups) => {
      const ready = untilReady(child)
      child.stdin?.write(`${last}\n`)
      await ready
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve))
        child.kill('SIGTERM')
        await ended
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** An act of one group as bytes. */
export function actOf(
  house: Pick<BenchHouse, 'port'>,
  path: string,
  [account, , cookie]: ReadyGroup,
  input: object,
): Buffer {
  const origin = `http://localhost:${house.port}`
  return requestOf(path, { cookie, 'idempotency-key': `bench-${account}`, origin }, input)
}

/** An ask as bytes, signed in as a group's account where one is given. */
export function askOf(path: string, group?: ReadyGroup): Buffer {
  const cookie = group ? `cookie: ${group[2]}\r\n` : ''
  return Buffer.from(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n${cookie}\r\n`)
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`the server ended with ${code}`))
    const onData = (part: Buffer) => {
      if (!part.toString().includes('READY')) return
      child.stdout?.off('data', onData)
      child.off('exit', onExit)
      resolve()
    }
    child.stdout?.on('data', onData)
    child.once('exit', onExit)
  })
}

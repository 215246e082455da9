// The built site and server, running as they would for anybody: a process of its own with a data
// folder of its own, on a free port, with the clock set.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../server/test/postgres.ts'

export type RunningHouse = {
  readonly address: string
  readonly port: number
  readonly folder: string
  readonly pid: number
  /** Everything it has printed so far. */
  output(): string
  /** Ends it politely and waits. */
  stop(): Promise<void>
  /** Removes the data folder, where it was to be kept at the stop. */
  remove(): void
  /** SIGKILL; the data folder stays for another start. */
  kill(): Promise<void>
}

export type RunningOptions = {
  readonly env?: { readonly [name: string]: string }
  /** A data folder to go on with. */
  readonly folder?: string
  /** The port of an earlier start, so that its pages and cookies go on; default a free one. */
  readonly port?: number
  /** As `npm run training` begins it, instead of the server alone. */
  readonly training?: boolean
  /** Removes the data folder at stop; default true unless one was given. */
  readonly keep?: boolean
}

const main = fileURLToPath(new URL('../server/src/main.ts', import.meta.url))
const training = fileURLToPath(new URL('../scripts/training.ts', import.meta.url))
const startLimitMs = 240_000

export async function runHouse(options: RunningOptions = {}): Promise<RunningHouse> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'garita-e2e-'))
  const port = options.port ?? (await freePort())
  const child = spawn(process.execPath, [options.training ? training : main], {
    env: {
      ...process.env,
      PORT: String(port),
      GARITA_DATA: folder,
      GARITA_CLOCK: '2023-01-10T18:00:00Z',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString()
  })
  child.stderr.on('data', (part: Buffer) => {
    output += part.toString()
  })
  // A house for training has another name than the demo's, so that nothing kept by a browser mixes.
  const address = `http://${options.training ? '127.0.0.1' : 'localhost'}:${port}`
  await untilHealthy(child, address, () => output)
  const keep = options.keep ?? options.folder !== undefined
  const end = async (signal: NodeJS.Signals, remove: boolean) => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill(signal)
      await ended
    }
    if (remove) rmSync(folder, { recursive: true, force: true })
  }
  return {
    address,
    port,
    folder,
    pid: child.pid ?? 0,
    output: () => output,
    stop: () => end('SIGTERM', !keep),
    remove: () => rmSync(folder, { recursive: true, force: true }),
    kill: () => end('SIGKILL', false),
  }
}

async function untilHealthy(child: ChildProcess, address: string, output: () => string) {
  const until = Date.now() + startLimitMs
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The server ended:\n${output()}`)
    const healthy = await fetch(`${address}/health`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (healthy) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  child.kill('SIGKILL')
  throw new Error(`The server did not answer in time:\n${output()}`)
}

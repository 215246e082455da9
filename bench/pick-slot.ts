// How many places a second one slot gives away. 20,000 signed-in groups each pick once with their
// own key in one slot of 200,000 places, over 256 connections; only places given count.
//
// naive: the same server and act, one transaction each (`together` off), the same pool.
// echo: the same session, schema, body and answer size, no database.
// lost: answered as given, but absent after a SIGKILL in mid-run and a restart of the database's
// client; overfull: places given beyond those there are.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Pool } from 'pg'
import { freePort, type RunningPostgres, startPostgres } from '../server/test/postgres.ts'
import type { Ready } from './house.ts'
import { type Load, median, quantile, requestOf, sendAll } from './load.ts'

const connections = 256
const rounds = 3
/** A sign-in is good for a minute, and a naive round takes longer. */
const renewEveryMs = 25_000

type Mode = 'together' | 'naive' | 'echo'
type Round = { perSecond: number; p99Ms: number; given: number; refused: number; overfull: number }

/** Options: `--groups <n>` for a quicker run; the figures of record use 20,000. */
export async function run(options: string[]): Promise<object> {
  const at = options.indexOf('--groups')
  const groups = at === -1 ? 20_000 : Number(options[at + 1])
  const postgres = await startPostgres()
  const measured: Record<Mode, Round[]> = { together: [], naive: [], echo: [] }
  try {
    for (let round = 0; round < rounds; round++) {
      for (const mode of ['together', 'naive', 'echo'] as const) {
        measured[mode].push(await measure(postgres, mode, groups, `${mode}_${round}`))
      }
    }
    const lost = await countLost(postgres, groups)
    const perSecond = (mode: Mode) => Math.round(median(measured[mode].map((one) => one.perSecond)))
    const all = Object.values(measured).flat()
    return {
      perSecond: perSecond('together'),
      naivePerSecond: perSecond('naive'),
      echoPerSecond: perSecond('echo'),
      p99Ms: Math.round(median(measured.together.map((one) => one.p99Ms))),
      overfull: all.reduce((sum, one) => sum + one.overfull, 0),
      lost,
      refused: all.reduce((sum, one) => sum + one.refused, 0),
      groups,
      rounds,
    }
  } finally {
    await postgres.stop()
  }
}

async function measure(
  postgres: RunningPostgres,
  mode: Mode,
  groups: number,
  name: string,
): Promise<Round> {
  const bench = await startHouse(await postgres.database(name), mode, groups)
  try {
    const requests = bench.requests(mode)
    const renew = () => void bench.renew(mode, requests).catch(() => undefined)
    const renewing = setInterval(renew, renewEveryMs)
    const load = await sendAll(bench.port, requests, connections)
    clearInterval(renewing)
    const given = load.answers.filter((one) => one.status === 200).length
    const overfull = mode === 'echo' ? 0 : await countOverfull(bench.url, given)
    return {
      perSecond: given / load.seconds,
      p99Ms: quantile(load.latencies, 0.99),
      given,
      refused: load.answers.length - given,
      overfull,
    }
  } finally {
    await bench.stop()
  }
}

/** Kills the server in mid-run: every place that was answered as given has to be in the database. */
async function countLost(postgres: RunningPostgres, groups: number): Promise<number> {
  const bench = await startHouse(await postgres.database('lost'), 'together', groups)
  const timer = setTimeout(() => bench.child.kill('SIGKILL'), 700)
  let load: Load
  try {
    load = await sendAll(bench.port, bench.requests('together'), connections)
  } finally {
    clearTimeout(timer)
    await bench.stop()
  }
  const given = load.answers.flatMap((one) =>
    one.status === 200 ? [(JSON.parse(one.body) as { appointment: string }).appointment] : [],
  )
  if (given.length === 0) throw new Error('the server was killed before it gave a place')
  const pool = new Pool({ connectionString: bench.url })
  const { rows } = await pool.query<{ found: number }>(
    'select count(*)::int as found from appointments where id = any($1::uuid[])',
    [given],
  )
  await pool.end()
  return given.length - (rows[0]?.found ?? 0)
}

async function countOverfull(url: string, given: number): Promise<number> {
  const pool = new Pool({ connectionString: url })
  const { rows } = await pool.query<{ taken: number; places: number; seated: number }>(
    `select taken, places, (select coalesce(sum(size), 0)::int from appointments) as seated
     from slots where taken > 0`,
  )
  await pool.end()
  const [row] = rows
  if (!row || row.taken !== row.seated || row.seated !== given) {
    throw new Error(`places do not agree: ${JSON.stringify({ row, given })}`)
  }
  return Math.max(0, row.seated - row.places)
}

type Bench = {
  readonly child: ChildProcess
  readonly port: number
  readonly url: string
  requests(mode: Mode): Buffer[]
  /** Puts fresh sign-ins into requests that are still to be sent. */
  renew(mode: Mode, requests: Buffer[]): Promise<void>
  stop(): Promise<void>
}

async function startHouse(url: string, mode: Mode, groups: number): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'garita-bench-'))
  const file = join(folder, 'ready.json')
  const port = await freePort()
  const script = fileURLToPath(new URL('./house.ts', import.meta.url))
  const child = spawn(process.execPath, [script, file, String(groups)], {
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: url,
      GARITA_DATA: folder,
      GARITA_TOGETHER: mode === 'naive' ? 'off' : 'on',
      GARITA_CLOCK: '2023-01-10T18:00:00Z',
      GARITA_DEMO_GROUPS: '0',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await untilReady(child)
  const requests = (how: Mode) => {
    const ready: Ready = JSON.parse(readFileSync(file, 'utf8'))
    const path = how === 'echo' ? '/api/bench/echo' : '/api/acts/pick-slot'
    return ready.groups.map(([account, group, cookie]) =>
      requestOf(
        path,
        { cookie, 'idempotency-key': `bench-${account}`, origin: `http://localhost:${port}` },
        { group, port: '2504', slot: ready.slot },
      ),
    )
  }
  return {
    child,
    port,
    url,
    requests,
    renew: async (how, sending) => {
      child.stdin?.write('renew\n')
      await untilReady(child)
      sending.splice(0, sending.length, ...requests(how))
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

// How many new standing requests a second. 20,000 signed-in groups each ask once with their own key,
// over 256 connections.
//
// echo: the same session, schema, body and answer size, no database.

import { Pool } from 'pg'
import { type RunningPostgres, startPostgres } from '../server/test/postgres.ts'
import { actOf, type BenchHouse, startBenchHouse } from './bench-house.ts'
import { median, quantile, sendAll } from './load.ts'

const connections = 256
const rounds = 3

type Round = { readonly perSecond: number; readonly p99Ms: number }

/** Options: `--groups <n>` for a quicker run; the figures of record use 20,000. */
export async function run(options: string[]): Promise<object> {
  const at = options.indexOf('--groups')
  const groups = at === -1 ? 20_000 : Number(options[at + 1])
  const postgres = await startPostgres()
  const asked: Round[] = []
  const echoed: Round[] = []
  try {
    for (let round = 0; round < rounds; round++) {
      asked.push(await measure(postgres, groups, '/api/acts/make-request', `asked_${round}`))
      echoed.push(await measure(postgres, groups, '/api/bench/make-request', `echoed_${round}`))
    }
  } finally {
    await postgres.stop()
  }
  const perSecond = Math.round(median(asked.map((one) => one.perSecond)))
  const echoPerSecond = Math.round(median(echoed.map((one) => one.perSecond)))
  const share = Math.round((perSecond / echoPerSecond) * 100) / 100
  const p99Ms = Math.round(median(asked.map((one) => one.p99Ms)))
  return { perSecond, echoPerSecond, share, p99Ms, groups, rounds }
}

async function measure(
  postgres: RunningPostgres,
  groups: number,
  path: string,
  name: string,
): Promise<Round> {
  const bench = await startBenchHouse(await postgres.database(name), { groups })
  try {
    const requests = requestsOf(bench, path)
    const load = await sendAll(bench.port, requests, connections)
    const answered = load.answers.filter((one) => one.status === 200).length
    if (answered !== groups) throw new Error(`${groups - answered} were not answered`)
    if (path.includes('/acts/')) await checkStanding(bench, groups)
    return { perSecond: answered / load.seconds, p99Ms: quantile(load.latencies, 0.99) }
  } finally {
    await bench.stop()
  }
}

function requestsOf(bench: BenchHouse, path: string): Buffer[] {
  return bench.ready().groups.map((one) => {
    const input = { group: one[1], ports: ['2504', '2503', '2402'], ruledOut: ['2301'] }
    return actOf(bench, path, one, input)
  })
}

async function checkStanding({ url }: BenchHouse, groups: number): Promise<void> {
  const pool = new Pool({ connectionString: url })
  const { rows } = await pool.query<{ standing: number }>(
    `select count(*)::int as standing from requests where state = 'standing'`,
  )
  await pool.end()
  if (rows[0]?.standing !== groups) throw new Error(`${rows[0]?.standing} of ${groups} stand`)
}

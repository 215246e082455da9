// How many ask for open places a second, from memory, over 256 connections.
//
// empty: a route that answers the same bytes and does nothing else.

import { startPostgres } from '../server/test/postgres.ts'
import { askOf, startBenchHouse } from './bench-house.ts'
import { median, quantile, sendAll } from './load.ts'

const connections = 256
const rounds = 5

/** Options: `--calls <n>` of one round; the figures of record use 40,000. */
export async function run(options: string[]): Promise<object> {
  const at = options.indexOf('--calls')
  const calls = at === -1 ? 40_000 : Number(options[at + 1])
  const postgres = await startPostgres()
  const bench = await startBenchHouse(await postgres.database('asked'), { groups: 0 })
  const asked: number[] = []
  const empty: number[] = []
  const latencies: number[] = []
  try {
    for (let round = -1; round < rounds; round++) {
      const ask = await sendMany(bench.port, '/api/asks/open-places', calls)
      const bytes = await sendMany(bench.port, '/api/bench/open-places', calls)
      // The first round warms up.
      if (round === -1) continue
      asked.push(calls / ask.seconds)
      empty.push(calls / bytes.seconds)
      latencies.push(quantile(ask.latencies, 0.99))
    }
  } finally {
    await bench.stop()
    await postgres.stop()
  }
  const perSecond = Math.round(median(asked))
  const emptyPerSecond = Math.round(median(empty))
  const share = Math.round((perSecond / emptyPerSecond) * 100) / 100
  return { perSecond, emptyPerSecond, share, p99Ms: Math.round(median(latencies)), calls, rounds }
}

async function sendMany(port: number, path: string, calls: number) {
  const request = askOf(path)
  const load = await sendAll(
    port,
    Array.from({ length: calls }, () => request),
    connections,
  )
  const wrong = load.answers.filter((one) => one.status !== 200).length
  if (wrong > 0) throw new Error(`${wrong} calls were not answered`)
  return load
}

// Does it slow down as the database fills? The same 2,000 calls, one after the other, with a
// thousand, a hundred thousand and a million groups in the database.

import { startPostgres } from '../server/test/postgres.ts'
import { actOf, askOf, startBenchHouse } from './bench-house.ts'
import { quantile, sendAll } from './load.ts'

const calls = 2_000
const warmUp = 300

/** Options: `--sizes 1000,100000` for a quicker run; the figures of record go to a million. */
export async function run(options: string[]): Promise<object> {
  const at = options.indexOf('--sizes')
  const sizes = (at === -1 ? '1000,100000,1000000' : (options[at + 1] ?? '')).split(',').map(Number)
  const postgres = await startPostgres()
  const measured: { groups: number; pickP50Ms: number; journeyP50Ms: number }[] = []
  try {
    for (const groups of sizes) {
      measured.push(await measure(await postgres.database(`grown_${groups}`), groups))
    }
  } finally {
    await postgres.stop()
  }
  const [first, last] = [measured[0], measured.at(-1)]
  if (!first || !last) throw new Error('no sizes')
  const ratio = (a: number, b: number) => Math.round((b / a) * 100) / 100
  return {
    measured,
    pickRatio: ratio(first.pickP50Ms, last.pickP50Ms),
    journeyRatio: ratio(first.journeyP50Ms, last.journeyP50Ms),
    calls,
  }
}

async function measure(url: string, size: number) {
  // Those who call are among them.
  const groups = calls + warmUp
  const bench = await startBenchHouse(url, { groups, others: Math.max(0, size - groups) })
  try {
    await bench.renew()
    const { groups: ready, slot } = bench.ready()
    const journeys = ready.map((one) => askOf('/api/asks/my-journey', one))
    const journeyP50Ms = await p50(bench.port, journeys)
    await bench.renew()
    const fresh = bench.ready().groups
    const picks = fresh.map((one) =>
      actOf(bench, '/api/acts/pick-slot', one, { group: one[1], port: '2504', slot }),
    )
    return { groups: size, pickP50Ms: await p50(bench.port, picks), journeyP50Ms }
  } finally {
    await bench.stop()
  }
}

async function p50(port: number, requests: readonly Buffer[]): Promise<number> {
  await sendAll(port, requests.slice(0, warmUp), 1)
  const load = await sendAll(port, requests.slice(warmUp), 1)
  const wrong = load.answers.find((one) => one.status !== 200)
  if (wrong) throw new Error(`${wrong.status}: ${wrong.body.slice(0, 200)}`)
  return Math.round(quantile(load.latencies, 0.5) * 100) / 100
}

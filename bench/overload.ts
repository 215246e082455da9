// Three times as many picks as can be served, for ten seconds, each sent when it is due. What was
// answered as given has to be in the database; every other call gets 503 at once, none hangs; and
// afterwards all is as before within seconds.

import { Pool } from 'pg'
import { startPostgres } from '../server/test/postgres.ts'
import { actOf, type BenchHouse, startBenchHouse } from './bench-house.ts'
import { quantile, sendAll } from './load.ts'
import { type Outcome, sendOpen } from './open-loop.ts'

const times = 3
const seconds = 10
/** To measure in the same run what can be served. */
const warmUp = 12_000
const patienceMs = 2_000
const probes = 50

/** Options: `--rate <n>` calls a second instead of three times what was measured. */
export async function run(options: string[]): Promise<object> {
  const at = options.indexOf('--rate')
  const postgres = await startPostgres()
  // Enough for three times 7,000 a second.
  const groups = warmUp + times * 7_000 * seconds + probes * 20
  const bench = await startBenchHouse(await postgres.database('rush'), { groups })
  try {
    await bench.renew()
    const picks = picksOf(bench)
    const served = await sendAll(bench.port, picks.slice(0, warmUp), 256)
    const servedPerSecond = Math.round(warmUp / served.seconds)
    const perSecond = at === -1 ? servedPerSecond * times : Number(options[at + 1])
    const count = Math.min(perSecond * seconds, groups - warmUp - probes * 20)
    const rush = await sendOpen(bench.port, {
      perSecond,
      count,
      request: (index) => picks[warmUp + index] ?? Buffer.alloc(0),
      patienceMs: patienceMs * 2,
      socketsAtMost: 8_000,
      socketsAtFirst: 2_000,
    })
    const recoveredMs = await untilRecovered(bench)
    return {
      servedPerSecond,
      perSecond,
      calls: rush.length,
      ...(await tell(bench, rush)),
      recoveredMs,
    }
  } finally {
    await bench.stop()
    await postgres.stop()
  }
}

function picksOf(bench: BenchHouse): Buffer[] {
  const { groups, slot } = bench.ready()
  return groups.map((one) =>
    actOf(bench, '/api/acts/pick-slot', one, { group: one[1], port: '2504', slot }),
  )
}

async function tell(bench: BenchHouse, rush: readonly Outcome[]) {
  const given = rush.filter((one) => one.status === 200)
  const shed = rush.filter((one) => one.status === 503)
  const other = rush.filter((one) => one.status !== 200 && one.status !== 503)
  const inTime = (all: readonly Outcome[]) =>
    Math.round(quantile(Float64Array.from(all.map((one) => one.milliseconds)).sort(), 0.99))
  return {
    given: given.length,
    givenP99Ms: inTime(given),
    lost: await countLost(bench, given),
    shed: shed.length,
    shedP99Ms: inTime(shed),
    shedWorstMs: Math.round(shed.reduce((most, one) => Math.max(most, one.milliseconds), 0)),
    refused: other.filter((one) => one.body === 'refused').length,
    hung: other.filter((one) => one.body === 'hung').length,
    otherwise: other.filter((one) => one.body !== 'refused' && one.body !== 'hung').length,
  }
}

async function countLost({ url }: BenchHouse, given: readonly Outcome[]): Promise<number> {
  const ids = given.map((one) => (JSON.parse(one.body) as { appointment: string }).appointment)
  const pool = new Pool({ connectionString: url })
  const { rows } = await pool.query<{ found: number }>(
    'select count(*)::int as found from appointments where id = any($1::uuid[])',
    [ids],
  )
  await pool.end()
  return ids.length - (rows[0]?.found ?? 0)
}

/** Milliseconds from the end of the rush until twenty picks in a row were given, each in 250 ms. */
async function untilRecovered(bench: BenchHouse): Promise<number> {
  const began = performance.now()
  await bench.renew(probes * 20)
  const picks = picksOf(bench)
  for (let probe = 0; probe < probes; probe++) {
    const some = picks.slice(probe * 20, (probe + 1) * 20)
    const load = await sendAll(bench.port, some, 1)
    const isGood = load.answers.length === 20 && load.answers.every((one) => one.status === 200)
    if (isGood && (load.latencies.at(-1) ?? 0) <= 250) return Math.round(performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('it did not recover')
}

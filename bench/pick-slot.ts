// How many places a second one slot gives away. 20,000 signed-in groups each pick once with their
// own key in one slot of 200,000 places, over 256 connections; only places given count.
//
// naive: the same server and act, one transaction each (`together` off), the same pool.
// echo: the same session, schema, body and answer size, no database.
// lost: answered as given, but absent after a SIGKILL in mid-run and a restart of the database's
// client; overfull: places given beyond those there are.

import { Pool } from 'pg'
import { type RunningPostgres, startPostgres } from '../server/test/postgres.ts'
import { actOf, type BenchHouse, startBenchHouse } from './bench-house.ts'
import { type Load, median, quantile, sendAll } from './load.ts'

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
  const url = await postgres.database(name)
  const bench = await startBenchHouse(url, { groups, together: mode !== 'naive' })
  try {
    const requests = picksOf(bench, mode)
    const renew = async () => {
      await bench.renew()
      requests.splice(0, requests.length, ...picksOf(bench, mode))
    }
    const renewing = setInterval(() => void renew().catch(() => undefined), renewEveryMs)
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
  const bench = await startBenchHouse(await postgres.database('lost'), { groups })
  const timer = setTimeout(() => bench.child.kill('SIGKILL'), 700)
  let load: Load
  try {
    load = await sendAll(bench.port, picksOf(bench, 'together'), connections)
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

/** One pick a group, or the same call to the empty route. */
function picksOf(bench: BenchHouse, mode: Mode): Buffer[] {
  const { groups, slot } = bench.ready()
  const path = mode === 'echo' ? '/api/bench/pick-slot' : '/api/acts/pick-slot'
  return groups.map((one) => actOf(bench, path, one, { group: one[1], port: '2504', slot }))
}

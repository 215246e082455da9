// Ten times the load at which the first system broke: 1,333 calls a second for a minute, from
// another process, each sent when it is due whether or not others were answered. The mix of a real
// morning: 60 % asks, 30 % requests, 10 % picks and accepted offers.

import { startPostgres } from '../server/test/postgres.ts'
import { actOf, askOf, type BenchHouse, type ReadyGroup, startBenchHouse } from './bench-house.ts'
import { quantile } from './load.ts'
import { type Outcome, sendOpen } from './open-loop.ts'

const callsPerSecond = 1_333
/** A morning does not begin with a server started in that second: so long it runs before, unmeasured. */
const warmSeconds = 5
/** Sign-ins are good for a minute. */
const renewEveryMs = 25_000

/** Options: `--seconds <n>`; the figure of record uses 60. */
export async function run(options: string[]): Promise<object> {
  const at = options.indexOf('--seconds')
  const seconds = at === -1 ? 60 : Number(options[at + 1])
  const warming = callsPerSecond * warmSeconds
  const count = warming + callsPerSecond * seconds
  const postgres = await startPostgres()
  const groups = Math.ceil(count * 0.4) + 20
  const offers = Math.ceil(count * 0.05)
  const bench = await startBenchHouse(await postgres.database('morning'), { groups, offers })
  let outcomes: Outcome[]
  let ready = bench.ready()
  const renewing = setInterval(() => {
    const renew = async () => {
      await bench.renew()
      ready = bench.ready()
    }
    void renew().catch(() => undefined)
  }, renewEveryMs)
  const turns = { request: 0, pick: 0, accept: 0 }
  const made = new Map<number, Turn>()
  const turnOf = (index: number) => {
    const turn = made.get(index) ?? nextTurn(index, turns, offers, groups)
    made.set(index, turn)
    return turn
  }
  try {
    outcomes = await sendOpen(bench.port, {
      perSecond: callsPerSecond,
      count,
      request: (index) => callOf(bench, ready.slot, ready.groups, turnOf(index)),
      patienceMs: 10_000,
      socketsAtMost: 1_000,
    })
  } finally {
    clearInterval(renewing)
    await bench.stop()
    await postgres.stop()
  }
  outcomes = outcomes.filter((one) => one.index >= warming)
  const latencies = Float64Array.from(outcomes.map((one) => one.milliseconds)).sort()
  const wrong = outcomes.filter((one) => one.status !== 200)
  return {
    callsPerSecond,
    seconds,
    calls: outcomes.length,
    errors: wrong.length,
    ...(wrong[0] ? { firstError: `${wrong[0].status} ${wrong[0].body.slice(0, 200)}` } : {}),
    p50Ms: Math.round(quantile(latencies, 0.5)),
    p99Ms: Math.round(quantile(latencies, 0.99)),
    worstMs: Math.round(latencies.at(-1) ?? 0),
  }
}

type Turn = { readonly kind: 'ask' | 'request' | 'pick' | 'accept'; readonly nth: number }
type Turns = { request: number; pick: number; accept: number }

/** Of ten calls six ask, three request, and one picks or accepts in turn. */
function nextTurn(index: number, turns: Turns, offers: number, groups: number): Turn {
  const place = index % 10
  if (place < 6) return { kind: 'ask', nth: index }
  if (place < 9) return { kind: 'request', nth: turns.request++ }
  const isAccept = Math.floor(index / 10) % 2 === 1 && turns.accept < offers
  // Offers belong to the last groups, picks are made by those before them.
  if (isAccept) return { kind: 'accept', nth: groups - offers + turns.accept++ }
  return { kind: 'pick', nth: groups - offers - 1 - turns.pick++ }
}

const everybodyAsks = [
  '/api/asks/open-places',
  '/api/asks/open-places?port=2504',
  '/api/asks/rules',
]

function callOf(
  bench: BenchHouse,
  slot: string,
  groups: readonly ReadyGroup[],
  { kind, nth }: Turn,
): Buffer {
  const own = groups[nth % groups.length]
  if (!own) throw new Error('there are no groups')
  if (kind === 'ask') {
    // Every other one asks for what is its own.
    const path = nth % 2 === 0 ? undefined : everybodyAsks[nth % everybodyAsks.length]
    return path ? askOf(path) : askOf('/api/asks/my-journey', own)
  }
  const group = own[1]
  if (kind === 'accept') {
    return actOf(bench, '/api/acts/accept-offer', own, { group, offer: own[3] ?? '' })
  }
  if (kind === 'pick') {
    return actOf(bench, '/api/acts/pick-slot', own, { group, port: '2504', slot })
  }
  return actOf(bench, '/api/acts/make-request', own, {
    group,
    ports: ['2504', '2503'],
    ruledOut: [],
  })
}

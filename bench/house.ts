// The server of a bench, in a process of its own: the real house on PostgreSQL, with many groups
// ready to pick, and empty routes to compare with: an echo with the same session, schema, body and
// answer size but no database, and one that sends the bytes of open places. It prints READY when
// all is there; the sign-ins lie in a file.

import { writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { acts } from '@garita/contract'
import type { FastifyInstance } from 'fastify'
import { readConfig } from '../server/src/config.ts'
import type { WhoOf } from '../server/src/http/who.ts'
import { runHouse } from '../server/src/run.ts'
import { insertOpenOffers, insertReadyGroups, insertSlot } from '../server/test/many-groups.ts'

export type Ready = {
  readonly slot: string
  /** Account, group and cookie, one a group; an open offer where it has one. */
  readonly groups: readonly (readonly [
    account: string,
    group: string,
    cookie: string,
    offer?: string,
  ])[]
}

const [file = '', count = '0', offers = '0', others = '0'] = process.argv.slice(2)
const house = await runHouse(readConfig(process.env), () => {}, addEmptyRoutes)
const slot = await insertSlot(house.world, 200_000)
const oneEach = () => 1
await insertReadyGroups(house.world, Number(others), oneEach, 'other')
const ready = await insertReadyGroups(house.world, Number(count), oneEach)
const offered = await insertOpenOffers(
  house.world,
  slot,
  ready.slice(ready.length - Number(offers)).map((one) => one.group),
)
await house.world.database.pool.query('analyze')

/**
 * Sign-ins are good for a minute: a long run asks for them anew, by a line on standard input that
 * tells for how many of the last groups.
 */
async function tellSignIns(last: number): Promise<void> {
  const groups: Ready['groups'][number][] = []
  for (const { account, group } of ready.slice(-last)) {
    const session = { session: `s-${account}`, account, kind: 'applicant' as const }
    const cookie = house.accounts.seen(session).split(';')[0] ?? ''
    const offer = offered.get(group)
    groups.push(offer ? [account, group, cookie, offer] : [account, group, cookie])
    // Little by little: signing for all at once would stand in the way of the calls measured.
    if (groups.length % 100 === 0) await setTimeout(5)
  }
  writeFileSync(file, JSON.stringify({ slot, groups } satisfies Ready))
  process.stdout.write('READY\n')
}

await tellSignIns(ready.length)
process.stdin.on('data', (line) => void tellSignIns(Number(line)))
process.once('SIGTERM', () => {
  void house.stop().then(() => process.exit(0))
})

function addEmptyRoutes(server: FastifyInstance, whoOf: WhoOf): void {
  for (const name of ['pick-slot', 'make-request'] as const) {
    const { input, answer } = acts[name]
    server.post(
      `/api/bench/${name}`,
      { schema: { body: input, response: { 200: answer } } },
      async (request, reply) => {
        const who = await whoOf(request, reply)
        const { group, slot } = request.body as { group: string; slot?: string }
        if (who.kind !== 'applicant') throw new Error('not signed in')
        const at = 1_673_517_600_000
        const body = slot
          ? { appointment: group, slot, startsAt: at }
          : { request: group, draw: '2023-01-11', expiresAt: at }
        return await reply.header('cache-control', 'no-store').send(body)
      },
    )
  }
  let bytes: Promise<Buffer> | undefined
  server.get('/api/bench/open-places', async (_request, reply) => {
    bytes ??= server.inject('/api/asks/open-places').then((answer) => answer.rawPayload)
    return await reply
      .header('etag', '"empty"')
      .header('vary', 'accept-encoding')
      .header('cache-control', 'public, max-age=1')
      .type('application/json; charset=utf-8')
      .send(await bytes)
  })
}

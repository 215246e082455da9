// The server of a bench, in a process of its own: the real house on PostgreSQL, with many groups
// ready to pick, and an echo route with the same session, schema, body and answer size but no
// database. It prints READY when all is there; the sign-ins lie in a file.

import { writeFileSync } from 'node:fs'
import { acts } from '@garita/contract'
import { readConfig } from '../server/src/config.ts'
import { runHouse } from '../server/src/run.ts'
import { insertReadyGroups, insertSlot } from '../server/test/many-groups.ts'

export type Ready = {
  readonly slot: string
  /** Account, group and cookie, one a group. */
  readonly groups: readonly (readonly [account: string, group: string, cookie: string])[]
}

const [file = '', count = '0'] = process.argv.slice(2)
const { input, answer } = acts['pick-slot']

const house = await runHouse(
  readConfig(process.env),
  () => {},
  (server, whoOf) => {
    server.post(
      '/api/bench/echo',
      { schema: { body: input, response: { 200: answer } } },
      async (request, reply) => {
        const who = await whoOf(request, reply)
        const { group, slot } = request.body as { group: string; slot: string }
        if (who.kind !== 'applicant') throw new Error('not signed in')
        return await reply
          .header('cache-control', 'no-store')
          .send({ appointment: group, slot, startsAt: 1_673_517_600_000 })
      },
    )
  },
)
const slot = await insertSlot(house.world, 200_000)
const ready = await insertReadyGroups(house.world, Number(count), () => 1)

/** Sign-ins are good for a minute: a slow round asks for them anew, by a line on standard input. */
function tellSignIns(): void {
  const groups = ready.map(({ account, group }) => {
    const session = { session: `s-${account}`, account, kind: 'applicant' as const }
    return [account, group, house.accounts.seen(session).split(';')[0] ?? ''] as const
  })
  writeFileSync(file, JSON.stringify({ slot, groups } satisfies Ready))
  process.stdout.write('READY\n')
}

tellSignIns()
process.stdin.on('data', tellSignIns)
process.once('SIGTERM', () => {
  void house.stop().then(() => process.exit(0))
})

// The SQL of the queries that lock or that everybody waits for, kept as a snapshot: a change of one
// is reviewed as SQL. Locks are taken in the order group, slot, appointment, each by ascending id.

import {
  CamelCasePlugin,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresQueryCompiler,
} from 'kysely'
import { expect, it } from 'vitest'
import type { Tx } from '../src/act.ts'
import type { Tables } from '../src/database/tables.ts'
import {
  findGroupsWithLive,
  insertAppointments,
  lockAppointment,
  lockLive,
} from '../src/store/appointments.ts'
import { findKeys } from '../src/store/keys.ts'
import { lockOpenOffers } from '../src/store/offers.ts'
import { findGroupRows, reachGroups } from '../src/store/reach.ts'
import { insertRequests } from '../src/store/requests.ts'
import { insertSeated } from '../src/store/seated.ts'
import { insertSettled } from '../src/store/settled.ts'
import { lockSlots } from '../src/store/slots.ts'
import { findStandings } from '../src/store/standings.ts'
import { nextNumber } from '../src/store/waiting-area.ts'

const said: string[] = []
/** Compiles everything and sends nothing. */
const tx = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: () => {
      throw new Error('nothing to look into')
    },
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
  plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  log: (event) => {
    said.push(event.query.sql.replace(/\s+/g, ' ').trim())
  },
}) as unknown as Tx

async function sqlOf(run: () => Promise<unknown>): Promise<string> {
  said.length = 0
  await run().catch(() => undefined)
  return said.join('\n')
}

const id = '00000000-0000-4000-8000-000000000001'
const who = { kind: 'applicant' as const, account: 'one', ports: [] }

it('the queries of the hot path are these', async () => {
  const queries = {
    findKeys: await sqlOf(() => findKeys(tx, 'pick-slot', [{ actor: 'a', act: 'b', key: 'c' }])),
    reachGroups: await sqlOf(() => reachGroups(tx, [{ who, group: id }], 0, true)),
    lockGroups: await sqlOf(() => findGroupRows(tx, [id], true)),
    lockSlots: await sqlOf(() => lockSlots(tx, ['b', 'a'])),
    findGroupsWithLive: await sqlOf(() => findGroupsWithLive(tx, [id])),
    findStandings: await sqlOf(() => findStandings(tx, [id])),
    lockOpenOffers: await sqlOf(() => lockOpenOffers(tx, [id])),
    lockLive: await sqlOf(() => lockLive(tx, [id])),
    insertRequests: await sqlOf(() =>
      insertRequests(tx, [
        { id, groupId: id, ports: ['2504'], ruledOut: [], madeAt: 0, aliveAt: 0 },
      ]),
    ),
    insertSeated: await sqlOf(() =>
      insertSeated(
        tx,
        [{ id: 'a', taken: 1 }],
        [{ id, groupId: id, slotId: 'a', size: 1, code: 'C', madeAt: 0, notice: id }],
      ),
    ),
    lockAppointment: await sqlOf(() => lockAppointment(tx, id, id)),
    insertAppointments: await sqlOf(() =>
      insertAppointments(tx, [{ id, groupId: id, slotId: 'a', size: 1, code: 'C', madeAt: 0 }]),
    ),
    nextNumber: await sqlOf(() => nextNumber(tx, '2504', '2023-01-10')),
    insertSettled: await sqlOf(() =>
      insertSettled(tx, 0, [
        {
          actor: 'a',
          actorKind: 'x',
          act: 'b',
          key: 'c',
          inputMac: Buffer.alloc(1),
          groupId: id,
          answer: {},
          outcome: 'allowed',
          concerns: id,
          facts: {},
        },
      ]),
    ),
  }
  expect(queries).toMatchSnapshot()
})

// The house for a test: real migrations, the real door, PGlite from a saved image or PostgreSQL by
// URL. Fakes stand only for what is outside: the clock, and, where asked, the face engine.

import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActName, InputOf } from '@garita/contract'
import { unpackArea } from '@garita/domain/location'
import type { Performed, Who } from '../src/act.ts'
import { allActs } from '../src/acts/all.ts'
import { openAsker } from '../src/ask.ts'
import { allAsks } from '../src/asks/all.ts'
import { migrate } from '../src/database/migrate.ts'
import { type DatabasePlace, openDatabase } from '../src/database/open.ts'
import { createFaceEngine, type FaceEngine } from '../src/faces/engine.ts'
import { openDoor, type PerformOptions } from '../src/perform.ts'
import { loadRules } from '../src/store/rules.ts'
import { readMasters } from '../src/vault/master.ts'
import { openProofs } from '../src/vault/proof.ts'
import { openVault } from '../src/vault/vault.ts'
import type { World } from '../src/world.ts'
import { migratedImage } from './image.ts'

export type HouseOptions = PerformOptions & {
  /** Default: an embedded database in memory, from the saved image. */
  readonly place?: DatabasePlace
  readonly faces?: FaceEngine
  /** Default: Tuesday 10 January 2023, 18:00 UTC (10:00 at San Ysidro). */
  readonly now?: number
  /** Default: random, as in a real house. */
  readonly newId?: () => string
  readonly randomBytes?: (count: number) => Uint8Array
}

const areaFile = new URL('../data/area.json', import.meta.url)

export type House = Awaited<ReturnType<typeof openHouse>>

export async function openHouse(options: HouseOptions = {}) {
  const keysFolder = mkdtempSync(join(tmpdir(), 'garita-keys-'))
  const database = await openDatabase(options.place ?? { image: await migratedImage() })
  if (options.place) await migrate(database.pool)
  const vault = await openVault(keysFolder, readMasters(randomBytes(32).toString('base64')))
  const rules = await loadRules(database.db)
  let now = options.now ?? Date.UTC(2023, 0, 10, 18)
  const world: World = {
    database,
    vault,
    faces: options.faces ?? createFaceEngine(),
    now: () => now,
    newId: options.newId ?? (() => randomUUID()),
    randomBytes: options.randomBytes ?? ((count) => randomBytes(count)),
    rulesAt: rules.at,
    reloadRules: rules.reload,
    area: unpackArea(JSON.parse(readFileSync(areaFile, 'utf8'))),
    proofs: await openProofs(vault.keys),
  }
  const door = openDoor(world, allActs, options)
  const ask = openAsker(world, allAsks)

  /** Performs as somebody, under a fresh key unless one is given. */
  async function perform<N extends ActName>(
    who: Who,
    act: N,
    input: InputOf<N>,
    key: string = randomUUID(),
  ): Promise<Performed<N>> {
    return await door.perform({ who, act, input, key })
  }

  return {
    world,
    door,
    ask,
    perform,
    db: database.db,
    asApplicant: (n: number): Who => ({ kind: 'applicant', account: `applicant-${n}`, ports: [] }),
    asOfficer: (...ports: string[]): Who => ({ kind: 'officer', account: 'officer-1', ports }),
    asSupervisor: (...ports: string[]): Who => ({
      kind: 'supervisor',
      account: 'supervisor-1',
      ports,
    }),
    asPlanner: (): Who => ({ kind: 'planner', account: 'planner-1', ports: [] }),
    asAuditor: (): Who => ({ kind: 'auditor', account: 'auditor-1', ports: [] }),
    asCustodian: (n: number): Who => ({ kind: 'custodian', account: `custodian-${n}`, ports: [] }),
    asPublic: (): Who => ({ kind: 'public', account: 'public', ports: [] }),
    asClock: (): Who => ({ kind: 'clock', account: 'clock', ports: [] }),
    asAdministration: (): Who => ({ kind: 'administration', account: 'administration', ports: [] }),
    setNow: (instant: number) => {
      now = instant
    },
    close: async () => {
      await door.drain()
      await world.faces.close()
      await database.close()
      await vault.keys.close()
      rmSync(keysFolder, { recursive: true, force: true })
    },
  }
}

/** The value of an allowed decision; a refusal fails the test with its names. */
export function granted<T>(
  decision: { ok: true; value: T } | { ok: false; reasons: readonly { name: string }[] },
): T {
  if (decision.ok) return decision.value
  throw new Error(`refused: ${decision.reasons.map((reason) => reason.name).join(' ')}`)
}

/** The names of a refusal's reasons; empty when it was allowed. */
export function namesOf(decision: {
  ok: boolean
  reasons?: readonly { name: string }[]
}): string[] {
  return decision.reasons?.map((reason) => reason.name) ?? []
}

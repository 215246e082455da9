// The day's list of each port, kept in memory for as long as nothing moves. Names are opened once a
// group and kept beside it: opening five hundred groups every two seconds for each console would
// cost more than all else at a port. In memory alone, and only until the port's day is over.

import type { AttestedMember } from '@garita/domain/attestation'
import { portOf } from '@garita/domain/port'
import { addDays, instantOf } from '@garita/domain/time'
import type { Kysely } from 'kysely'
import type { Tables } from './database/tables.ts'
import { openAttestation, openMember } from './sealed.ts'
import {
  type DayArrival,
  findDayArrivals,
  findDayVersion,
  type PortDay,
} from './store/day-arrivals.ts'
import { findMembersOf } from './store/members.ts'
import { countOpen } from './store/questions.ts'
import { findGroupKey } from './vault/keys.ts'
import type { World } from './world.ts'

export type OpenedPerson = {
  readonly member: ReturnType<typeof openMember>
  readonly said: AttestedMember | null
}

export type DayList = {
  readonly version: string
  readonly rows: readonly DayArrival[]
  /** By the group's id, in the group's own order. */
  readonly people: ReadonlyMap<string, readonly OpenedPerson[]>
  /** That wait for a supervisor at this port. */
  readonly questions: number
}

type Opened = { readonly mark: string; readonly people: readonly OpenedPerson[] }
type Kept = {
  readonly day: string
  readonly endsAt: number
  readonly opened: Map<string, Opened>
  list?: DayList
  /** Several consoles that find something moved at once have it read once. */
  reading?: { readonly version: string; readonly list: Promise<DayList> }
}
type Means = { readonly db: Kysely<Tables>; readonly world: Pick<World, 'database' | 'vault'> }

const memories = new WeakMap<World['database'], Map<string, Kept>>()

/** The day's list of a port: from memory where one cheap query says that nothing moved. */
export async function readDay(means: Means, portDay: PortDay): Promise<DayList> {
  const version = await findDayVersion(means.db, portDay)
  const kept = keptOf(means.world, portDay)
  if (kept.list?.version === version) return kept.list
  if (kept.reading?.version === version) return await kept.reading.list
  const reading = { version, list: read(means, portDay, kept, version) }
  kept.reading = reading
  try {
    kept.list = await reading.list
    return kept.list
  } finally {
    if (kept.reading === reading) delete kept.reading
  }
}

/** How many groups' names are held in memory, at all ports: for tests. */
export function namesHeld(world: Pick<World, 'database'>): number {
  const ports = [...(memories.get(world.database)?.values() ?? [])]
  return ports.reduce((sum, { opened }) => sum + opened.size, 0)
}

/** Forgets all that is held, as the end of each day does: for benches. */
export function forgetDays(world: Pick<World, 'database'>): void {
  memories.delete(world.database)
}

/** Whatever day is over somewhere goes, whoever asks. */
function keptOf({ database }: Pick<World, 'database'>, { port, day, now }: PortDay): Kept {
  const ports = memories.get(database) ?? new Map<string, Kept>()
  memories.set(database, ports)
  for (const [code, { endsAt }] of ports) if (now >= endsAt) ports.delete(code)
  const known = ports.get(port)
  if (known?.day === day) return known
  const endsAt = dayEndsAt(port, day)
  const fresh: Kept = { day, endsAt, opened: new Map() }
  ports.set(port, fresh)
  // Nobody may ask for hours after midnight.
  const drop = () => void (ports.get(port) === fresh && ports.delete(port))
  setTimeout(drop, Math.max(0, endsAt - now)).unref()
  return fresh
}

/** The midnight that ends a day at a port. */
export function dayEndsAt(port: string, day: string): number {
  return instantOf(addDays(day, 1), '00:00', portOf(port)?.zone ?? 'UTC')
}

async function read(
  { db, world }: Means,
  portDay: PortDay,
  { opened }: Kept,
  version: string,
): Promise<DayList> {
  const rows = await findDayArrivals(db, portDay)
  const stale = rows.filter((row) => opened.get(row.groupId)?.mark !== row.mark)
  for (const [group, one] of await open({ db, world }, stale)) opened.set(group, one)
  const here = new Set(rows.map((row) => row.groupId))
  for (const group of opened.keys()) if (!here.has(group)) opened.delete(group)
  const people = new Map([...opened].map(([group, one]) => [group, one.people]))
  return { version, rows, people, questions: await countOpen(db, portDay.port, portDay.day) }
}

/** The keys are opened side by side, and all members come in one query. */
async function open({ db, world }: Means, rows: readonly DayArrival[]) {
  const ids = [...new Set(rows.map((row) => row.groupId))]
  const members = await findMembersOf(db, ids)
  return await Promise.all(
    rows.map(async ({ groupId, keyId, mark }) => {
      // A group that was erased meanwhile is listed without names.
      const key = await findGroupKey(world.vault.keys, keyId)
      const own = key ? (members.get(groupId) ?? []) : []
      const people = own.flatMap((row) =>
        key ? [{ member: openMember(key, row), said: openAttestation(key, row) }] : [],
      )
      return [groupId, { mark, people }] as const
    }),
  )
}

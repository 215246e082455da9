// Fills an empty demo, once. Every act goes through the door, under keys that say what they are, so
// a start that was killed in the midst goes on where it stopped, from the instant at which the demo
// began.

import type { Perform, Who } from '../src/act.ts'
import { allActs } from '../src/acts/all.ts'
import { openAsker } from '../src/ask.ts'
import { allAsks } from '../src/asks/all.ts'
import { ConfigError } from '../src/config.ts'
import type { DemoSignIns } from '../src/demo/sign-ins.ts'
import { keepSignIns, makeSignIns, readSignIns } from '../src/demo/sign-ins.ts'
import { openDoor } from '../src/perform.ts'
import { markAnnounced } from '../src/store/notices.ts'
import { findOpenOffers } from '../src/store/offers.ts'
import { findStaff } from '../src/store/staff.ts'
import type { World } from '../src/world.ts'
import { type AccountsOfDemo, makeDemoAccounts } from './demo-accounts.ts'
import { demoActs, openingsAhead } from './demo-acts.ts'
import { pastDraws, pastNoons } from './draws.ts'
import { inOrder, play, playWaiting, type StepsPlace } from './perform-steps.ts'
import { drawFaces, sendPhoto } from './send-photo.ts'

export type DemoPlace = AccountsOfDemo & {
  /** Where the demo's sign-ins are kept. */
  readonly folder: string
  /** How many groups; 0: ports and staff alone. */
  readonly groups: number
  readonly say: (line: string) => void
}

export type SeededDemo = {
  readonly signIns: DemoSignIns
  /** Compares the photos of those who arrived: once the face engine runs. Repeatable. */
  compare(): Promise<void>
}

export async function seedDemo(place: DemoPlace): Promise<SeededDemo> {
  const { folder, world, say } = place
  const before = await signInsOf(world, folder)
  if (!before && (await hasGroups(world))) {
    throw new ConfigError(
      'This database holds groups that no demo made. For real use set GARITA_MODE=production;\nfor a demo name an empty database.',
    )
  }
  const kept = before ?? keepSignIns(folder, makeSignIns(world.now()))
  const signIns = keepSignIns(folder, await makeDemoAccounts(place, kept))
  if (signIns.isSeeded) {
    await openAhead(place, signIns)
    return { signIns, compare: async () => {} }
  }
  const started = performance.now()
  const steps = stepsPlace(world)
  const { played, perform } = await playAll(place, signIns, steps)
  // What the demo tells as past was announced then; the applicant's message is still to come.
  await markAnnounced(world.database.db, signIns.applicant.account ?? '')
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  say(`Demo data: ${place.groups} groups, ${played.acts} acts in ${seconds} s`)
  for (const refused of new Set(played.refused)) say(`Demo data: refused ${refused}`)
  return {
    signIns,
    compare: async () => {
      await playWaiting({ ...steps, perform }, played.waiting)
      keepSignIns(folder, { ...signIns, isSeeded: true })
    },
  }
}

/** What was kept, if it is of this database: another one may have taken its place meanwhile. */
async function signInsOf(world: World, folder: string): Promise<DemoSignIns | undefined> {
  const kept = readSignIns(folder)
  const account = kept?.staff[0]?.account
  if (!account) return kept
  return (await findStaff(world.database.db, account)) ? kept : undefined
}

async function hasGroups({ database }: World): Promise<boolean> {
  const row = await database.db.selectFrom('groups').select('id').limit(1).executeTakeFirst()
  return row !== undefined
}

/** The door of the demo's own time. */
function stepsPlace(world: World): StepsPlace & { readonly world: World } {
  let now = world.now()
  const own: World = { ...world, now: () => now }
  return {
    world: own,
    perform: openDoor(own, allActs).perform,
    setNow: (instant) => {
      now = instant
    },
    sendPhoto: (photo) => sendPhoto(own, photo, now),
  }
}

async function playAll(
  place: DemoPlace,
  signIns: DemoSignIns,
  steps: ReturnType<typeof stepsPlace>,
) {
  const { world, perform } = steps
  const now = signIns.begunAt
  const past = { world, perform, ask: openAsker(world, allAsks), offices: signIns.offices }
  const acts = demoActs({
    now,
    groups: place.groups,
    planner: staffOf(signIns, 'planner'),
    officerAt: (port) => staffOf(signIns, 'officer', port),
    supervisorAt: (port) => postedAt(signIns, 'supervisor', port),
    applicant: { kind: 'applicant', account: signIns.applicant.account ?? '', ports: [] },
    face: drawFaces(),
    draws: {
      noons: pastNoons(now, world.rulesAt(now)),
      offerOf: async (group) => (await findOpenOffers(world.database.db, [group])).get(group)?.id,
    },
  })
  const clock = pastDraws(past, acts.openedAt, now)
  const lives = [inOrder(acts.openings), clock, ...acts.lives, inOrder(acts.closings)]
  return { played: await play(steps, lives), perform }
}

/** As `postedAt`, of a role that the demo has everywhere. */
function staffOf(signIns: DemoSignIns, role: Who['kind'], port?: string): Who {
  const found = postedAt(signIns, role, port)
  if (!found) throw new Error(`the demo has no ${role}`)
  return found
}

/** The member of staff of this role, at this port, with the fewest ports. */
function postedAt(signIns: DemoSignIns, role: Who['kind'], port?: string): Who | undefined {
  const fitting = signIns.staff
    .filter((one) => one.role === role && (!port || one.ports.includes(port)))
    .sort((a, b) => a.ports.length - b.ports.length)[0]
  if (!fitting?.account) return undefined
  return { kind: role, account: fitting.account, ports: fitting.ports }
}

/** A demo that runs for days keeps fourteen of them open. */
async function openAhead({ world, perform }: DemoPlace, signIns: DemoSignIns): Promise<void> {
  for (const { wish } of openingsAhead(staffOf(signIns, 'planner'), world.now())) {
    if (wish) await (perform as Perform)(wish)
  }
}

// The life of one demo group, from registering to wherever it shall stand: some have just begun,
// some have an appointment in the coming days, some arrive today.

import type { InputOf } from '@garita/contract'
import { type Instant, minutesMs } from '@garita/domain/time'
import type { Who } from '../src/act.ts'
import { chanceOf, idOf } from './chance.ts'
import type { DemoSlot } from './daily-places.ts'
import type { Family } from './families.ts'
import { type RequestPlan, requestedLife } from './requests.ts'
import { doing, type Face, type Life, type Step, step } from './steps.ts'

/** Where a group stands when the demo begins. */
export type Ending =
  | 'registered'
  | 'attested'
  | 'photos-missing'
  | 'located'
  | 'requested'
  | 'picked'
  | ArrivalEnding

export type ArrivalEnding =
  | 'expected'
  | 'late'
  | 'absent'
  | 'here'
  | 'partly-here'
  | 'excepted'
  | 'not-excepted'
  | 'referred'
  | 'mixed'

export type LifePlan = {
  readonly family: Family
  readonly ending: Ending
  readonly who: Who
  readonly registeredAt: Instant
  readonly locatedAt: Instant
  readonly pickedAt: Instant
  /** From `picked` on. */
  readonly slot?: DemoSlot
  /** Of those who ask for places: when, where, and what came of each draw. */
  readonly request?: RequestPlan
  /** Of the arrivals: the officer, and when the group comes. */
  readonly desk?: Who
  readonly arrivedAt?: Instant
  readonly determinedAt?: Instant
  /** The drawn faces as sent and as taken; undefined: photos are taken at the port. */
  readonly face?: (index: number, variant: number) => Promise<Face>
}

type Registered = { readonly group: string; readonly members: readonly string[] }

export function* lifeOf(plan: LifePlan): Life {
  const { family, who, ending, registeredAt: begun } = plan
  askForFaces(plan)
  const about = String(family.number)
  const registered = yield* doing(begun, who, 'register-group', family.input, about)
  if (ending === 'registered') return
  const said = family.said.map((one, position) => ({
    member: registered.members[position] ?? '',
    ...one,
  }))
  const { language } = family.input
  const attested = { group: registered.group, language, said: said as InputOf<'attest'>['said'] }
  yield* doing(begun + minutesMs(6), who, 'attest', attested, about)
  if (ending === 'attested') return
  yield* photosSent(plan, registered)
  if (ending === 'photos-missing') return
  const where = whereabouts(plan)
  const located = { group: registered.group, where }
  yield* doing(plan.locatedAt, who, 'confirm-location', located, about)
  if (plan.request) return yield* requestedLife(plan, plan.request, registered.group)
  if (!plan.slot || ending === 'located') return
  const { id: slot, port } = plan.slot
  const picking = { group: registered.group, port: port as InputOf<'pick-slot'>['port'], slot }
  const picked = yield* doing(plan.pickedAt, who, 'pick-slot', picking, about)
  yield* arrival(plan, { ...registered, appointment: picked.appointment })
}

/** Each traveler's photo, or that the port shall take it; an unfinished group lacks the last. */
function* photosSent(plan: LifePlan, { group, members }: Registered): Life {
  const { who, ending, face } = plan
  const at = plan.registeredAt + minutesMs(9)
  const decided = ending === 'photos-missing' ? members.slice(0, -1) : members
  for (const [position, member] of decided.entries()) {
    const about = aboutOf(plan, position)
    const photo = face
      ? yield* sending(at, who, group, `sent ${about}`, face(faceOf(plan, position), 0))
      : ('at-port' as const)
    yield* doing(at, who, 'add-photo', { group, member, photo }, about)
  }
}

function* sending(
  at: Instant,
  who: Who,
  group: string,
  name: string,
  drawn: Promise<Face>,
): Generator<Step, { id: string; sha256: string }, unknown> {
  const id = idOf(name)
  const face = (yield { at, doing: () => drawn }) as Face
  const step: Step = { at, photo: { id, who, group, face } }
  yield step
  return { id, sha256: face.sha256 }
}

const faceOf = ({ family }: LifePlan, position: number) => family.number * 3 + position

/** So that they are drawn while others register. A fault is told to whoever awaits the face. */
function askForFaces({ face, ...plan }: LifePlan): void {
  if (!face) return
  for (const position of plan.family.input.members.keys()) {
    face(faceOf(plan, position), 0).catch(() => undefined)
    if (!comes(plan.ending)) continue
    face(faceTakenOf(plan, position), dayTaken(plan)).catch(() => undefined)
  }
}

/** Now and then somebody else stands there: the comparison is to show it. */
const faceTakenOf = (plan: LifePlan, position: number) =>
  faceOf(plan, position) + (plan.family.number % 9 === 0 ? 5 : 0)

const dayTaken = ({ family }: LifePlan) => 1 + (family.number % 2)

/** Most stand in a border city; some state a municipality; a few have a doubtful fix. */
function whereabouts({ family }: LifePlan): InputOf<'confirm-location'>['where'] {
  const chance = chanceOf(`where ${family.number}`)
  const stated = [
    { state: 'BCN', municipality: 'Tijuana' },
    { state: 'CHH', municipality: 'Ciudad Juárez' },
    { state: 'TAM', municipality: 'Matamoros' },
    { state: 'CMX', municipality: 'Iztapalapa' },
  ]
  if (chance.below(6) === 0) return chance.pick(stated)
  const [latitude = 0, longitude = 0] = chance.pick([
    [32.53, -117.03],
    [31.74, -106.48],
    [25.88, -97.5],
    [26.09, -98.28],
    [25.67, -100.31],
    [19.43, -99.13],
    [18.92, -99.23],
  ])
  return { latitude, longitude, accuracyMeters: 15 + chance.below(60) }
}

type Seated = Registered & { readonly appointment: string }

/** What happens at the port today. Late and absent are those who do not come. */
function* arrival(plan: LifePlan, seated: Seated): Life {
  const { desk, arrivedAt, determinedAt = arrivedAt, ending, family, slot } = plan
  if (!desk || !slot || arrivedAt === undefined || !comes(ending)) return
  const { group, appointment } = seated
  const present = ending === 'partly-here' ? seated.members.slice(0, -1) : seated.members
  const port = slot.port as InputOf<'check-in'>['port']
  const coming = { group, appointment, port, present: [...present] }
  yield* doing(arrivedAt, desk, 'check-in', coming, String(family.number))
  const photographed = yield* photosTaken(plan, seated, present)
  const isDetermined = ending !== 'here' && ending !== 'partly-here'
  for (const [position, member] of isDetermined ? present.entries() : []) {
    const decided = { group, appointment, member, ...decisionOf(ending, position) }
    yield* doing(determinedAt ?? arrivedAt, desk, 'determine', decided, aboutOf(plan, position))
  }
  for (const [position, member] of photographed.entries()) {
    const comparing = { group, appointment, member }
    const one = step(arrivedAt, desk, 'compare', comparing, aboutOf(plan, position))
    yield { ...one, needsFaces: true }
  }
}

const aboutOf = ({ family }: LifePlan, position: number) => `${family.number}-${position}`

const comes = (ending: Ending) =>
  ['here', 'partly-here', 'excepted', 'not-excepted', 'referred', 'mixed'].includes(ending)

/** Gives who was photographed; the last of those still waiting has not been before the camera. */
function* photosTaken(
  plan: LifePlan,
  seated: Seated,
  present: readonly string[],
): Generator<Step, readonly string[], unknown> {
  const { desk, arrivedAt, ending, face } = plan
  if (!desk || !face || arrivedAt === undefined) return []
  const { group, appointment } = seated
  const waiting = ending === 'here' && present.length > 1 ? present.slice(0, -1) : present
  for (const [position, member] of waiting.entries()) {
    const about = aboutOf(plan, position)
    const taken = face(faceTakenOf(plan, position), dayTaken(plan))
    const photo = yield* sending(arrivedAt, desk, group, `taken ${about}`, taken)
    yield* doing(arrivedAt, desk, 'take-photo', { group, appointment, member, photo }, about)
  }
  return waiting
}

type Decided = Pick<InputOf<'determine'>, 'outcome' | 'reason' | 'note'>

const decisions = {
  excepted: { outcome: 'excepted', reason: 'criterion-confirmed' },
  together: { outcome: 'excepted', reason: 'family-together' },
  'not-excepted': { outcome: 'not-excepted', reason: 'criterion-not-shown' },
  referred: {
    outcome: 'referred',
    reason: 'second-interview',
    note: 'Ejemplo de nota: falta un intérprete.',
  },
} as const satisfies { readonly [name: string]: Decided }

function decisionOf(ending: Ending, position: number): Decided {
  if (ending === 'not-excepted' || ending === 'referred') return decisions[ending]
  if (ending === 'mixed' && position > 0) return decisions.referred
  return position === 0 ? decisions.excepted : decisions.together
}

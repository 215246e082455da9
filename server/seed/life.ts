// The life of one demo group, from registering to wherever it shall stand: some have just begun,
// some have an appointment in the coming days, some arrive today.

import type { InputOf } from '@garita/contract'
import { minutesMs } from '@garita/domain/time'
import { aboutOf, arrival, comes, walkedIn } from './at-desk.ts'
import { chanceOf } from './chance.ts'
import {
  dayTaken,
  faceOf,
  faceTakenOf,
  type LifePlan,
  type Registered,
  sending,
} from './life-plan.ts'
import { requestedLife } from './requests.ts'
import { doing, type Life } from './steps.ts'

export function* lifeOf(plan: LifePlan): Life {
  const { family, who, ending, registeredAt: begun } = plan
  askForFaces(plan)
  if (ending === 'walk-in') return yield* walkedIn(plan)
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

/** So that they are drawn while others register. A fault is told to whoever awaits the face. */
function askForFaces({ face, ...plan }: LifePlan): void {
  if (!face) return
  for (const position of plan.family.input.members.keys()) {
    face(faceOf(plan, position), 0).catch(() => undefined)
    if (!comes(plan.ending)) continue
    face(faceTakenOf(plan, position), dayTaken(plan)).catch(() => undefined)
  }
}

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

// What happens at the desks today, of the demo's groups: who comes, is photographed, called, taken for
// whom, decided on and noted about; and who is received without an appointment. Late and absent are
// those who do not come.

import type { InputOf } from '@garita/contract'
import type { Instant } from '@garita/domain/time'
import { decidedUpon } from './deciding.ts'
import {
  type ArrivalEnding,
  dayTaken,
  type Ending,
  faceTakenOf,
  type LifePlan,
  type Registered,
  sending,
  showsAnother,
} from './life-plan.ts'
import { doing, type Life, type Step, step } from './steps.ts'

type Seated = Registered & { readonly appointment: string }
type AtDesk = Seated & { readonly desk: NonNullable<LifePlan['desk']>; readonly at: Instant }

export const aboutOf = ({ family }: LifePlan, position: number) => `${family.number}-${position}`

const coming: readonly Ending[] = [
  'here',
  'partly-here',
  'excepted',
  'not-excepted',
  'referred',
  'mixed',
  'child-alone',
  'walk-in',
]
const waiting: readonly Ending[] = ['here', 'partly-here', 'child-alone', 'walk-in']

export const comes = (ending: Ending) => coming.includes(ending)

/** Those with an appointment today. */
export function* arrival(plan: LifePlan, seated: Seated): Life {
  const { desk, arrivedAt, ending, family, slot } = plan
  if (!desk || !slot || arrivedAt === undefined || !comes(ending)) return
  const { group, appointment } = seated
  const present = ending === 'partly-here' ? seated.members.slice(0, -1) : seated.members
  const port = slot.port as InputOf<'check-in'>['port']
  const input = { group, appointment, port, present: [...present] }
  yield* doing(arrivedAt, desk, 'check-in', input, String(family.number))
  yield* received(plan, { ...seated, desk, at: arrivedAt }, present)
}

/** A group in danger, without an appointment: registered where it stands. */
export function* walkedIn(plan: LifePlan): Life {
  const { desk, arrivedAt, family, slot } = plan
  if (!desk || !slot || arrivedAt === undefined) return
  const input = {
    ...family.input,
    port: slot.port as InputOf<'receive-walk-in'>['port'],
    slot: slot.id,
    said: family.said.map((one, member) => ({ member, ...one })),
    reason: 'Ejemplo de motivo: corre peligro en el albergue.',
  }
  const seated = yield* doing(arrivedAt, desk, 'receive-walk-in', input, String(family.number))
  yield* received(plan, { ...seated, desk, at: arrivedAt }, seated.members)
}

function* received(plan: LifePlan, seated: AtDesk, present: readonly string[]): Life {
  const { ending, family, determinedAt = seated.at } = plan
  const photographed = yield* photosTaken(plan, seated, present)
  if (family.number % 4 === 0) yield* noted(plan, seated)
  yield* called(plan, seated)
  if (!waiting.includes(ending)) {
    const recognised = showsAnother(plan) ? [] : photographed
    const { supervisor } = plan
    yield* decidedUpon({
      ...{ ...seated, present, recognised, supervisor, at: determinedAt },
      ...{ ending: ending as ArrivalEnding, number: family.number, said: family.said },
    })
  }
  const { group, appointment, desk, at } = seated
  for (const [position, member] of photographed.entries()) {
    const comparing = { group, appointment, member }
    yield { ...step(at, desk, 'compare', comparing, aboutOf(plan, position)), needsFaces: true }
  }
}

/** Gives who was photographed; the last of those still waiting has not been before the camera. */
function* photosTaken(
  plan: LifePlan,
  { group, appointment, desk, at }: AtDesk,
  present: readonly string[],
): Generator<Step, readonly string[], unknown> {
  const { ending, face } = plan
  if (!face) return []
  const taken = ending === 'here' && present.length > 1 ? present.slice(0, -1) : present
  for (const [position, member] of taken.entries()) {
    const about = aboutOf(plan, position)
    const drawn = face(faceTakenOf(plan, position), dayTaken(plan))
    const photo = yield* sending(at, desk, group, `taken ${about}`, drawn)
    yield* doing(at, desk, 'take-photo', { group, appointment, member, photo }, about)
  }
  return taken
}

const lanes = 6

/** Half of those who wait are called, some of them twice; whoever was decided on was called before. */
function* called(plan: LifePlan, { group, appointment, desk, at }: AtDesk): Life {
  const { ending, family, calledAt = at } = plan
  const { number } = family
  const isWaiting = waiting.includes(ending)
  if (isWaiting && number % 2 === 1) return
  const lane = 1 + (number % lanes)
  const when = isWaiting ? calledAt : at
  yield* doing(when, desk, 'call-group', { group, appointment, lane }, `${number}`)
  if (number % 6 > 0) return
  yield* doing(when, desk, 'call-group', { group, appointment, lane }, `${number}-again`)
}

const notes = [
  'Ejemplo de nota: esperan a la intérprete de las once.',
  'Ejemplo de nota: la niña tiene que tomar su medicina a mediodía.',
  'Ejemplo de nota: prefieren hablar en un lugar aparte.',
]

function* noted({ family: { number } }: LifePlan, { group, appointment, desk, at }: AtDesk): Life {
  const words = notes[number % notes.length] ?? ''
  yield* doing(at, desk, 'note', { group, appointment, words }, `${number}`)
}

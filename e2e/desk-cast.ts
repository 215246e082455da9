// Groups led to where an officer seldom sees one, for the pages that show it: by the acts themselves,
// in a demo at San Ysidro.

import type { InputOf } from '@garita/contract'
import { dayOf } from '@garita/domain/time'
import { type Client, readyGroup, signInApplicant, signInStaff } from './client.ts'
import { groupOf } from './family.ts'
import type { RunningHouse } from './running-house.ts'

type Cast = { readonly group: string; readonly appointment: string; readonly code: string }
type Port = InputOf<'pick-slot'>['port']
type WalkIn = Omit<Cast, 'code'> & { readonly members: readonly string[] }

const port = '2504'
const zone = 'America/Los_Angeles'
const casts = new Map<string, ReadonlyMap<string, Cast>>()

/** One of them by its name; throws where this house has none. */
export function castOf({ address }: RunningHouse, name: string): Cast {
  const one = casts.get(address)?.get(name)
  if (!one) throw new Error(`no group ${name} was prepared`)
  return one
}

/** Prepares all of them, once a house. */
export async function prepareCast(house: RunningHouse): Promise<void> {
  const cast = new Map<string, Cast>()
  const applicant = await signInApplicant(house.address, 'reparto.ejemplo@example.org')
  cast.set('Mañana', await seat(applicant, 'Mañana', port))
  cast.set('Vidrio', await seat(applicant, 'Vidrio', port))
  cast.set('Vecina', await seat(applicant, 'Vecina', '2503'))
  const officer = await signInStaff(house.address, 'demo-officer')
  const supervisor = await signInStaff(house.address, 'demo-supervisor')
  await officer.perform('break-glass', {
    port,
    code: cast.get('Vidrio')?.code ?? '',
    words: 'Ejemplo: su hermana está en urgencias y pregunta por ellos.',
  })
  const desk = await openDesk(officer)
  const arrived = await desk.walkIn('Llegada', 1990)
  await officer.perform('call-group', { ...idsOf(arrived), lane: 3 })
  const words = 'Ejemplo de nota: prefiere hablar en un lugar aparte.'
  await officer.perform('note', { ...idsOf(arrived), words })
  const awaited = await desk.walkIn('Firma', 1984)
  await desk.decideAgainst(awaited)
  const returned = await desk.walkIn('Devuelta', 1979)
  const determination = await desk.decideAgainst(returned)
  await supervisor.perform('countersign', {
    ...{ ...idsOf(returned), determination, verdict: 'returned' },
    words: 'Ejemplo: falta ver el documento que trae.',
  })
  const alone = await desk.walkIn('Sola', 2011)
  const { questions } = await supervisor.ask('questions', {})
  const raised = questions.find((one) => one.appointment === alone.appointment)
  await supervisor.perform('settle-question', {
    ...{ question: raised?.question ?? '', answer: 'hold' },
    words: 'Ejemplo: viene una persona de protección de la niñez.',
  })
  for (const [name, one] of Object.entries({ Llegada: arrived, Firma: awaited })) {
    cast.set(name, { ...idsOf(one), code: '' })
  }
  for (const [name, one] of Object.entries({ Devuelta: returned, Sola: alone })) {
    cast.set(name, { ...idsOf(one), code: '' })
  }
  const { arrivals } = await officer.ask('arrivals', { port })
  const late = arrivals.find(({ state, size }) => state === 'late' && size > 1)
  const coming = arrivals.find(({ state, size }) => state === 'expected' && size > 1)
  const whole = late ?? coming
  if (!whole) throw new Error('the demo expects no family')
  cast.set('Tarde', whole)
  casts.set(house.address, cast)
}

const idsOf = ({ group, appointment }: Omit<Cast, 'code'>) => ({ group, appointment })

/** An appointment of a later day. */
async function seat(client: Client, name: string, at: Port): Promise<Cast> {
  const { group } = await readyGroup(client, groupOf(name, 2))
  const { slots } = await client.ask('open-places', { port: at })
  const today = dayOf(Math.min(...slots.map(({ startsAt }) => startsAt)), zone)
  const slot = slots.find(({ startsAt, left }) => dayOf(startsAt, zone) > today && left > 1)
  const { appointment } = await client.perform('pick-slot', {
    ...{ group, port: at, slot: slot?.slot ?? '' },
  })
  const { code } = await client.ask('my-pass', { group })
  return { group, appointment, code }
}

/** What an officer does with people who come without an appointment. */
async function openDesk(officer: Client) {
  const { day } = await officer.ask('arrivals', { port })
  const { slots } = await officer.ask('open-places', { port })
  const slot = slots.findLast(({ startsAt, left }) => dayOf(startsAt, zone) === day && left > 4)

  async function walkIn(name: string, born: number) {
    const family = groupOf(name, 1)
    const birth = { year: born, month: 5, day: 6, approximate: false }
    const members = family.members.map((one) => ({ ...one, givenNames: name, birth }))
    const reason = 'Ejemplo: la persiguen hasta la fila.'
    const said = [{ member: 0, criteria: ['threatened' as const], preferToSay: false }]
    const input = { ...family, members, port, slot: slot?.slot ?? '', said, reason } as const
    return await officer.perform('receive-walk-in', input)
  }

  /** Gives the determination, which awaits a countersign. */
  async function decideAgainst(one: WalkIn): Promise<string> {
    const [member = ''] = one.members
    const here = { ...idsOf(one), member }
    await officer.perform('confirm-identity', {
      ...{ ...here, verdict: 'cannot-tell', ground: 'document' },
    })
    const decided = await officer.perform('determine', {
      ...{ ...here, outcome: 'not-excepted', reason: 'criterion-not-shown' },
      note: 'Ejemplo de nota: no trae nada que lo muestre.',
    })
    return decided.determination
  }

  return { walkIn, decideAgainst }
}

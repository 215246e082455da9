// A morning at San Ysidro: a house whose places of the next day are open, groups that took some of
// them by program, and the same house again when that day has come.

import type { InputOf } from '@garita/contract'
import { type Client, signInApplicant, signInStaff } from './client.ts'
import { groupOf } from './family.ts'
import { type RunningHouse, runHouse } from './running-house.ts'

export const port = '2504'
export const today = '2023-01-11'
/** A day of an appointment with which one comes too early. */
export const tomorrow = '2023-01-12'
/** Twenty minutes before the first time of the day, by the port's clock. */
const morning = '2023-01-11T17:40:00Z'

type Opening = { readonly port: InputOf<'open-places'>['port']; readonly times: readonly string[] }

/**
 * A house without the demo's groups, with places on both days: at 10 and 11 at San Ysidro, and what
 * else is named. Keeps its folder at a stop.
 */
export async function openMorning(more: readonly Opening[] = []): Promise<RunningHouse> {
  const house = await runHouse({ keep: true, env: { GARITA_DEMO_GROUPS: '0' } })
  const planner = await signInStaff(house.address, 'planner')
  for (const opening of [{ port, times: ['10:00', '11:00'] } as const, ...more]) {
    await planner.perform('open-places', {
      port: opening.port,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      times: opening.times.map((time) => ({ time, places: 100 })),
      from: today,
      to: tomorrow,
      kind: 'general',
    })
  }
  return house
}

/** The same house on the morning of the day, or at another instant of it. */
export async function beginDay(house: RunningHouse, at = morning): Promise<RunningHouse> {
  await house.stop()
  return await runHouse({
    folder: house.folder,
    port: house.port,
    env: { GARITA_CLOCK: at, GARITA_DEMO_GROUPS: '0' },
  })
}

export type Seated = {
  readonly group: string
  readonly appointment: string
  readonly members: readonly string[]
  /** As a scanner reads it from the pass. */
  readonly token: string
  readonly code: string
  /** Given names of the first person. */
  readonly name: string
}

export type Seat = {
  readonly name: string
  readonly size?: number
  /** The photo sent of everybody; left to the port where there is none. */
  readonly photo?: Buffer
  readonly day?: string
  readonly time?: string
  /** San Ysidro where it is not named. */
  readonly at?: InputOf<'pick-slot'>['port']
  /** What is registered instead of a generated group. */
  readonly as?: InputOf<'register-group'>
}

/** One account that holds many groups, as that of a shelter does. */
export async function openShelter(house: RunningHouse): Promise<Client> {
  return await signInApplicant(house.address, 'albergue.ejemplo@example.org')
}

/** Registers a group and does all that leads to its pass. Everybody attests one criterion. */
export async function seat(client: Client, wanted: Seat): Promise<Seated> {
  const { name, size = 1, photo, day = today, time = '10:00', at = port } = wanted
  const input = wanted.as ?? groupOf(name, size)
  const { group, members } = await client.perform('register-group', input)
  const criteria: InputOf<'attest'>['said'][number]['criteria'] = ['no-safe-housing']
  const said = members.map((member) => ({ member, criteria, preferToSay: false }))
  await client.perform('attest', { group, language: input.language, said })
  for (const member of members) {
    const sent = photo ? await client.sendPhoto(group, photo) : ('at-port' as const)
    await client.perform('add-photo', { group, member, photo: sent })
  }
  const where = { latitude: 32.514, longitude: -117.038, accuracyMeters: 30 }
  await client.perform('confirm-location', { group, where })
  const slot = `${at}-${day}-${time.replace(':', '')}`
  const { appointment } = await client.perform('pick-slot', { group, port: at, slot })
  const { code, token } = await client.ask('my-pass', { group })
  const [first] = input.members
  return { group, appointment, members, token, code, name: first?.givenNames ?? '' }
}

// A group that has come all the way to an appointment, by the acts themselves, and a photo as the
// route for photos leaves it.

import { createHash, randomUUID } from 'node:crypto'
import type { InputOf } from '@garita/contract'
import type { Who } from '../src/act.ts'
import { photoPlace } from '../src/sealed.ts'
import { beginPhoto, completePhoto, insertPart } from '../src/store/photos.ts'
import { granted, type House } from './house.ts'

export type SeatedGroup = {
  readonly who: Who
  readonly group: string
  readonly members: readonly string[]
  readonly appointment: string
  /** As kept, without hyphens. */
  readonly code: string
}

export type Seat = {
  /** Number of the applicant, of their own in each test file. */
  readonly n: number
  readonly slot: string
  readonly size?: number
}

type NewMember = InputOf<'register-group'>['members'][number]

/** A generated traveler; the names say so. */
export function traveler(n: number, place: number): NewMember {
  return {
    relation: place === 0 ? 'self' : 'child',
    givenNames: `Ejemplo ${n}-${place}`,
    familyNames: 'De Muestra',
    birth: { year: place === 0 ? 1990 : 2015, month: 5, day: 17, approximate: false },
    sex: 'female',
    nationality: 'HN',
    birthCountry: 'HN',
    languages: ['es'],
    needs: [],
  }
}

/** Opens one slot; gives its id. */
export async function openSlot(
  house: House,
  port: InputOf<'open-places'>['port'],
  day: string,
  time: string,
  places = 40,
): Promise<string> {
  const times = [{ time, places }]
  const weekdays = [1, 2, 3, 4, 5, 6, 7]
  const input = { port, weekdays, times, from: day, to: day, kind: 'general' as const }
  granted(await house.perform(house.asPlanner(), 'open-places', input))
  return `${port}-${day}-${time.replace(':', '')}`
}

/** Registers, attests, says that photos are taken at the port, confirms and picks. */
export async function seatGroup(house: House, { n, slot, size = 2 }: Seat): Promise<SeatedGroup> {
  const who = house.asApplicant(n)
  const language = 'es'
  const members = Array.from({ length: size }, (_, place) => traveler(n, place))
  const contact = { email: `ejemplo-${n}@example.org` }
  const registered = granted(
    await house.perform(who, 'register-group', { language, members, contact }),
  )
  const { group } = registered
  const said = [
    { member: registered.members[0] ?? '', criteria: ['threatened' as const], preferToSay: false },
  ]
  granted(await house.perform(who, 'attest', { group, language, said }))
  for (const member of registered.members) {
    granted(await house.perform(who, 'add-photo', { group, member, photo: 'at-port' }))
  }
  const where = { latitude: 32.53, longitude: -117.02, accuracyMeters: 20 }
  granted(await house.perform(who, 'confirm-location', { group, where }))
  const port = slot.slice(0, 4) as InputOf<'pick-slot'>['port']
  const { appointment } = granted(await house.perform(who, 'pick-slot', { group, port, slot }))
  const { code } = await house.db
    .selectFrom('appointments')
    .select('code')
    .where('id', '=', appointment)
    .executeTakeFirstOrThrow()
  return { who, group, members: registered.members, appointment, code }
}

/** A photo that an account sent for a group, complete unless said otherwise. */
export async function sendPhoto(
  house: House,
  account: string,
  group: string,
  bytes: Uint8Array,
  isComplete = true,
): Promise<{ id: string; sha256: string }> {
  const id = randomUUID()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { keyId } = await house.db
    .selectFrom('groups')
    .select('keyId')
    .where('id', '=', group)
    .executeTakeFirstOrThrow()
  const key = await house.world.vault.keys.open(keyId)
  await house.db.transaction().execute(async (tx) => {
    const size = bytes.length
    const madeAt = house.world.now()
    await beginPhoto(tx, { id, groupId: group, accountId: account, size, madeAt })
    const sealed = key.seal(bytes, photoPlace(id, 0))
    await insertPart(tx, { photoId: id, start: 0, length: size, sealed })
    if (isComplete) await completePhoto(tx, id, sha256)
  })
  return { id, sha256 }
}

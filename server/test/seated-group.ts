// A group that has come all the way to an appointment, by the acts themselves, and a photo as the
// route for photos leaves it.

import { createHash, randomUUID } from 'node:crypto'
import type { NewMember } from '@garita/contract/applicant'
import type { Who } from '../src/act.ts'
import { photoPlace } from '../src/sealed.ts'
import { getKeyId } from '../src/store/groups.ts'
import { beginPhoto, completePhoto, insertPart } from '../src/store/photos.ts'
import { child, person, picked, readyFamily } from './families.ts'
import type { House } from './house.ts'

export type SeatedGroup = {
  readonly who: Who
  /** Full name. */
  readonly firstPerson: string
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

/** A generated traveler; the names say so. */
function traveler(n: number, place: number): NewMember {
  const birth = { year: place === 0 ? 1990 : 2015, month: 5, day: 17, approximate: false }
  const named = { givenNames: `Ejemplo ${n}-${place}`, familyNames: 'De Muestra', birth }
  return place === 0 ? person(n, named) : child(n, named)
}

/** Registers, attests, says that photos are taken at the port, confirms and picks. */
export async function seatGroup(house: House, { n, slot, size = 2 }: Seat): Promise<SeatedGroup> {
  const who = house.asApplicant(n)
  const travelers = Array.from({ length: size }, (_, place) => traveler(n, place))
  const { group, members } = await readyFamily(house, who, ...travelers)
  const { appointment } = await picked(house, who, group, slot)
  const { code } = await house.db
    .selectFrom('appointments')
    .select('code')
    .where('id', '=', appointment)
    .executeTakeFirstOrThrow()
  return { who, firstPerson: `Ejemplo ${n}-0 De Muestra`, group, members, appointment, code }
}

/** Any bytes as a photo that an account sent for a group, complete unless said otherwise. */
export async function putPhoto(
  house: House,
  account: string,
  group: string,
  bytes: Uint8Array,
  isComplete = true,
): Promise<{ id: string; sha256: string }> {
  const id = randomUUID()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const key = await house.world.vault.keys.open(await getKeyId(house.db, group))
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

// Whether an appointment with this code and a traveler of this birth date stands. The same work is
// done whether or not there is such a code, so that the time of the answer tells nothing either.

import { randomBytes } from 'node:crypto'
import type { InputOf } from '@garita/contract'
import { isLive } from '@garita/domain/appointment'
import { matchesBirth } from '@garita/domain/birth'
import { openMember, sealMember } from '../../sealed.ts'
import { findByCode } from '../../store/appointments.ts'
import { findKeyId } from '../../store/groups.ts'
import { findMembers } from '../../store/members.ts'
import { GroupKey, KEY_BYTES } from '../../vault/group-key.ts'
import { findGroupKey } from '../../vault/keys.ts'
import type { World } from '../../world.ts'

type Birth = InputOf<'check-appointment'>['birth']

/** @param code as read by `readCode`, or any text of that length: it is looked for all the same. */
export async function stands(world: World, code: string, birth: Birth): Promise<boolean> {
  const { db } = world.database
  const found = await findByCode(db, code)
  const group = found?.groupId ?? nobody
  const members = await findMembers(db, group)
  const key = await keyOf(world, group)
  const opened = found && key ? { key, members } : decoy
  const born = opened.members.map((row) => openMember(opened.key, row).birth)
  const matches = born.filter((one) => matchesBirth(one, birth)).length > 0
  return found !== undefined && key !== undefined && isLive(found) && matches
}

async function keyOf({ database, vault }: World, group: string): Promise<GroupKey | undefined> {
  const keyId = await findKeyId(database.db, group)
  return keyId === undefined ? undefined : await findGroupKey(vault.keys, keyId)
}

const nobody = '00000000-0000-4000-8000-000000000000'
const decoy = makeDecoy()

function makeDecoy() {
  const key = new GroupKey(randomBytes(KEY_BYTES))
  const member = {
    id: nobody,
    relation: 'self' as const,
    givenNames: 'Ejemplo',
    birth: { year: 1800, approximate: false },
    sex: 'other' as const,
    nationality: 'XX',
    birthCountry: 'XX',
    languages: ['es'],
    needs: [],
  }
  const sealed = sealMember(key, member)
  return { key, members: [1, 2, 3].map(() => ({ id: nobody, sealed })) }
}

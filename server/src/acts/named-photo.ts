// A photo that an act names: sent beforehand, apart from any act, by whoever names it now.

import type { InputOf } from '@garita/contract'
import { allowed, type Decision, refused } from '@garita/domain/decision'
import type { LockedGroup, Tx } from '../act.ts'
import { lockPhoto } from '../store/photos.ts'

type Ref = InputOf<'take-photo'>['photo']

/** [F2] A photo is bound to the account that sent it and to the group that it was sent for. */
export async function checkPhoto(
  tx: Tx,
  group: LockedGroup,
  account: string,
  { id, sha256 }: Ref,
): Promise<Decision<true, 'photo-unknown' | 'photo-incomplete' | 'photo-damaged'>> {
  const photo = await lockPhoto(tx, id)
  if (photo?.groupId !== group.id || photo.accountId !== account) return refused('photo-unknown')
  const { received, size } = photo
  if (photo.sha256 === null) return refused('photo-incomplete', { received, size })
  return photo.sha256 === sha256 ? allowed(true) : refused('photo-damaged')
}

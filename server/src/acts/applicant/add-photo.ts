// Names a photo that was sent for a traveler, or says that the port shall take it: an equal choice.

import type { InputOf } from '@garita/contract'
import { allowed, type Decision, refused } from '@garita/domain/decision'
import { act, type Context, type LockedGroup, type Tx } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import { sealCorrection } from '../../sealed.ts'
import { insertCorrection, updateGroup } from '../../store/groups.ts'
import { findMembers, updateMemberPhoto } from '../../store/members.ts'
import { lockPhoto, namePhoto, unnamePhoto } from '../../store/photos.ts'

type Ref = Exclude<InputOf<'add-photo'>['photo'], 'at-port'>

export default act('add-photo', async (context, { member, photo }) => {
  const { tx, now, who, group } = context
  const members = await findMembers(tx, group.id)
  const row = members.find((one) => one.id === member)
  if (!row) return refused('member-unknown')
  if (photo !== 'at-port') {
    const checked = await checkPhoto(tx, group, who.account, photo)
    if (!checked.ok) return checked
    await namePhoto(tx, photo.id, now)
  }
  const state = photo === 'at-port' ? 'at-port' : 'sent'
  const photoId = photo === 'at-port' ? null : photo.id
  await updateMemberPhoto(tx, member, state, photoId)
  if (row.photoId && row.photoId !== photoId) await replace(context, row, row.photoId, members)
  // [B6] Decided once every member has a photo or will have it taken.
  const others = members.filter((one) => one.id !== member)
  const photosDecided = others.every((one) => one.photo !== 'missing')
  await updateGroup(tx, group.id, { photosDecided })
  return allowed({ group: group.id, member, photo: state })
})

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

/** A photo changed later stays in the history, which an officer sees. */
async function replace(
  { tx, now, who, group }: Context<'add-photo'>,
  member: Row<'members'>,
  before: string,
  members: readonly Row<'members'>[],
): Promise<void> {
  const isShared = members.some((one) => one.id !== member.id && one.photoId === before)
  if (!isShared) await unnamePhoto(tx, before)
  const field = `${member.id}/photo`
  await insertCorrection(tx, {
    groupId: group.id,
    at: now,
    accountId: who.account,
    fields: [field],
    sealed: sealCorrection(group.key, group.id, [{ field, was: before }]),
  })
}

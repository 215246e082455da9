// Names a photo that was sent for a traveler, or says that the port shall take it: an equal choice.

import { allowed, refused } from '@garita/domain/decision'
import { act, type Context } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import { updateGroup } from '../../store/groups.ts'
import { findMembers, updateMemberPhoto } from '../../store/members.ts'
import { namePhoto, unnamePhoto } from '../../store/photos.ts'
import { checkPhoto } from '../named-photo.ts'
import { keepHistory } from './changed-fields.ts'
import { isBeingReceived } from './places-follow.ts'

export default act('add-photo', async (context, { member, photo }) => {
  const { tx, now, who, group } = context
  const members = await findMembers(tx, group.id)
  const row = members.find((one) => one.id === member)
  if (!row) return refused('member-unknown')
  if (await isBeingReceived(tx, group.id, now)) return refused('group-arrived')
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

/** A photo changed later stays in the history, which an officer sees. */
async function replace(
  context: Context<'add-photo'>,
  member: Row<'members'>,
  before: string,
  members: readonly Row<'members'>[],
): Promise<void> {
  const isShared = members.some((one) => one.id !== member.id && one.photoId === before)
  if (!isShared) await unnamePhoto(context.tx, before)
  await keepHistory(context, [{ field: `${member.id}/photo`, was: before }])
}

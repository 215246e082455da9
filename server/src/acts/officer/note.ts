// [R15] Words about a group for the next shift. They can be left of a group that was opened by
// break-glass too, and of nothing else that is out of reach.

import { allowed, refused } from '@garita/domain/decision'
import { makeNote } from '@garita/domain/desk-limits'
import { doneAtOf } from '@garita/domain/done-at'
import { type Port, portOf } from '@garita/domain/port'
import { dayOf, instantOf } from '@garita/domain/time'
import { act, type Context } from '../../act.ts'
import { sealDesk } from '../../sealed-desk.ts'
import { countDeskNotes, insertDeskNote } from '../../store/desk-notes.ts'
import { findGlass } from '../../store/glasses.ts'
import { lockArrivalOfToday } from './arrival-facts.ts'

export default act('note', async (context, { appointment, words, doneAt }) => {
  const { tx, now, who, world, group, note } = context
  const port = await portAt(context, appointment)
  if (!port) return refused('appointment-unknown')
  const done = doneAtOf(doneAt, port, now)
  if (!done.ok) return done
  const dawn = instantOf(dayOf(now, port.zone), '00:00', port.zone)
  const decision = makeNote(await countDeskNotes(tx, group.id, dawn))
  if (!decision.ok) return decision
  const id = world.newId()
  await insertDeskNote(tx, {
    ...{ id, groupId: group.id, appointmentId: appointment, byAccount: who.account },
    sealedWords: sealDesk(group.key, 'desk_notes', id, words.trim()),
    madeAt: done.value,
  })
  note({ port: port.code })
  return allowed({ note: id })
})

/** The port of today's appointment, or of the desk at which the group was opened. */
async function portAt(
  { tx, now, who, group }: Context<'note'>,
  appointment: string,
): Promise<Port | undefined> {
  const facts = await lockArrivalOfToday({ tx, group, who, now }, appointment)
  if (facts) return facts.port
  const glass = await findGlass(tx, { account: who.account, group: group.id, appointment }, now)
  return glass && portOf(glass.port)
}

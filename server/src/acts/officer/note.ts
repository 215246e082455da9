// [R15] Words about a group for the next shift. They can be left of a group that was opened by
// break-glass too, and of nothing else that is out of reach.

import { allowed, refused } from '@garita/domain/decision'
import { makeNote } from '@garita/domain/desk-limits'
import { type DeskStep, deskStep } from '@garita/domain/desk-step'
import { doneAtOf } from '@garita/domain/done-at'
import { type Port, portOf } from '@garita/domain/port'
import { dayOf, type Instant, instantOf } from '@garita/domain/time'
import { act, type Context } from '../../act.ts'
import { sealDesk } from '../../sealed-desk.ts'
import { countDeskNotes, insertDeskNote } from '../../store/desk-notes.ts'
import { findGlass } from '../../store/glasses.ts'
import { lockArrivalOfToday } from './arrival-facts.ts'
import { groupStepOf } from './step-facts.ts'

export default act('note', async (context, { appointment, words, doneAt }) => {
  const { tx, now, who, world, group, note } = context
  const opened = await openedAt(context, appointment)
  if (!opened) return refused('appointment-unknown')
  const { port } = opened
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
  note(opened.stepAt(done.value))
  return allowed({ note: id })
})

type Opened = { readonly port: Port; readonly stepAt: (at: Instant) => DeskStep }

/** At the port of today's appointment, or at the desk where the group was opened by break-glass. */
async function openedAt(
  { tx, now, who, group }: Context<'note'>,
  appointment: string,
): Promise<Opened | undefined> {
  const facts = await lockArrivalOfToday({ tx, group, who, now }, appointment)
  if (facts) return { port: facts.port, stepAt: (at) => groupStepOf(facts, at) }
  const glass = await findGlass(tx, { account: who.account, group: group.id, appointment }, now)
  const port = glass && portOf(glass.port)
  return port && { port, stepAt: (at) => deskStep(port.code, glass.openedAt, at) }
}

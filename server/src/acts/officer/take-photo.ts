// Names the photo that was taken of a traveler at the desk. It may be taken again; comparisons made
// with the one before keep it.

import { allowed, refused } from '@garita/domain/decision'
import { doneAtOf } from '@garita/domain/done-at'
import { act } from '../../act.ts'
import { updateTakenPhoto } from '../../store/arrivals.ts'
import { namePhoto } from '../../store/photos.ts'
import { checkPhoto } from '../named-photo.ts'
import { lockArrivalOfToday } from './arrival-facts.ts'
import { stepOf } from './step-facts.ts'

export default act('take-photo', async ({ tx, now, who, group, note }, input) => {
  const facts = await lockArrivalOfToday({ tx, group, who, now }, input.appointment)
  if (!facts) return refused('appointment-unknown')
  const { appointment, member, photo } = input
  const done = doneAtOf(input.doneAt, facts.port, now, facts.presences.get(member)?.presentAt)
  if (!done.ok) return done
  if (!Object.hasOwn(facts.arrival, member)) return refused('member-unknown')
  if (!facts.presences.has(member)) return refused('member-not-arrived')
  const checked = await checkPhoto(tx, group, who.account, photo)
  if (!checked.ok) return checked
  await namePhoto(tx, photo.id, now)
  await updateTakenPhoto(tx, appointment, member, photo.id, done.value)
  note(stepOf(facts, member, done.value))
  return allowed({ appointment, member, photo: photo.id })
})

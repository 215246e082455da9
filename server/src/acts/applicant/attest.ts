// Attests which criteria each traveler meets. Who attests again keeps what followed from the birth
// date then, and what stood before goes into the history, sealed.

import { type AttestedGroup, attest } from '@garita/domain/attestation'
import { allowed, refused } from '@garita/domain/decision'
import { act } from '../../act.ts'
import { type ChangedField, openAttested, openMember } from '../../sealed.ts'
import { findMembers } from '../../store/members.ts'
import { dayFor, writeAttested } from './attested.ts'
import { keepHistory } from './changed-fields.ts'
import { isBeingReceived } from './places-follow.ts'

export default act('attest', async (context, input) => {
  const { tx, now, rules, group } = context
  if (await isBeingReceived(tx, group.id, now)) return refused('group-arrived')
  const rows = await findMembers(tx, group.id)
  const members = rows.map((row) => openMember(group.key, row))
  const before = openAttested(group, rows)
  const day = await dayFor(context, now)
  const said = Object.fromEntries(input.said.map(({ member, ...one }) => [member, one]))
  const saying = { at: now, language: input.language, before }
  const decision = attest(members, said, day, rules, saying)
  if (!decision.ok) return decision
  if (before) await keepHistory(context, changedOf(before, decision.value))
  await writeAttested(context, decision.value, members, day, rules.version)
  return allowed({ group: group.id, qualified: true })
})

function changedOf(before: AttestedGroup, after: AttestedGroup): ChangedField[] {
  return Object.entries(before.members)
    .filter(([id, was]) => JSON.stringify(was) !== JSON.stringify(after.members[id]))
    .map(([id, was]) => ({ field: `${id}/attestation`, was }))
}

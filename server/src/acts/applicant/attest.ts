// Attests which criteria each traveler meets. Who attests again keeps what followed from the birth
// date then, and what stood before goes into the history, sealed.

import { type AttestedGroup, attest } from '@garita/domain/attestation'
import { allowed } from '@garita/domain/decision'
import { act, type Context } from '../../act.ts'
import { openAttested, openMember, sealCorrection } from '../../sealed.ts'
import { insertCorrection } from '../../store/groups.ts'
import { findMembers } from '../../store/members.ts'
import { dayFor, writeAttested } from './attested.ts'

export default act('attest', async (context, input) => {
  const { tx, now, rules, group } = context
  const rows = await findMembers(tx, group.id)
  const members = rows.map((row) => openMember(group.key, row))
  const before = openAttested(group, rows)
  const day = await dayFor(context, now)
  const said = Object.fromEntries(input.said.map(({ member, ...one }) => [member, one]))
  const saying = { at: now, language: input.language, before }
  const decision = attest(members, said, day, rules, saying)
  if (!decision.ok) return decision
  if (before) await keepHistory(context, before, decision.value)
  await writeAttested(context, decision.value, members, day, rules.version)
  return allowed({ group: group.id, qualified: true })
})

async function keepHistory(
  { tx, now, who, group }: Context<'attest'>,
  before: AttestedGroup,
  after: AttestedGroup,
): Promise<void> {
  const changed = Object.entries(before.members).filter(
    ([id, was]) => JSON.stringify(was) !== JSON.stringify(after.members[id]),
  )
  if (changed.length === 0) return
  const was = changed.map(([id, one]) => ({ field: `${id}/attestation`, was: one }))
  await insertCorrection(tx, {
    groupId: group.id,
    at: now,
    accountId: who.account,
    fields: was.map((one) => one.field),
    sealed: sealCorrection(group.key, group.id, was),
  })
}

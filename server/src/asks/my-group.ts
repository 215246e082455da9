// All that is known of one group, for reading it and correcting it.

import { askedOf } from '@garita/domain/attestation'
import { allowed } from '@garita/domain/decision'
import { ask } from '../ask.ts'
import { openAttested, openGroup, openMember } from '../sealed.ts'
import { findCorrections } from '../store/groups.ts'
import { findMembers } from '../store/members.ts'

export default ask('my-group', async ({ db, group }) => {
  const rows = await findMembers(db, group.id)
  const history = await findCorrections(db, group.id)
  const attested = openAttested(group, rows)
  return allowed({
    group: group.id,
    registeredAt: group.registeredAt,
    language: group.language,
    members: rows.map((row) => openMember(group.key, row)),
    contact: openGroup(group.key, group).contact,
    said: Object.entries(attested?.members ?? {}).map(([member, one]) => ({
      member,
      criteria: askedOf(one),
      derived: [...one.derived],
      preferToSay: one.preferToSay,
    })),
    attestedAt: group.attestedAt,
    history: history.map(({ at, fields }) => ({ at, fields: fields.slice(0, 400) })),
  })
})

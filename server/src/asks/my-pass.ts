// What the group carries to the port: a code to read, a signed token to scan, where and when. The
// token holds no personal data; the names are for those who print it.

import type { AskAnswerOf } from '@garita/contract'
import { printCode } from '@garita/domain/code'
import { allowed, refused } from '@garita/domain/decision'
import { fullName } from '@garita/domain/name'
import { ask } from '../ask.ts'
import { openMember } from '../sealed.ts'
import { findPlacedAppointments } from '../store/journeys.ts'
import { findMembers } from '../store/members.ts'

type PortCode = AskAnswerOf<'my-pass'>['port']

export default ask('my-pass', async ({ db, world, group }) => {
  const placed = (await findPlacedAppointments(db, [group.id])).get(group.id)
  if (!placed) return refused('appointment-missing') // [C7]
  const { id, version, port, startsAt, size, code, state } = placed
  const rows = await findMembers(db, group.id)
  return allowed({
    appointment: id,
    code: printCode(code),
    token: world.vault.passes.sign({ appointment: id, version, port, startsAt, size }),
    // The constraint `slot_is_at_a_port` holds it.
    port: port as PortCode,
    startsAt,
    state,
    members: rows.map((row) => fullName(openMember(group.key, row))),
  })
})

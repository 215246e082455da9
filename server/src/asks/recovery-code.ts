// The code to write down. It is derived anew each time and kept nowhere. A desk gives it to those
// alone whom it registered itself that day and whom nobody holds yet: else an officer could take over
// any group of the day, and by break-glass one of an earlier day that is not here any more.

import { printCode } from '@garita/domain/code'
import { allowed, refused } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import { dayOf } from '@garita/domain/time'
import { ask } from '../ask.ts'
import { isUnheldWalkIn } from '../store/walk-ins.ts'

export default ask('recovery-code', async ({ db, who, world, group, now }) => {
  const isDesk = who.kind !== 'applicant'
  const today = who.ports.map((port) => ({ port, day: dayOf(now, portOf(port)?.zone ?? 'UTC') }))
  // [R12]
  if (isDesk && !(await isUnheldWalkIn(db, group.id, today))) return refused('group-unknown')
  const code = world.vault.recovery.code(group.id, group.recoveryVersion)
  return allowed({ code: printCode(code) })
})

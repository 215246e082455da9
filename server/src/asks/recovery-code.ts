// The code to write down. It is derived anew each time and kept nowhere. A desk gives it to those
// alone whom it registered itself and whom nobody holds yet: else an officer could take over any
// group of the day.

import { printCode } from '@garita/domain/code'
import { allowed, refused } from '@garita/domain/decision'
import { ask } from '../ask.ts'
import { isUnheldWalkIn } from '../store/walk-ins.ts'

export default ask('recovery-code', async ({ db, who, world, group }) => {
  const isDesk = who.kind !== 'applicant'
  // [R12]
  if (isDesk && !(await isUnheldWalkIn(db, group.id, who.ports))) return refused('group-unknown')
  const code = world.vault.recovery.code(group.id, group.recoveryVersion)
  return allowed({ code: printCode(code) })
})

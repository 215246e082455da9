// The code to write down. It is derived anew each time and kept nowhere.

import { printCode } from '@garita/domain/code'
import { allowed } from '@garita/domain/decision'
import { ask } from '../ask.ts'

export default ask('recovery-code', async ({ world, group }) => {
  const code = world.vault.recovery.code(group.id, group.recoveryVersion)
  return allowed({ code: printCode(code) })
})

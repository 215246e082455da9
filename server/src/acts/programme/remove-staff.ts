// From this row on every act and ask of the account is refused; its sign-in means are taken away
// beside it, which ends its sessions.

import { allowed, refused } from '@garita/domain/decision'
import { act } from '../../act.ts'
import { lockStaff, markRemoved } from '../../store/staff.ts'

export default act('remove-staff', async ({ tx, now }, { account }) => {
  if (!(await lockStaff(tx, account))) return refused('staff-unknown')
  await markRemoved(tx, account, now)
  return allowed({ account })
})

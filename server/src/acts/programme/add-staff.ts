import { allowed, refused } from '@garita/domain/decision'
import { act } from '../../act.ts'
import { lockStaff, putStaff, worksAtPorts } from '../../store/staff.ts'

export default act('add-staff', async ({ tx, now, note }, { account, role, ports }) => {
  if (worksAtPorts(role) && ports.length === 0) return refused('ports-missing')
  if (await lockStaff(tx, account)) return refused('staff-known')
  await putStaff(tx, account, role, ports, now)
  note({ role, ports })
  return allowed({ account })
})

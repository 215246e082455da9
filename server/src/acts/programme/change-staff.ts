import { allowed, refused } from '@garita/domain/decision'
import { act } from '../../act.ts'
import { lockStaff, updatePorts, worksAtPorts } from '../../store/staff.ts'

export default act('change-staff', async ({ tx, note }, { account, ports, reset }) => {
  const staff = await lockStaff(tx, account)
  if (!staff) return refused('staff-unknown')
  if (ports && ports.length === 0 && worksAtPorts(staff.role)) return refused('ports-missing')
  if (ports) await updatePorts(tx, account, ports)
  note({ ...(ports ? { ports, portsBefore: staff.ports } : {}), ...(reset ? { reset } : {}) })
  return allowed({ account })
})

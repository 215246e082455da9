import { allowed } from '@garita/domain/decision'
import { act } from '../../act.ts'

export default act('unlock-session', async ({ note }, { account, session }) => {
  note({ session })
  return allowed({ account })
})

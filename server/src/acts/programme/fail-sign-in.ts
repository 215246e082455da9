import { allowed } from '@garita/domain/decision'
import { act } from '../../act.ts'

export default act('fail-sign-in', async ({ note }, { account, why }) => {
  note({ account, why })
  return allowed({})
})

// Records that an account signed in. For the requests of its groups that is a sign of life.

import { allowed } from '@garita/domain/decision'
import { act } from '../../act.ts'
import { findGroupRows } from '../../store/reach.ts'
import { findAsking, markAlive } from '../../store/requests.ts'

export default act('sign-in', async ({ tx, now, note }, { account, session }) => {
  note({ session })
  const asking = await findAsking(tx, account, now)
  if (asking.length > 0) {
    await findGroupRows(tx, asking, true)
    await markAlive(tx, asking, now) // [Q4]
  }
  return allowed({ account })
})

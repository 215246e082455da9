// Ends a standing request. The registration date stays, and asking again is free. A ticket that is
// in a running draw already makes no offer any more.

import { allowed, refused } from '@garita/domain/decision'
import { followRequest } from '@garita/domain/request'
import { act } from '../../act.ts'
import { lockRequest, updateRequests } from '../../store/requests.ts'

export default act('withdraw-request', async ({ tx, now, group }, { request }) => {
  const row = await lockRequest(tx, group.id, request)
  if (!row) return refused('request-unknown')
  const withdrawn = followRequest(row, 'withdraw') // [Q2]
  if (!withdrawn.ok) return withdrawn
  await updateRequests(tx, [{ id: request, state: withdrawn.value.state }], now)
  return allowed({ request })
})

// A sign of life: the request stands for its whole term again.

import { allowed, refused } from '@garita/domain/decision'
import { isLiveRequest, requestExpiresAt } from '@garita/domain/request'
import { act } from '../../act.ts'
import { lockRequest, updateRequests } from '../../store/requests.ts'

export default act('keep-request', async ({ tx, now, rules, group }, { request }) => {
  const row = await lockRequest(tx, group.id, request)
  if (!row) return refused('request-unknown')
  if (!isLiveRequest(row)) return refused('request-over')
  await updateRequests(tx, [{ id: request, aliveAt: now, remindedAt: null }], now) // [Q4]
  return allowed({ request, expiresAt: requestExpiresAt({ aliveAt: now }, rules) })
})

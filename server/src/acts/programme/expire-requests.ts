// Ends requests without a sign of life, and reminds the groups of those that will end soon. Found
// first, then read again under their groups' locks, a set at a time.

import { allowed } from '@garita/domain/decision'
import {
  isOverdue,
  isReminderDue,
  requestExpiresAt,
  requestTransitions,
} from '@garita/domain/request'
import { daysMs } from '@garita/domain/time'
import { act, type Context } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import { insertNotices, type NewNotice } from '../../store/notices.ts'
import { findGroupRows } from '../../store/reach.ts'
import { findLiveRequests, findQuiet, updateRequests } from '../../store/requests.ts'

type Here = Context<'expire-requests'>
type Requests = readonly Row<'requests'>[]

const setSize = 2_000

export default act('expire-requests', async (context) => {
  const { tx, now, rules } = context
  const first = Math.max(0, ...rules.reminderDays)
  const quietSince = now - daysMs(rules.requestDays - first)
  const quiet = await findQuiet(tx, quietSince)
  let [expired, reminded] = [0, 0]
  for (let from = 0; from < quiet.length; from += setSize) {
    const groups = quiet.slice(from, from + setSize)
    await findGroupRows(tx, groups, true)
    const requests = [...(await findLiveRequests(tx, groups)).values()]
    expired += await endOverdue(context, requests)
    reminded += await remind(context, requests)
  }
  return allowed({ expired, reminded })
})

/** [Q4] */
async function endOverdue(context: Here, requests: Requests): Promise<number> {
  const { tx, now, rules } = context
  const overdue = requests.filter((request) => isOverdue(request, now, rules))
  const state = requestTransitions.expire.to
  await updateRequests(
    tx,
    overdue.map(({ id }) => ({ id, state })),
    now,
  )
  await tell(context, 'request-expired', overdue)
  return overdue.length
}

/** [Q11] */
async function remind(context: Here, requests: Requests): Promise<number> {
  const { tx, now, rules } = context
  const due = requests.filter((request) => isReminderDue(request, request.remindedAt, now, rules))
  await updateRequests(
    tx,
    due.map(({ id }) => ({ id, remindedAt: now })),
    now,
  )
  await tell(context, 'request-reminder', due)
  return due.length
}

async function tell(
  { tx, now, rules, world }: Here,
  kind: NewNotice['kind'],
  requests: Requests,
): Promise<void> {
  await insertNotices(
    tx,
    requests.map((request) => ({
      id: world.newId(),
      groupId: request.groupId,
      kind,
      facts: { request: request.id, endsAt: requestExpiresAt(request, rules) },
      madeAt: now,
    })),
  )
}

// Once a port's day is over, the clock ends what it left open: a group that was never determined
// whole, or that a question held to the end, would else keep its appointment for ever and could
// neither pick nor ask again. What officers decided stays as it is.

import { isDayOver } from '@garita/domain/arrival'
import { allowed, refused } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import { act } from '../../act.ts'
import { endArrived, findLeft, settleHeld } from '../../store/ended-arrivals.ts'
import { findGroupRows } from '../../store/reach.ts'

export default act('end-arrivals', async ({ tx, now, note }, input) => {
  const port = portOf(input.port)
  if (!port || !isDayOver(input.day, port, now)) return refused('day-running')
  // Groups are locked before appointments, as everywhere.
  const groups = await findLeft(tx, input)
  await findGroupRows(tx, groups, true)
  const ended = await endArrived(tx, groups, input, now)
  const settled = await settleHeld(tx, groups, input, now)
  note({ port: port.code, ended, settled })
  return allowed({ ...input, ended, settled })
})

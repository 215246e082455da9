// The numbers called at a port, for a display that anybody can stand before: no names.

import { allowed } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import { dayOf, minutesMs } from '@garita/domain/time'
import { ask } from '../ask.ts'
import { findCalled } from '../store/waiting-area.ts'

/** [R16] So long a number stays on the display, and so many of them. */
const shownMs = minutesMs(30)
const shownAtMost = 50

export default ask('waiting-area', async ({ db, now }, { port }) => {
  const day = dayOf(now, portOf(port)?.zone ?? 'UTC')
  const called = await findCalled(db, { port, day }, now - shownMs, shownAtMost)
  return allowed({ port, now, called })
})

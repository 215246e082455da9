// Where an arrival stands on its day, in one word for the officer's list.

import type { AskAnswerOf } from '@garita/contract'
import type { AppointmentState } from '@garita/domain/appointment'
import type { Instant } from '@garita/domain/time'

export type ArrivalState = AskAnswerOf<'arrival'>['state']

type Standing = {
  readonly state: AppointmentState
  readonly startsAt: Instant
  /** Members who came. */
  readonly present: number
  readonly size: number
}

/** `late` from the start on, until somebody comes or the clock marks the group absent. */
export function arrivalStateOf({ state, startsAt, present, size }: Standing, now: Instant) {
  return byState(state, present >= size, now > startsAt)
}

function byState(state: AppointmentState, isWhole: boolean, hasBegun: boolean): ArrivalState {
  if (state === 'done') return 'determined'
  if (state === 'absent') return 'absent'
  if (state === 'arrived') return isWhole ? 'here' : 'partly-here'
  return hasBegun ? 'late' : 'expected'
}

// The ports at which a member of staff shapes places: planners at all, supervisors at theirs.

import { type Port, portOf, ports } from '@garita/domain/port'
import { openPhone } from '../phone.ts'
import type { SignedIn } from '../sign-in.ts'
import { isPortCode } from '../slot-choices.ts'
import type { PortCode } from './calendar.ts'

export function portsOfStaff(who: SignedIn | undefined): readonly Port[] {
  if (who?.role === 'planner') return ports
  return (who?.ports ?? []).flatMap((code) => portOf(code) ?? [])
}

/** The one wanted, else the one worked at last on this computer, else the first. */
export function portToBegin(from: readonly Port[], wanted: string | null): PortCode | undefined {
  const before = openPhone().read('desk-port')
  const codes = from.map(({ code }) => code)
  const code =
    codes.find((one) => one === wanted) ?? codes.find((one) => one === before) ?? codes[0]
  return isPortCode(code) ? code : undefined
}

export function rememberPort(port: PortCode): void {
  openPhone().write('desk-port', port)
}

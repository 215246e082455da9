// Supervisors shape the ports they work at; planners every port.

import type { Who } from './act.ts'

/** [H1] Whether somebody may change what this port has; else `port-not-mine`. */
export function mayShape(who: Who, port: string): boolean {
  return who.kind === 'planner' || who.ports.includes(port)
}

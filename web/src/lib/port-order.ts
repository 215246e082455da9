// The ports of a request: those wanted in the group's own order, and those never to go to. Each list is new after
// each change, so that a draft is saved and a screen reader hears what became of it.

import type { PortCode } from './slot-choices.ts'

export type PortWishes = {
  readonly ports: readonly PortCode[]
  readonly ruledOut: readonly PortCode[]
}

/** Puts a port last among the wanted; one that was ruled out is so no more. */
export function wanted({ ports, ruledOut }: PortWishes, code: PortCode): PortWishes {
  return { ports: [...without(ports, code), code], ruledOut: without(ruledOut, code) }
}

/** Takes a port from both lists: neither wanted nor ruled out. */
export function neither({ ports, ruledOut }: PortWishes, code: PortCode): PortWishes {
  return { ports: without(ports, code), ruledOut: without(ruledOut, code) }
}

/** Never to this port; it is wanted no more. */
export function never({ ports, ruledOut }: PortWishes, code: PortCode): PortWishes {
  return { ports: without(ports, code), ruledOut: [...without(ruledOut, code), code] }
}

/** Moves a wanted port one up (-1) or down (1); at the end of the list nothing changes. */
export function moved(wishes: PortWishes, code: PortCode, by: -1 | 1): PortWishes {
  const from = wishes.ports.indexOf(code)
  const to = from + by
  const other = wishes.ports[to]
  if (from < 0 || other === undefined) return wishes
  const ports = [...wishes.ports]
  ports[to] = code
  ports[from] = other
  return { ...wishes, ports }
}

function without(codes: readonly PortCode[], code: PortCode): PortCode[] {
  return codes.filter((one) => one !== code)
}

// What recent draws say about the next one, for one group. Odds never promise: who asks, and how
// many places there are, changes from day to day.
// A ticket gets places at a port when its lot lies below the lot at which the port closed. A lot is
// evenly spread, so the share of all lots below the closing one is the chance of one try, and with
// several chances the best of several tries counts.

/** How far one port reached in one draw. */
export type Reach = {
  readonly port: string
  /** The most places that one of its slots had: whoever is larger never fitted there. */
  readonly largest: number
  /** The share of all possible lots below the one that closed the port, 0 to 1; 1: never closed. */
  readonly reached: number
}

export type Odds = {
  /** Recent draws that this is worked out from. */
  readonly draws: number
  /** The chance in one draw, 0 to 1. */
  readonly perDraw: number
  /** Half of such groups wait at most so many days; null where nothing was ever reached. */
  readonly daysHalf: number | null
  /** Nine of ten wait at most so many days. */
  readonly daysNine: number | null
}

/**
 * [D22] The mean, over recent draws, of 1 − (1 − the farthest reach among the group's ports that
 * could hold it) ^ chances; and the days after which half, and nine of ten, of such groups have been
 * drawn if every day were like that. Null where there is no recent draw.
 */
export function oddsOf(
  group: { readonly size: number; readonly chances: number; readonly ports: readonly string[] },
  recent: readonly (readonly Reach[])[],
): Odds | null {
  if (recent.length === 0) return null
  const each = recent.map((draw) => oddsIn(group, draw))
  const perDraw = each.reduce((sum, one) => sum + one, 0) / recent.length
  return {
    draws: recent.length,
    perDraw,
    daysHalf: daysUntil(0.5, perDraw),
    daysNine: daysUntil(0.9, perDraw),
  }
}

function oddsIn(group: Parameters<typeof oddsOf>[0], draw: readonly Reach[]): number {
  const reaches = draw
    .filter(({ port, largest }) => group.ports.includes(port) && largest >= group.size)
    .map(({ reached }) => reached)
  return 1 - (1 - Math.max(0, ...reaches)) ** group.chances
}

/** The first day by which at least this share has been drawn: one draw a day, each like the last. */
function daysUntil(share: number, perDraw: number): number | null {
  if (perDraw <= 0) return null
  if (perDraw >= 1) return 1
  return Math.max(1, Math.ceil(Math.log(1 - share) / Math.log1p(-perDraw)))
}

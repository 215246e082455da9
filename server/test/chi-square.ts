// The little statistics that the draw's self-test needs.

export const sumOf = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0)

/** How many of all have won. */
export type Cell = { won: number; all: number }

export function emptyCells(count: number): Cell[] {
  return Array.from({ length: count }, () => ({ won: 0, all: 0 }))
}

export function count(cell: Cell | undefined, won: boolean): void {
  if (!cell) return
  cell.all += 1
  if (won) cell.won += 1
}

/** Of each cell's wins against those that it would have at the share of all; cells - 1 degrees. */
export function chiSquareOf(cells: readonly Cell[]): number {
  const share = sumOf(cells.map(({ won }) => won)) / sumOf(cells.map(({ all }) => all))
  const each = cells.map(({ won, all }) => (won - all * share) ** 2 / (all * share * (1 - share)))
  return sumOf(each)
}

/** One-sided quantiles of the normal distribution (any table of it). */
const quantiles = new Map([
  [0.05, 1.644854],
  [0.01, 2.326348],
  [0.001, 3.090232],
])

/**
 * Above this a chi-square with so many degrees of freedom is as rare as `significance` says, by the
 * approximation of Wilson and Hilferty (1931), which from 5 degrees on errs by less than 1 %.
 */
export function chiSquareLimit(freedom: number, significance: number): number {
  const z = quantiles.get(significance)
  if (z === undefined) throw new RangeError('no quantile for this significance')
  const part = 2 / (9 * freedom)
  return freedom * (1 - part + z * Math.sqrt(part)) ** 3
}

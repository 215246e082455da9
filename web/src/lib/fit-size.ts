// Which size and quality of a picture fits a number of bytes: the largest size first, then as good as fits.

/** Makes the picture with its longer side of so many pixels, at a JPEG quality from 0 to 1. */
export type Encode<T extends { size: number }> = (side: number, quality: number) => Promise<T>

/** Below this a face shows blocks; a smaller picture is better than a worse one. */
export const worst = 0.6
/** Above this a picture only grows. */
export const best = 0.92
/** Halvings between worst and best: the quality found is at most 0.02 below what would fit. */
const halvings = 4

/**
 * The best of the pictures that take at most `limitBytes`, trying each of `sides` (pixels, from large to small)
 * until one fits at the worst quality. Undefined where none does.
 */
export async function fitSize<T extends { size: number }>(
  limitBytes: number,
  sides: readonly number[],
  encode: Encode<T>,
): Promise<T | undefined> {
  for (const side of sides) {
    const first = await encode(side, worst)
    if (first.size <= limitBytes) return await improve(first, limitBytes, side, encode)
  }
  return undefined
}

async function improve<T extends { size: number }>(
  first: T,
  limitBytes: number,
  side: number,
  encode: Encode<T>,
): Promise<T> {
  let found = first
  let low = worst
  let high = best
  for (let i = 0; i < halvings; i++) {
    const quality = (low + high) / 2
    const made = await encode(side, quality)
    if (made.size <= limitBytes) {
      found = made
      low = quality
    } else {
      high = quality
    }
  }
  return found
}

import { describe, expect, test } from 'vitest'
import { best, fitSize, worst } from './fit-size.ts'

/** A picture whose bytes grow with its area and quality, as JPEGs do. */
const pictures = (bytesPerPixel: number) => async (side: number, quality: number) => ({
  side,
  quality,
  size: Math.round(side * side * quality * bytesPerPixel),
})

describe('fitSize', () => {
  test('a simple picture keeps its size and gets nearly the best quality', async () => {
    const found = await fitSize(100_000, [960, 640], pictures(0.01))
    expect(found?.side).toBe(960)
    expect(found?.quality).toBeGreaterThan(best - 0.03)
  })

  test('a rich picture becomes smaller rather than worse', async () => {
    const found = await fitSize(100_000, [960, 640, 480], pictures(0.3))
    expect(found?.side).toBe(640)
    expect(found?.quality).toBeGreaterThanOrEqual(worst)
  })

  test('the limit holds for pictures of every richness', async () => {
    for (const richness of [0.02, 0.05, 0.1, 0.2, 0.4, 0.8]) {
      const found = await fitSize(100_000, [960, 720, 540, 400, 300], pictures(richness))
      expect(found?.size).toBeLessThanOrEqual(100_000)
    }
  })

  test('the quality found is close to the best that fits', async () => {
    const found = await fitSize(100_000, [500], pictures(0.5))
    expect(found?.quality).toBeGreaterThan(0.8 - 0.021)
    expect(found?.quality).toBeLessThanOrEqual(0.8)
  })

  test('where nothing fits there is no picture', async () => {
    expect(await fitSize(1_000, [960, 640], pictures(1))).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { barrierOf, facesOf, type MeshedFace } from './face-mesh.ts'

/** 468 points, all in the middle but the two eyes. */
function found(about: Partial<MeshedFace> = {}): MeshedFace {
  const mesh = Array.from({ length: 468 }, () => [100, 120, 0])
  for (const index of [33, 160, 158, 133, 153, 144]) mesh[index] = [70, 100, 0]
  for (const index of [362, 385, 387, 263, 373, 380]) mesh[index] = [130, 100, 0]
  return { mesh, score: 1, box: [40, 60, 120, 140], ...about }
}

describe('the mesh', () => {
  it('gives five points and the distance of the eyes', () => {
    const [face] = facesOf([found()])
    expect(face).toMatchObject({ faceScore: 1 })
    expect(face?.eyeDistance).toBeCloseTo(60)
    expect(face?.points[0]?.[0]).toBeCloseTo(70)
    expect(face?.points).toHaveLength(5)
  })

  it('a doubtful second find inside a surer one is no person, beside it it is', () => {
    const echo = found({ score: 0.5, box: [80, 90, 30, 30] })
    expect(facesOf([found(), echo])).toHaveLength(1)
    expect(facesOf([found(), { ...echo, box: [300, 90, 30, 30] }])).toHaveLength(2)
    expect(facesOf([found(), { ...echo, score: 0.95 }])).toHaveLength(2)
  })

  it('a find without a mesh is no face', () => {
    expect(facesOf([found({ mesh: [] })])).toEqual([])
  })

  it.each([
    [60, 1, undefined],
    [21, 1, 'too-small'],
    [60, 0.89, 'unclear-face'],
  ])('eyes %s pixels apart with a score of %s: %s', (eyeDistance, faceScore, barrier) => {
    expect(barrierOf({ points: [], eyeDistance, faceScore })).toBe(barrier)
  })
})

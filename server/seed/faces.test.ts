import { describe, expect, it } from 'vitest'
import { checkPicture } from '../src/faces/picture.ts'
import { drawnFace, drawnFaceCount, drawnFaceVariant } from './faces.ts'

const indexes = Array.from({ length: drawnFaceCount }, (_, index) => index)

describe('drawn faces', () => {
  it('are at most 24, each unlike the others, each of at most 40 kB and 480 × 600', async () => {
    expect(drawnFaceCount).toBeLessThanOrEqual(24)
    const faces = await Promise.all(indexes.map((index) => drawnFace(index)))
    expect(new Set(faces.map((face) => Buffer.from(face).toString('base64'))).size).toBe(
      drawnFaceCount,
    )
    for (const face of faces) {
      expect(face.length).toBeLessThanOrEqual(40_000)
      expect(await checkPicture(face)).toMatchObject({
        ...{ ok: true, width: 480, height: 600, kind: 'jpeg' },
      })
    }
  })

  it('are the same each time', async () => {
    expect(await drawnFace(5)).toEqual(await drawnFace(5))
    expect(await drawnFaceVariant(5, 1)).toEqual(await drawnFaceVariant(5, 1))
  })

  it('begin again after the last, and take any whole number', async () => {
    expect(await drawnFace(drawnFaceCount + 3)).toEqual(await drawnFace(3))
    expect(await drawnFace(-1)).toEqual(await drawnFace(drawnFaceCount - 1))
  })

  it('differ between what was sent and what is taken at the port', async () => {
    const [sent, taken, later] = await Promise.all([0, 1, 2].map((it) => drawnFaceVariant(4, it)))
    expect(sent).toEqual(await drawnFace(4))
    expect(taken).not.toEqual(sent)
    expect(later).not.toEqual(sent)
    expect(later).not.toEqual(taken)
  })
})

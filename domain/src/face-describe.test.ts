import { expect, it } from 'vitest'
import { describeFace, type Eyes } from './face-describe.ts'
import type { Face } from './face-mesh.ts'

const model = { id: 'a', hash: '01' }
const pixels = { data: new Uint8Array(200 * 200 * 3).fill(120), width: 200, height: 200 }
const face: Face = {
  points: [
    [70, 90],
    [130, 90],
    [100, 120],
    [75, 150],
    [125, 150],
  ],
  eyeDistance: 60,
  faceScore: 1,
}

function eyes(...faces: Face[]): Eyes {
  return {
    model,
    findFaces: async () => faces,
    recognise: async () => Float32Array.of(1, 0),
  }
}

it('one face is described, with advice on the picture', async () => {
  const seen = await describeFace(pixels, eyes(face))
  expect(seen).toMatchObject({ ok: true, model, advice: ['blurred'], quality: { blown: 0 } })
})

it.each([
  ['no-face', []],
  ['several-faces', [face, face]],
  ['too-small', [{ ...face, eyeDistance: 20 }]],
  ['unclear-face', [{ ...face, faceScore: 0.5 }]],
] as const)('%s is an answer, and the recogniser is not asked', async (reason, faces) => {
  const recognise = () => Promise.reject(new Error('asked'))
  const seen = await describeFace(pixels, { ...eyes(...faces), recognise })
  expect(seen).toMatchObject({ ok: false, reason })
})

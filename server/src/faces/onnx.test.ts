import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { drawnFace, drawnFaceVariant } from '../../seed/faces.ts'
import { isRuntimeInstalled, tinyOnnx, writeStandIn } from '../../test/tiny-onnx.ts'
import { createFaceEngine, type FaceEngine } from './engine.ts'

const bands = { version: 'tiny-1', same: 0.9, unsure: 0.5 }
const ending: (() => unknown)[] = []
let photo: Uint8Array

beforeAll(async () => {
  process.stdout.write(
    `ONNX is tested with ${isRuntimeInstalled ? 'the installed runtime' : 'a stand-in for its runtime'}.\n`,
  )
  photo = await drawnFace(0)
})

afterEach(async () => {
  for (const end of ending.splice(0)) await end()
})

/** An engine on a file in a folder of its own, and what it said when it could not start. */
function engineOn(bytes: Uint8Array, hasRuntime = true): { engine: FaceEngine; said: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'garita-onnx-'))
  const model = join(folder, 'tiny.onnx')
  writeFileSync(model, bytes)
  if (hasRuntime && !isRuntimeInstalled) writeStandIn(folder)
  const said: string[] = []
  const engine = createFaceEngine({ model, bands, onTrouble: (what) => said.push(what) })
  ending.push(
    () => engine.close(),
    () => rmSync(folder, { recursive: true }),
  )
  return { engine, said }
}

describe('a recogniser in an ONNX file', () => {
  it('[K5] describes and compares, under its own name, hash and bands', async () => {
    const { engine } = engineOn(tinyOnnx())
    const described = await engine.describe(photo)
    if (!described.ok) throw new Error(described.reason)
    expect(described.vector).toHaveLength(147)
    expect(Math.hypot(...described.vector)).toBeCloseTo(1, 4)
    expect(described.model.id).toBe('human-3.3.6/tiny.onnx/recipe-1')
    const compared = await engine.compare(photo, await drawnFaceVariant(0, 1))
    expect(compared).toMatchObject({ bandsVersion: 'tiny-1', model: described.model })
    expect(compared.score).toBeGreaterThan(0.5)
  })

  it('sees the aligned face in red, green, blue and its mirror image', async () => {
    const { engine } = engineOn(tinyOnnx())
    const described = await engine.describe(photo)
    if (!described.ok) throw new Error(described.reason)
    // The mean with the mirror image is the same from left to right and from right to left.
    const { vector } = described
    for (let row = 0; row < 21; row++) {
      expect(vector[row * 7] ?? 0).toBeCloseTo(vector[row * 7 + 6] ?? 1, 4)
    }
    expect(new Set(vector).size).toBeGreaterThan(20)
  })

  it('[K3] another file under the same name is another model', async () => {
    const one = engineOn(tinyOnnx()).engine
    const other = createFaceEngine()
    ending.push(() => other.close())
    const [first, second] = [await one.describe(photo), await other.describe(photo)]
    if (!first.ok || !second.ok) throw new Error('not described')
    expect(first.model.hash).not.toBe(second.model.hash)
  })
})

describe('an ONNX file that does not fit', () => {
  it.each([
    ['takes another size', tinyOnnx(64), 'does not take [1, 3, 112, 112] to one vector'],
    ['is none', new TextEncoder().encode('no model'), 'is no ONNX model that can be loaded'],
  ])('since it %s is said, and every picture answered', async (_, bytes, sentence) => {
    const { engine, said } = engineOn(bytes)
    await engine.start()
    expect(engine.state).toBe('failed')
    expect(said).toHaveLength(1)
    expect(said[0]).toContain(sentence)
    expect(await engine.compare(photo, photo)).toMatchObject({
      band: 'cannot-compare',
      reason: 'engine-unavailable',
      bandsVersion: 'tiny-1',
    })
  })

  it('or the runtime that is missing is said with what to install', async () => {
    const { engine, said } = engineOn(tinyOnnx(), false)
    await engine.start()
    const missing = isRuntimeInstalled
      ? []
      : [expect.stringContaining('npm install onnxruntime-web')]
    expect(said).toEqual(missing)
  })
})

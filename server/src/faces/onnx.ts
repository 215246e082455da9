// Any recogniser in an ONNX file that takes the 112-pixel crop of the ArcFace template: input
// [1, 3, 112, 112], red, green, blue, (x − 127) / 128; output one vector. It runs on a package that
// a plain install does not bring, so that Garita stays small and runs no install script; the package
// is looked for beside Garita and beside the model file.

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { cropForQuality } from '@garita/domain/face-align'
import { arcfaceInput, mirrorMean } from '@garita/domain/face-input'
import type { Recogniser } from './recogniser.ts'

type Tensor = { readonly data: unknown; readonly dims: readonly number[] }
type Session = {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  run(feeds: { readonly [name: string]: Tensor }): Promise<{ readonly [name: string]: Tensor }>
}
/** What both packages share of their interface. */
type Runtime = {
  readonly env?: { readonly wasm?: { numThreads?: number } }
  readonly InferenceSession: { create(path: string | Uint8Array): Promise<Session> }
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => Tensor
}

const packages = ['onnxruntime-node', 'onnxruntime-web']
const side = 112
/** Vectors shorter than this are no face's: age, sex, a class. The shortest known has 128. */
const lengthMinimum = 64

/** Throws a sentence that says what to do: no runtime, or a file that does not fit. */
export async function loadOnnx(file: string, bytes: Uint8Array): Promise<Recogniser> {
  const { InferenceSession, Tensor } = await loadRuntime(file)
  const session = await InferenceSession.create(bytes).catch((error) => {
    throw new Error(`${file} is no ONNX model that can be loaded: ${String(error)}`)
  })
  const [input = '', output = ''] = [session.inputNames[0], session.outputNames[0]]

  async function vectorOf(values: Float32Array): Promise<Float32Array> {
    const answers = await session.run({
      [input]: new Tensor('float32', values, [1, 3, side, side]),
    })
    const data = answers[output]?.data
    if (data instanceof Float32Array && data.length >= lengthMinimum) return Float32Array.from(data)
    throw new Error('its first output is not one vector of float32')
  }

  const blank = new Float32Array(3 * side * side)
  const { length } = await vectorOf(blank).catch((error) => {
    throw new Error(`${file} does not take [1, 3, 112, 112] to one vector: ${String(error)}`)
  })
  return async (pixels, points) => {
    const crop = cropForQuality(pixels, points)
    const straight = await vectorOf(arcfaceInput(crop, false))
    const mirrored = await vectorOf(arcfaceInput(crop, true))
    if (straight.length !== length) throw new Error('the vector changed its length')
    return mirrorMean(straight, mirrored)
  }
}

async function loadRuntime(file: string): Promise<Runtime> {
  for (const from of [import.meta.filename, file]) {
    const require = createRequire(pathToFileURL(from))
    for (const name of packages) {
      const found = resolved(require, name)
      if (!found) continue
      const loaded = await import(pathToFileURL(found).href)
      const runtime: Runtime = loaded.InferenceSession ? loaded : loaded.default
      // More threads than one want workers, and gain nothing for one face at a time.
      if (runtime.env?.wasm) runtime.env.wasm.numThreads = 1
      return runtime
    }
  }
  throw new Error(
    'GARITA_FACE_MODEL needs a package that is not installed: npm install onnxruntime-web, here or in the folder of the model.',
  )
}

function resolved(require: NodeJS.Require, name: string): string | undefined {
  try {
    const file = require.resolve(name)
    return existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

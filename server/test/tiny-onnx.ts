// A recogniser in a few hundred bytes, written by hand in ONNX's own form: it averages the face in
// squares of 16 pixels and calls the 147 means a vector. Enough to see that a file is loaded, fed and
// read as it should be. Where `onnxruntime-web` is not installed, a stand-in for that package, which
// knows this one model, is written beside the file.

import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** @param side the model's input; 112 is what fits */
export function tinyOnnx(side = 112): Uint8Array {
  const pool = message([
    [1, text('face')],
    [2, text('means')],
    [4, text('AveragePool')],
    [5, integers('kernel_shape', [16, 16])],
    [5, integers('strides', [16, 16])],
  ])
  const flatten = message([
    [1, text('means')],
    [2, text('vector')],
    [4, text('Flatten')],
  ])
  const graph = message([
    [1, pool],
    [1, flatten],
    [2, text('tiny')],
    [11, tensor('face', [1, 3, side, side])],
    [12, tensor('vector', [1, 3 * Math.floor(side / 16) ** 2])],
  ])
  return message([
    [1, 8],
    [7, graph],
    [8, message([[2, 13]])],
  ])
}

export const isRuntimeInstalled = ['onnxruntime-node', 'onnxruntime-web'].some((name) => {
  try {
    return createRequire(import.meta.url).resolve(name).length > 0
  } catch {
    return false
  }
})

/** Writes the stand-in into a folder, as its package would lie there. */
export function writeStandIn(folder: string): void {
  const place = join(folder, 'node_modules', 'onnxruntime-web')
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'package.json'), JSON.stringify({ main: 'index.js', type: 'module' }))
  writeFileSync(join(place, 'index.js'), standIn)
}

const standIn = `
export class Tensor {
  constructor(type, data, dims) { Object.assign(this, { type, data, dims }) }
}
export const env = { wasm: {} }
export const InferenceSession = {
  async create(bytes) {
    if (!Buffer.from(bytes).includes('AveragePool')) throw new Error('protobuf parsing failed')
    const isRight = bytes.length === ${tinyOnnx().length}
    return { inputNames: ['face'], outputNames: ['vector'], run: async ({ face }) => {
      if (!isRight || String(face.dims) !== '1,3,112,112') throw new Error('invalid dimensions')
      const means = new Float32Array(147)
      face.data.forEach((value, at) => {
        const row = Math.floor((at % 12544) / 112 / 16)
        const column = Math.floor((at % 112) / 16)
        means[Math.floor(at / 12544) * 49 + row * 7 + column] += value / 256
      })
      return { vector: new Tensor('float32', means, [1, 147]) }
    } }
  },
}
`

type Field = readonly [number: number, value: number | Uint8Array]

/** A protobuf message: numbers as varints, bytes with their length. */
function message(fields: readonly Field[]): Uint8Array {
  const parts = fields.map(([number, value]) =>
    typeof value === 'number'
      ? [...varint(number * 8), ...varint(value)]
      : [...varint(number * 8 + 2), ...varint(value.length), ...value],
  )
  return Uint8Array.from(parts.flat())
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}

function integers(name: string, values: readonly number[]): Uint8Array {
  return message([[1, text(name)], ...values.map((value): Field => [8, value]), [20, 7]])
}

function tensor(name: string, shape: readonly number[]): Uint8Array {
  const dims = message(shape.map((size): Field => [1, message([[1, size]])]))
  const type = message([
    [1, 1],
    [2, dims],
  ])
  return message([
    [1, text(name)],
    [2, message([[1, type]])],
  ])
}

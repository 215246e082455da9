// Where the models lie, and how they are loaded without a network. They come with the package
// @vladmandic/human, whose `exports` leave out the wasm build: it is loaded by its path. It fetches
// its models, and Node's fetch knows no `file:`, so inside the worker fetch is replaced by one that
// reads from the models' folder and refuses everything else: no request can ever leave.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { FaceModel } from '@garita/domain/comparison'
import { builtInModel, builtInModelFiles } from '@garita/domain/face-mesh'

const require = createRequire(import.meta.url)
const packageFolder = path.join(path.dirname(require.resolve('@vladmandic/human')), '..')
const modelsFolder = path.join(packageFolder, 'models')

type Human = typeof import('@vladmandic/human')
type Core = typeof import('@tensorflow/tfjs-core')
type Converter = typeof import('@tensorflow/tfjs-converter')

/** The wasm build, and the very copies of tfjs that it uses itself. */
export function loadLibraries(): { Human: Human['Human']; tf: Core; converter: Converter } {
  const human: Human = require(path.join(packageFolder, 'dist', 'human.node-wasm.js'))
  const tf: Core = require('@tensorflow/tfjs-core')
  const converter: Converter = require('@tensorflow/tfjs-converter')
  return { Human: human.Human, tf, converter }
}

/** Both are folders, given with the slash that the libraries expect. */
export const wasmPath = `${path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}${path.sep}`
export const modelBasePath = `${pathToFileURL(modelsFolder).href}/`

export function readModelFile(name: string): Promise<Buffer> {
  return readFile(path.join(modelsFolder, name))
}

/** Takes the place of fetch: files of the models' folder, and nothing else in the world. */
export async function fetchModelFile(input: string | URL | Request): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input)
  const file = url.protocol === 'file:' ? fileURLToPath(url) : ''
  if (path.dirname(file) !== modelsFolder) throw new Error('only models are fetched, from disk')
  return new Response(new Uint8Array(await readFile(file)))
}

/**
 * Which model and recipe made a vector. The hash covers the detector and the mesh too: they place
 * the crop, so another detector gives other vectors. Raise the number after `recipe-` whenever
 * decoding, alignment or preprocessing changes a score.
 * @param onnx the file of another recogniser, with what is in it
 */
export async function identifyModel(onnx?: string, bytes?: Uint8Array): Promise<FaceModel> {
  const hash = createHash('sha256')
  const isBuiltIn = onnx === undefined || bytes === undefined
  const files = isBuiltIn ? builtInModelFiles : builtInModelFiles.slice(0, 4)
  for (const name of files) hash.update(await readModelFile(name))
  if (bytes) hash.update(bytes)
  const id = isBuiltIn ? builtInModel : builtInModel.replace('faceres', path.basename(onnx))
  return { id, hash: hash.digest('hex') }
}

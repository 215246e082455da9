// The detector and the built-in recogniser in the browser. WebGL without a graphics card takes 3 s a
// photo, wasm 0.1 s; the files come from our own server and stay in the service worker's cache.

import { cropForRecogniser } from '@garita/domain/face-align'
import type { Eyes } from '@garita/domain/face-describe'
import { faceresInput, faceresOutput, mirrorMean, modelArtifacts } from '@garita/domain/face-input'
import {
  builtInModel,
  builtInModelFiles,
  detectorSettings,
  faceFilesFolder,
  facesOf,
} from '@garita/domain/face-mesh'
import { Human } from '@vladmandic/human'

const side = 224
const length = 1024

/** Loads everything; throws where a file is not at hand or wasm does not start. */
export async function loadEyes(): Promise<Eyes> {
  const folder = new URL(faceFilesFolder, location.origin).href
  const human = new Human({ ...detectorSettings, wasmPath: folder, modelBasePath: folder })
  const { tf } = human
  await human.init()
  const [files] = await Promise.all([readFiles(folder), human.load()])
  if (tf.getBackend() !== 'wasm') throw new Error('the wasm back end did not start')
  const description = JSON.parse(new TextDecoder().decode(files.get('faceres.json')))
  const weights = files.get('faceres.bin') ?? new Uint8Array()
  const artifacts = modelArtifacts(description, weights)
  const recogniser = await tf.loadGraphModel({ load: async () => artifacts })
  return {
    model: { id: builtInModel, hash: await hashOf([...files.values()]) },
    findFaces: async ({ data, width, height }) => {
      const tensor = tf.tensor3d(Int32Array.from(data), [height, width, 3], 'int32')
      const result = await human.detect(tensor)
      tensor.dispose()
      if (result.error) throw new Error(`the detector failed: ${result.error}`)
      return facesOf(result.face)
    },
    recognise: async (pixels, points) => {
      const both: Float32Array = tf.tidy(() => {
        const input = faceresInput(cropForRecogniser(pixels, points))
        const output = recogniser.execute(tf.tensor4d(input, [2, side, side, 3]), faceresOutput)
        return Float32Array.from(output.dataSync())
      })
      return mirrorMean(both.subarray(0, length), both.subarray(length))
    },
  }
}

async function readFiles(folder: string): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const files = await Promise.all(
    builtInModelFiles.map(async (name) => {
      const response = await fetch(folder + name)
      if (!response.ok) throw new Error(`${name} is not at hand`)
      return [name, new Uint8Array(await response.arrayBuffer())] as const
    }),
  )
  return new Map(files)
}

/** The hash of the model as the server names it: of all files, one behind the other. */
async function hashOf(files: readonly Uint8Array<ArrayBuffer>[]): Promise<string> {
  const all = await new Blob([...files]).arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

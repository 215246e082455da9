// Finds faces and the five points by which they are aligned: BlazeFace for where, FaceMesh for the
// points, on the wasm back end, by the settings that the browser uses too.

import type { Pixels } from '@garita/domain/face-align'
import { detectorSettings, type Face, facesOf } from '@garita/domain/face-mesh'
import { loadLibraries, modelBasePath, wasmPath } from './models.ts'

export type Detector = (pixels: Pixels) => Promise<Face[]>

/** Loads the models; throws if they or the wasm file are missing. */
export async function loadDetector(): Promise<Detector> {
  const { Human, tf } = loadLibraries()
  const human = new Human({ ...detectorSettings, wasmPath, modelBasePath })
  await human.init()
  await human.load()
  if (tf.getBackend() !== 'wasm') throw new Error('the wasm back end did not start')
  return async ({ data, width, height }) => {
    const tensor = tf.tensor3d(Int32Array.from(data), [height, width, 3], 'int32')
    const result = await human.detect(tensor)
    tensor.dispose()
    if (result.error) throw new Error(`the detector failed: ${result.error}`)
    return facesOf(result.face)
  }
}

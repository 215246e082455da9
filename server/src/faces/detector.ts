// Finds faces and the five points by which they are aligned: BlazeFace for where, FaceMesh for the
// points, on the wasm back end. Everything else that the package can do stays off.

import type { Config, FaceResult } from '@vladmandic/human'
import { centre, type Point } from './align.ts'
import { loadLibraries, modelBasePath, wasmPath } from './models.ts'
import type { Pixels } from './picture.ts'
import { faceScoreMinimum } from './quality.ts'

export type Face = {
  /** Eyes, nose, mouth corners, in pixels of the picture looked at. */
  readonly points: readonly Point[]
  readonly eyeDistance: number
  readonly faceScore: number
}

export type Detector = (pixels: Pixels) => Promise<Face[]>

const off = { enabled: false }

const config: Partial<Config> = {
  backend: 'wasm',
  wasmPath,
  modelBasePath,
  warmup: 'none',
  // Both would answer with the last picture's faces if two pictures look alike.
  cacheSensitivity: 0,
  skipAllowed: false,
  filter: off,
  gesture: off,
  face: {
    enabled: true,
    detector: { rotation: true, maxDetected: 10, minConfidence: 0.2 },
    mesh: { enabled: true },
    attention: off,
    iris: off,
    emotion: off,
    description: off,
    antispoof: off,
    liveness: off,
  },
  body: off,
  hand: off,
  object: off,
  segmentation: off,
}

/** Loads the models; throws if they or the wasm file are missing. */
export async function loadDetector(): Promise<Detector> {
  const { Human, tf } = loadLibraries()
  const human = new Human(config)
  await human.init()
  await human.load()
  if (tf.getBackend() !== 'wasm') throw new Error('the wasm back end did not start')
  return async ({ data, width, height }) => {
    const tensor = tf.tensor3d(Int32Array.from(data), [height, width, 3], 'int32')
    const result = await human.detect(tensor)
    tensor.dispose()
    if (result.error) throw new Error(`the detector failed: ${result.error}`)
    const meshed = result.face.filter((face) => face.mesh.length >= 400)
    return meshed.filter((face) => !isEcho(face, meshed)).map((face) => faceOf(face))
  }
}

/** A doubtful second find inside a surer face (an ear, a cheek; 1 in 51 good photos) is no person. */
function isEcho(face: FaceResult, all: readonly FaceResult[]): boolean {
  if (face.score >= faceScoreMinimum) return false
  const x = face.box[0] + face.box[2] / 2
  const y = face.box[1] + face.box[3] / 2
  return all.some(
    ({ box: [left, top, width, height], score }) =>
      score > face.score && x > left && x < left + width && y > top && y < top + height,
  )
}

function faceOf({ mesh, score }: Pick<FaceResult, 'mesh' | 'score'>): Face {
  const point = (index: number): Point => [mesh[index]?.[0] ?? 0, mesh[index]?.[1] ?? 0]
  const left = centre([33, 160, 158, 133, 153, 144].map(point))
  const right = centre([362, 385, 387, 263, 373, 380].map(point))
  return {
    points: [left, right, point(4), point(61), point(291)],
    eyeDistance: Math.hypot(left[0] - right[0], left[1] - right[1]),
    faceScore: score,
  }
}

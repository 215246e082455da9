// From what the face mesh gives to the five points by which a face is aligned, and whether it is a
// face at all that may be compared. The mesh has 468 points; eyes are means of six points each,
// since single points jump from picture to picture. The numbers are those of the MediaPipe mesh.

import type { Undescribed } from './comparison.ts'
import { centre, type Point } from './face-align.ts'
import { eyesMinimum, faceScoreMinimum } from './face-quality.ts'

export type Face = {
  /** Eyes, nose, mouth corners, in pixels of the picture looked at. */
  readonly points: readonly Point[]
  readonly eyeDistance: number
  readonly faceScore: number
}

/** What the detector says of one find. */
export type MeshedFace = {
  readonly mesh: readonly (readonly (number | undefined)[])[]
  readonly score: number
  /** Left, top, width, height. */
  readonly box: readonly [number, number, number, number]
}

/** The folder of the models and the wasm files at the server, by the package's version. */
export const faceFilesFolder = '/faces/human-3.3.6/'

/** What made a vector, but for the hash; the number after `recipe-` rises when a score changes. */
export const builtInModel = 'human-3.3.6/faceres/recipe-1'
/** The files that the hash covers, in this order. */
export const builtInModelFiles = ['blazeface', 'facemesh', 'faceres'].flatMap((name) => [
  `${name}.json`,
  `${name}.bin`,
])

/**
 * The detector's settings, the same at the server and in the browser: BlazeFace and FaceMesh on the
 * wasm back end, everything else off. Both caches would answer with the last picture's faces if two
 * pictures look alike.
 */
export const detectorSettings = {
  backend: 'wasm',
  warmup: 'none',
  // Our own cache keeps the files: theirs would hide a new version.
  cacheModels: false,
  cacheSensitivity: 0,
  skipAllowed: false,
  filter: { enabled: false },
  gesture: { enabled: false },
  face: {
    enabled: true,
    detector: { rotation: true, maxDetected: 10, minConfidence: 0.2 },
    mesh: { enabled: true },
    attention: { enabled: false },
    iris: { enabled: false },
    emotion: { enabled: false },
    description: { enabled: false },
    antispoof: { enabled: false },
    liveness: { enabled: false },
  },
  body: { enabled: false },
  hand: { enabled: false },
  object: { enabled: false },
  segmentation: { enabled: false },
} as const

/** The faces among the finds. */
export function facesOf(found: readonly MeshedFace[]): Face[] {
  const meshed = found.filter((face) => face.mesh.length >= 400)
  return meshed.filter((face) => !isEcho(face, meshed)).map(faceOf)
}

/** Why this one face is not compared, if it is not. */
export function barrierOf(face: Face): Undescribed | undefined {
  if (face.eyeDistance < eyesMinimum) return 'too-small'
  return face.faceScore < faceScoreMinimum ? 'unclear-face' : undefined
}

/** A doubtful second find inside a surer face (an ear, a cheek; 1 in 51 good photos) is no person. */
function isEcho(face: MeshedFace, all: readonly MeshedFace[]): boolean {
  if (face.score >= faceScoreMinimum) return false
  const x = face.box[0] + face.box[2] / 2
  const y = face.box[1] + face.box[3] / 2
  return all.some(
    ({ box: [left, top, width, height], score }) =>
      score > face.score && x > left && x < left + width && y > top && y < top + height,
  )
}

function faceOf({ mesh, score }: MeshedFace): Face {
  const point = (index: number): Point => [mesh[index]?.[0] ?? 0, mesh[index]?.[1] ?? 0]
  const left = centre([33, 160, 158, 133, 153, 144].map(point))
  const right = centre([362, 385, 387, 263, 373, 380].map(point))
  return {
    points: [left, right, point(4), point(61), point(291)],
    eyeDistance: Math.hypot(left[0] - right[0], left[1] - right[1]),
    faceScore: score,
  }
}

// Which of the three engines looks at faces, by the settings: the built-in one, another recogniser in
// an ONNX file, or an agency's own matcher. What is wrong with a setting is said at the start; what
// fails later is an answer.

import { accessSync, constants, readFileSync } from 'node:fs'
import { type Bands, type BandsFault, defaultBands, readBands } from '@garita/domain/comparison'
import { type Config, ConfigError } from '../config.ts'
import { createAgencyEngine } from './agency-engine.ts'
import { createFaceEngine, type FaceEngine } from './engine.ts'

const sentences: Record<BandsFault, string> = {
  'no-version': 'its `version` is a name of 1 to 60 letters, digits, dots and dashes',
  'no-bounds': '`same` and `unsure` are numbers',
  'bounds-crossed': 'unsure is below same, and both lie between -1 and 1',
}

/** Starts nothing. Throws ConfigError where a file that a setting names cannot be read. */
export function openFaceEngine(
  { model, bandsFile, url, token, timeoutMs, workers }: Config['faces'],
  onTrouble: (what: string) => void = () => undefined,
): FaceEngine {
  const bands = bandsFile === undefined ? defaultBands : bandsIn(bandsFile)
  if (model !== undefined) mustRead('GARITA_FACE_MODEL', model)
  if (url === undefined) return createFaceEngine({ bands, model, workers, onTrouble })
  const local = createFaceEngine({ workers, onTrouble })
  const secret = token === undefined ? {} : { token }
  return createAgencyEngine({ url, ...secret, bands, timeoutMs, onTrouble }, local)
}

function mustRead(setting: string, file: string): void {
  try {
    accessSync(file, constants.R_OK)
  } catch {
    throw new ConfigError(`${setting} names a file that cannot be read: ${file}`)
  }
}

function bandsIn(file: string): Bands {
  mustRead('GARITA_FACE_BANDS', file)
  const bands = readBands(parsed(readFileSync(file, 'utf8')))
  if (typeof bands !== 'string') return bands
  throw new ConfigError(`GARITA_FACE_BANDS, ${file}: ${sentences[bands]}.`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

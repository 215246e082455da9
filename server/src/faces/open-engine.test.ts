import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../config.ts'
import { openFaceEngine } from './open-engine.ts'

const folder = mkdtempSync(join(tmpdir(), 'garita-engines-'))
const bands = join(folder, 'bands.json')
const broken = join(folder, 'broken.json')
writeFileSync(bands, JSON.stringify({ version: 'agency-7', same: 0.41, unsure: 0.2 }))
writeFileSync(broken, JSON.stringify({ version: 'agency-7', same: 0.2, unsure: 0.41 }))
afterAll(() => rmSync(folder, { recursive: true }))

const engineFor = (env: { [name: string]: string }) => openFaceEngine(readConfig(env).faces)

it('[K1] without settings the built-in engine has the bands that are shipped', () => {
  expect(engineFor({}).bands).toEqual({ version: 'faceres-1', same: 0.7, unsure: 0.55 })
})

it('[K5] each engine takes the bands of a file, with their version', () => {
  const url = 'https://matcher.example.org/compare'
  const read = { version: 'agency-7', same: 0.41, unsure: 0.2 }
  expect(engineFor({ GARITA_FACE_BANDS: bands }).bands).toEqual(read)
  expect(engineFor({ GARITA_FACE_URL: url, GARITA_FACE_BANDS: bands }).bands).toEqual(read)
  expect(engineFor({ GARITA_FACE_MODEL: bands, GARITA_FACE_BANDS: bands }).bands).toEqual(read)
})

it.each([
  [{ GARITA_FACE_BANDS: broken }, 'unsure is below same'],
  [{ GARITA_FACE_BANDS: import.meta.filename }, 'its `version` is a name'],
  [{ GARITA_FACE_BANDS: join(folder, 'none.json') }, 'GARITA_FACE_BANDS names a file'],
  [
    { GARITA_FACE_MODEL: join(folder, 'none.onnx'), GARITA_FACE_BANDS: bands },
    'GARITA_FACE_MODEL names a file',
  ],
  [{ GARITA_FACE_MODEL: bands }, 'GARITA_FACE_BANDS is missing'],
  [{ GARITA_FACE_URL: 'https://matcher.example.org/' }, 'GARITA_FACE_BANDS is missing'],
  [{ GARITA_FACE_URL: 'http://matcher.example.org/', GARITA_FACE_BANDS: bands }, 'https address'],
  [{ GARITA_FACE_URL: 'http://localhost.example.org/' }, 'https address'],
  [{ GARITA_FACE_URL: 'https://a.example.org', GARITA_FACE_MODEL: bands }, 'not both'],
  [{ GARITA_FACE_TIMEOUT_MS: '0' }, 'GARITA_FACE_TIMEOUT_MS'],
  [{ GARITA_FACE_WORKERS: '1.5' }, 'GARITA_FACE_WORKERS'],
])('%s does not start, and says why', (env, sentence) => {
  expect(() => engineFor(env)).toThrow(ConfigError)
  expect(() => engineFor(env)).toThrow(sentence)
})

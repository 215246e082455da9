// Photos for the fake camera: of real people where the folder of test photos is there (they are
// never part of this project), else drawn faces, which show that a photo goes through and cannot
// show who is in it.

import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drawnFaceVariant } from '../server/seed/faces.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const folder = resolve(root, process.env.GARITA_FACES ?? '../shared/faces', 'fixtures')

/** Whether the photos are of real people. */
export const hasRealPhotos = existsSync(join(folder, '002_ref.jpg'))

if (!hasRealPhotos) {
  process.stdout.write('No folder of test photos was found: drawn faces stand in.\n')
}

/** By person and day: `ref` is sent from home, the others are taken at the port. */
const drawn: Readonly<Record<string, readonly [face: number, variant: number]>> = {
  '002_ref': [0, 0],
  '002_live-webcam': [0, 1],
  '004_ref': [1, 0],
  '004_live': [1, 1],
  '006_ref': [2, 0],
  '006_live': [2, 1],
}

export async function photoNamed(name: keyof typeof drawn & string): Promise<Buffer> {
  if (hasRealPhotos) return readFileSync(join(folder, `${name}.jpg`))
  const [face, variant] = drawn[name] ?? [0, 0]
  return Buffer.from(await drawnFaceVariant(face, variant))
}

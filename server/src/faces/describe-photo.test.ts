import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { drawnFace } from '../../seed/faces.ts'
import { loadDescriber } from './describe-photo.ts'
import { fetchModelFile } from './models.ts'

const { fetch } = globalThis
const { instantiate } = WebAssembly

/** A machine so busy that wasm is ready long after every file was read. */
async function instantiateLate(...given: Parameters<typeof instantiate>) {
  await pause(1500)
  return await instantiate(...given)
}

beforeAll(() => {
  globalThis.fetch = fetchModelFile
  Object.assign(WebAssembly, { instantiate: instantiateLate })
})
afterAll(() => {
  globalThis.fetch = fetch
  Object.assign(WebAssembly, { instantiate })
})

it('the models are loaded once wasm is ready, however late that is', async () => {
  const { describePhoto } = await loadDescriber()
  expect(await describePhoto(await drawnFace(0))).toMatchObject({ ok: true })
})

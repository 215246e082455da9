// The desk's browser and the server look at the same photos and see the same. The module is built by
// itself and opened under the server's own headers, so that the policy is tried too.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import { compareVectors, type Described } from '@garita/domain/face-described'
import { fastify } from 'fastify'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawnFace } from '../server/seed/faces.ts'
import { createFaceEngine } from '../server/src/faces/engine.ts'
import { addFaceFiles } from '../server/src/http/face-files.ts'
import { addHeaders, policyOf } from '../server/src/http/headers.ts'
import { openBrowser } from './browser.ts'
import { photoNamed } from './photos.ts'

const folder = mkdtempSync(join(tmpdir(), 'garita-desk-faces-'))
const entry = fileURLToPath(new URL('../web/src/lib/faces/describe.ts', import.meta.url))
const server = fastify()
const engine = createFaceEngine()
let browser: Browser
let page: Page

beforeAll(async () => {
  await buildModule()
  // The page's own script: what runs in `evaluate` was changed by the test runner and cannot import.
  const script = '<script type="module" src="/page.js"></script>'
  writeFileSync(join(folder, 'index.html'), `<!doctype html><title>Faces</title>${script}`)
  writeFileSync(
    join(folder, 'page.js'),
    "import * as faces from './describe.js'\nglobalThis.faces = faces",
  )
  addHeaders(server, policyOf([]), false)
  addFaceFiles(server)
  server.register(fastifyStatic, { root: folder })
  const address = await server.listen({ host: '127.0.0.1', port: 0 })
  browser = await openBrowser()
  page = await browser.newPage()
  await page.goto(address.replace('127.0.0.1', 'localhost'))
})

afterAll(async () => {
  await browser.close()
  await server.close()
  await engine.close()
  rmSync(folder, { recursive: true })
})

/** As the site's own build does it: the worker's file lies where the server looks for it. */
async function buildModule(): Promise<void> {
  const { build } = await import('vite')
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('../web', import.meta.url)),
    worker: {
      rolldownOptions: { output: { entryFileNames: '_app/immutable/workers/[name]-[hash].js' } },
    },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'chrome106',
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'describe.js' },
      },
    },
  })
}

async function inBrowser(photo: Uint8Array): Promise<Described> {
  const described = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
    const seen = await Reflect.get(globalThis, 'faces').describeInBrowser(new Blob([bytes]))
    return seen.ok ? { ...seen, vector: [...seen.vector] } : seen
  }, Buffer.from(photo).toString('base64'))
  return described.ok ? { ...described, vector: Float32Array.from(described.vector) } : described
}

test('[K9] the browser’s vector is the server’s, photo by photo, under the same name', async () => {
  for (const name of ['002_ref', '002_live-webcam', '004_ref', '006_live']) {
    const photo = await photoNamed(name)
    const [mine, other] = [await inBrowser(photo), await engine.describe(photo)]
    if (!mine.ok || !other.ok) throw new Error(JSON.stringify([mine, other]))
    const { score } = compareVectors(mine, other)
    expect(score).toBeGreaterThan(0.99)
    expect(mine.model).toEqual(other.model)
    expect(mine.advice).toEqual(other.advice)
  }
})

test('[K9] can be made ready before there is a photo', async () => {
  const isReady = await page.evaluate(() => Reflect.get(globalThis, 'faces').prepareInBrowser())
  expect(isReady).toBe(true)
})

test('[K9] what is no face or no picture gets the server’s answer', async () => {
  const nothing = new TextEncoder().encode('no picture at all')
  const cut = (await drawnFace(1)).subarray(0, 40)
  for (const bytes of [nothing, cut]) {
    const mine = await inBrowser(bytes)
    expect(mine).toMatchObject({ ok: false })
    expect(mine.ok || mine.reason).toBe(reasonOf(await engine.describe(bytes)))
  }
})

function reasonOf(described: Described): string | undefined {
  return described.ok ? undefined : described.reason
}

test('a page itself may not run wasm', async () => {
  const isAllowed = await page.evaluate(() => {
    const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)
    return WebAssembly.compile(empty).then(
      () => true,
      () => false,
    )
  })
  expect(isAllowed).toBe(false)
})

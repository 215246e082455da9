import { fastify } from 'fastify'
import { afterAll, expect, test } from 'vitest'
import { addFaceFiles } from './face-files.ts'
import { addHeaders, isFaceWorker, policyOf } from './headers.ts'

const server = fastify()
addHeaders(server, policyOf([]), false)
addFaceFiles(server)
afterAll(() => server.close())

test('[K9] a desk gets the models from our own server, to keep for ever', async () => {
  const answer = await server.inject('/faces/human-3.3.6/blazeface.json')
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toHaveProperty('modelTopology')
  expect(answer.headers['cache-control']).toContain('immutable')
  const wasm = await server.inject('/faces/human-3.3.6/tfjs-backend-wasm-simd.wasm')
  expect(wasm.headers['content-type']).toBe('application/wasm')
  expect([...wasm.rawPayload.subarray(0, 4)]).toEqual([0, 0x61, 0x73, 0x6d])
})

test.each(['emotion.json', '..%2F..%2Fpackage.json', 'package.json', ''])(
  'and nothing else from that folder: %s',
  async (name) => {
    expect((await server.inject(`/faces/human-3.3.6/${name}`)).statusCode).toBe(404)
  },
)

test.each([
  ['/_app/immutable/workers/face-worker-Ab_c-1.js', true],
  ['/_app/immutable/workers/proof-worker-Ab_c-1.js', false],
  ['/es/officer/arrivals', false],
  ['/es/start?_app/immutable/workers/face-worker-a.js', false],
])('%s may run wasm: %s', async (url, may) => {
  expect(isFaceWorker(url)).toBe(may)
  const { headers } = await server.inject(url)
  expect(String(headers['content-security-policy']).includes("'wasm-unsafe-eval'")).toBe(may)
})

// The models by which a desk compares faces without a network, from our own server: the same files
// that the server's worker reads. Their folder carries the package's version, so they never change.

import { readFile } from 'node:fs/promises'
import { builtInModelFiles, faceFilesFolder } from '@garita/domain/face-mesh'
import type { FastifyInstance } from 'fastify'
import { readModelFile, wasmPath } from '../faces/models.ts'

const wasmFiles = ['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm']

const types: { readonly [ending: string]: string } = {
  json: 'application/json',
  bin: 'application/octet-stream',
  wasm: 'application/wasm',
}

export function addFaceFiles(server: FastifyInstance): void {
  for (const name of [...builtInModelFiles, ...wasmFiles]) {
    server.get(faceFilesFolder + name, { schema: { hide: true } }, async (_request, reply) => {
      const isWasm = wasmFiles.includes(name)
      reply.type(types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream')
      reply.header('cache-control', 'public, max-age=31536000, immutable')
      return isWasm ? await readFile(wasmPath + name) : await readModelFile(name)
    })
  }
}

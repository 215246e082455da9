// The process that looks at pictures. It holds no secret and no connection but the pipe to the
// server: it is started with an empty environment, and its fetch reads models from disk alone.
// A fault ends the process; the server starts another for the next picture.

import { writeFileSync } from 'node:fs'
import process from 'node:process'
import type { Described } from '@garita/domain/face-described'
import sharp from 'sharp'
import { loadDescriber } from './describe-photo.ts'
import { fetchModelFile } from './models.ts'

export type ToWorker = { readonly number: number; readonly photo: Uint8Array }
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'described'; readonly number: number; readonly described: Described }

globalThis.fetch = fetchModelFile
dieFirst()
// Beside the check of the first bytes, the decoder itself forgets every other format.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'],
})
sharp.cache(false)
sharp.concurrency(1)
// Ctrl-C reaches the whole group: the server drains first, then ends us by closing the pipe.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)
process.on('disconnect', () => process.exit(0))

const { describePhoto } = await loadDescriber(process.argv[2])
process.on('message', async ({ number, photo }: ToWorker) => {
  answer({ kind: 'described', number, described: await describePhoto(photo) })
})
answer({ kind: 'ready' })

function answer(message: FromWorker): void {
  process.send?.(message)
}

/** On Linux, if memory runs out, the kernel ends this process and spares the server. */
function dieFirst(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '900')
  } catch {
    // Not on Linux, or not allowed: then the kernel chooses by size.
  }
}

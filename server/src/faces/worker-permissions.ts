// What the process that looks at pictures may do, by Node's own permission model: read the code and
// the models it is made of, and nothing else on disk; start no process and no thread. A fault in a
// JavaScript decoder or model then finds no vault, no settings and no other photo. The decoder and an
// ONNX runtime are native code, which this model does not hold: against a fault in those stand the
// process's empty environment and, where an installation sets it up, the system's own walls
// (docs/face-engines.md). Node 24 has no permission for the network; the worker's fetch reads models.

import { existsSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Of the worker's own score, so that the kernel ends it first where memory runs out. */
const ownScore = '/proc/self/oom_score_adj'

/**
 * Arguments for Node that let the worker do its work.
 * @param onnx the file of another recogniser; its runtime may lie beside it
 */
export function workerPermissions(onnx?: string): string[] {
  const domain = realpathSync(fileURLToPath(import.meta.resolve('@garita/domain/comparison')))
  const own = [import.meta.dirname, path.dirname(path.dirname(domain))]
  const beside = onnx === undefined ? [] : [path.resolve(onnx), ...packagesSeenFrom(onnx)]
  const readable = [...own, ...packagesSeenFrom(import.meta.filename), ...beside]
  return [
    '--permission',
    // The decoder is one. Node warns of it at each start.
    '--allow-addons',
    '--disable-warning=PERM0001',
    ...[...new Set(readable)].map((one) => `--allow-fs-read=${one}`),
    `--allow-fs-write=${ownScore}`,
  ]
}

/** The folders called node_modules that a file's imports are looked for in, as far as they exist. */
function packagesSeenFrom(file: string): string[] {
  const { resolve } = createRequire(pathToFileURL(path.resolve(file)))
  return (resolve.paths('any') ?? []).filter((one) => existsSync(one))
}

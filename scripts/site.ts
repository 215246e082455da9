// Builds the pages when they are not there or older than what they are made from. Called by itself, as
// `npm run build`, it builds them in any case: what is built then is what every other script finds.

import { spawnSync } from 'node:child_process'
import { globSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)
const stamp = new URL('web/build/.built', root)
const sources = [
  'web/src/**',
  'web/vite/**',
  'web/static/**',
  'web/messages/**',
  'web/*.{ts,json}',
  'domain/src/*.ts',
  'contract/src/*.ts',
]

/** Builds the pages if needed; false when the build failed (it has said why). */
export function buildSite(): boolean {
  return isFresh() || buildAnyway()
}

function buildAnyway(): boolean {
  console.log('Building the pages …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status } = spawnSync(npm, ['run', 'build', '--workspace', 'web', '--silent'], {
    cwd: fileURLToPath(root),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) return false
  writeFileSync(stamp, '')
  return true
}

function isFresh(): boolean {
  const built = statSync(stamp, { throwIfNoEntry: false })
  if (!built) return false
  const files = globSync(sources, { cwd: fileURLToPath(root) })
  return files.every((file) => statSync(new URL(file, root)).mtimeMs <= built.mtimeMs)
}

if (import.meta.main) process.exit(buildAnyway() ? 0 : 1)

// The browser tests run in Debian's Chromium. Where it is missing it is installed, which needs
// Debian and root, as on a bare continuous-integration machine; elsewhere, say what to do.

import { spawnSync } from 'node:child_process'

/** Where Chromium is, after installing it if it was not there. Throws where that fails. */
export function ensureChromium(): string {
  const found = which()
  if (found) return found
  console.log('Chromium is missing: installing it …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
  ]) {
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  }
  const installed = which()
  if (!installed)
    throw new Error('Install Chromium (Debian: apt-get install chromium) and run again.')
  return installed
}

function which(): string | undefined {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const { status, stdout } = spawnSync('which', [name], { encoding: 'utf8' })
    if (status === 0) return stdout.trim()
  }
  return undefined
}

// Debian's Chromium, headless, with a fake camera whose picture is fixed at the start: one launch
// a photo.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import sharp from 'sharp'

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Opens a browser; with a photo, its camera shows that photo. */
export async function openBrowser(photo?: Uint8Array): Promise<Browser> {
  const folder = photo && mkdtempSync(join(tmpdir(), 'garita-camera-'))
  const camera = folder ? await cameraArguments(photo, folder) : []
  const browser = await chromium.launch({
    executablePath: process.env.GARITA_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [...quiet, ...camera],
  })
  browser.on('disconnected', () => {
    if (folder) rmSync(folder, { recursive: true, force: true })
  })
  return browser
}

/** A motion picture of one frame repeated: JPEGs one after the other. */
async function cameraArguments(photo: Uint8Array, folder: string): Promise<string[]> {
  const frame = await sharp(photo)
    .resize(640, 480, { fit: 'contain', background: '#808080' })
    .jpeg({ quality: 92 })
    .toBuffer()
  const file = join(folder, 'photo.mjpeg')
  writeFileSync(file, Buffer.concat(Array.from({ length: 4 }, () => frame)))
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ]
}

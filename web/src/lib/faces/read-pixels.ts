// A photo's pixels in the browser: upright, on white, at most 1024 a side, as the server reads them.

import type { Undescribed } from '@garita/domain/comparison'
import type { Pixels } from '@garita/domain/face-align'
import { kindOf, lookedAtSide, pictureSideMinimum } from '@garita/domain/picture-kind'

/** The pixels, or why there are none. */
export async function readPixels(photo: Blob): Promise<Pixels | Undescribed> {
  const start = new Uint8Array(await photo.slice(0, 16).arrayBuffer())
  if (!kindOf(start)) return 'unsupported'
  const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' }).catch(
    () => undefined,
  )
  if (!picture) return 'unreadable'
  if (Math.min(picture.width, picture.height) < pictureSideMinimum) return 'too-small'
  const scale = Math.min(1, lookedAtSide / Math.max(picture.width, picture.height))
  const width = Math.round(picture.width * scale)
  const height = Math.round(picture.height * scale)
  const canvas = new OffscreenCanvas(width, height).getContext('2d')
  if (!canvas) return 'engine-unavailable'
  canvas.fillStyle = '#ffffff'
  canvas.fillRect(0, 0, width, height)
  canvas.imageSmoothingQuality = 'high'
  canvas.drawImage(picture, 0, 0, width, height)
  picture.close()
  const { data } = canvas.getImageData(0, 0, width, height)
  return { data: withoutAlpha(data), width, height }
}

function withoutAlpha(data: Uint8ClampedArray): Uint8Array {
  const out = new Uint8Array((data.length / 4) * 3)
  for (let from = 0, at = 0; from < data.length; from += 4) {
    out[at++] = data[from] ?? 0
    out[at++] = data[from + 1] ?? 0
    out[at++] = data[from + 2] ?? 0
  }
  return out
}

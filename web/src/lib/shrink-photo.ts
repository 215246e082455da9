// A photo made ready on the phone: upright, without what the camera wrote into the file (place, time, device), and
// small enough for a bad network. Drawing it anew does all three; nothing but the pixels survives.

import { fitSize } from './fit-size.ts'

/** Bytes of a photo at most. */
const photoLimitBytes = 100_000
/** The same for a port's camera, whose network is good. */
export const deskPhotoLimitBytes = 300_000

/** Longer sides in pixels; a face that fills a third of the smallest still has the 60 that comparing needs. */
const sides = [1024, 860, 720, 600, 480, 360]

/**
 * A JPEG of at most `limitBytes` from a file, or from what a camera's video shows now. Undefined where this
 * browser cannot read the picture: no picture at all, or a kind that it does not know.
 */
export async function shrinkPhoto(
  source: Blob | HTMLVideoElement,
  limitBytes: number = photoLimitBytes,
): Promise<Blob | undefined> {
  const picture = await readPicture(source)
  if (!picture) return undefined
  try {
    return await fitSize(limitBytes, sides, (side, quality) => draw(picture, side, quality))
  } catch {
    return undefined
  } finally {
    picture.close()
  }
}

async function readPicture(source: Blob | HTMLVideoElement): Promise<ImageBitmap | undefined> {
  try {
    const picture = await createImageBitmap(source, { imageOrientation: 'from-image' })
    return picture.width > 0 && picture.height > 0 ? picture : undefined
  } catch {
    return undefined
  }
}

async function draw(picture: ImageBitmap, side: number, quality: number): Promise<Blob> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const context = canvas.getContext('2d', { alpha: false })
  if (!context) throw new Error('no canvas')
  context.imageSmoothingQuality = 'high'
  // What is see-through in a PNG would come out black.
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return await new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('no JPEG'))),
      'image/jpeg',
      quality,
    )
  })
}

// The gate every picture passes before anything looks at it, at the HTTP upload and in the face
// engine alike. Bytes are recognised by their first bytes and only JPEG, PNG and WebP go on to the
// decoder, which would otherwise also render SVG, GIF and AVIF. The header is read before any pixel,
// so that a picture that would unpack to gigabytes is refused for the price of a few bytes.

import type { Pixels } from '@garita/domain/face-align'
import {
  kindOf,
  lookedAtSide,
  type PictureKind,
  pictureSideMinimum,
} from '@garita/domain/picture-kind'
import sharp from 'sharp'

export { kindOf, type PictureKind, pictureSideMinimum } from '@garita/domain/picture-kind'

export type PictureRefusal =
  | 'unsupported-picture'
  | 'picture-unreadable'
  | 'picture-too-large'
  | 'picture-too-small'

export type Picture = {
  readonly ok: true
  /** Pixels, as seen: a photo stored on its side is already turned. */
  readonly width: number
  readonly height: number
  readonly kind: PictureKind
  /** How the stored picture is turned, 1 to 8 as EXIF counts; 1 is upright. */
  readonly orientation: number
}

export type RefusedPicture = { readonly ok: false; readonly reason: PictureRefusal }

/** 10 MiB. The device shrinks a photo to 100 kB; a file straight from a camera has 3 to 8 MiB. */
export const pictureBytesLimit = 10 * 1024 * 1024
/** Above what phones give by default (12 to 24 million), below the bombs seen (50 million and up). */
export const picturePixelsLimit = 40_000_000
const decodeLimitSeconds = 10

/**
 * Whether `bytes` are a whole, still JPEG, PNG or WebP of bearable size. Reads every pixel once, in
 * the decoder's own threads, at most two pictures at a time, keeping only a thumbnail. Never throws.
 */
export async function checkPicture(bytes: Uint8Array): Promise<Picture | RefusedPicture> {
  const header = await readHeader(bytes)
  if (!header.ok) return header
  const pixels = await inTurn(() => decode(bytes, pictureSideMinimum))
  return pixels ? header : refuse('picture-unreadable')
}

/** The pixels of a picture that passes the gate: upright, sRGB, on white, at most 1024 a side. */
export async function readPixels(
  bytes: Uint8Array,
): Promise<{ readonly ok: true; readonly pixels: Pixels } | RefusedPicture> {
  const header = await readHeader(bytes)
  if (!header.ok) return header
  const pixels = await inTurn(() => decode(bytes, lookedAtSide))
  return pixels ? { ok: true, pixels } : refuse('picture-unreadable')
}

async function readHeader(bytes: Uint8Array): Promise<Picture | RefusedPicture> {
  const kind = kindOf(bytes)
  if (!kind) return refuse('unsupported-picture')
  if (bytes.byteLength > pictureBytesLimit) return refuse('picture-too-large')
  // Our own limit stands below, so that a bomb and a broken header get different answers.
  const metadata = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined)
  if (!metadata) return refuse('picture-unreadable')
  const { width, height } = metadata.autoOrient
  if (metadata.format !== kind || (metadata.pages ?? 1) > 1) return refuse('unsupported-picture')
  if (width * height > picturePixelsLimit) return refuse('picture-too-large')
  if (Math.min(width, height) < pictureSideMinimum) return refuse('picture-too-small')
  return { ok: true, width, height, kind, orientation: metadata.orientation ?? 1 }
}

async function decode(bytes: Uint8Array, side: number): Promise<Pixels | undefined> {
  try {
    const { data, info } = await sharp(bytes, {
      failOn: 'error',
      limitInputPixels: picturePixelsLimit,
      autoOrient: true,
    })
      .timeout({ seconds: decodeLimitSeconds })
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    if (info.channels !== 3) return undefined
    return { data, width: info.width, height: info.height }
  } catch {
    return undefined
  }
}

function refuse(reason: PictureRefusal): RefusedPicture {
  return { ok: false, reason }
}

let decoding = 0
const queue: (() => void)[] = []

/** Two at a time: decoding shares four threads with the file system and with password hashing. */
async function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  if (decoding >= 2) await new Promise<void>((resolve) => queue.push(resolve))
  else decoding += 1
  try {
    return await work()
  } finally {
    const next = queue.shift()
    if (next) next()
    else decoding -= 1
  }
}

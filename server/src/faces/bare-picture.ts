// A stored photo says what a face looks like and nothing else: where it was taken, when, by which
// phone and how it was captioned are left out. The page leaves them out before it sends; whoever
// sends otherwise is not trusted to. The parts of a file that its pixels need are kept, everything
// else is not, and no pixel is computed anew. How a picture is turned is needed, and is the one thing
// that is written back. Nothing here believes a length: what does not add up is no picture.

import { crc32 } from 'node:zlib'
import type { PictureKind } from '@garita/domain/picture-kind'

/** 1 to 8, as EXIF counts them; 1 is upright. */
export type Orientation = number

/** The picture without its metadata, or nothing where its parts cannot be told apart. */
export function barePicture(
  bytes: Buffer,
  kind: PictureKind,
  orientation: Orientation = 1,
): Buffer | undefined {
  const turned = orientation >= 2 && orientation <= 8 ? exifOf(orientation) : undefined
  if (kind === 'jpeg') return bareJpeg(bytes, turned)
  return kind === 'png' ? barePng(bytes, turned) : bareWebp(bytes, turned)
}

/**
 * Parts of a file. Cameras write some tens, a film in small pieces some hundreds; a file of four-byte
 * parts alone would hold up everybody for seconds.
 */
const partsAtMost = 10_000

/** Application segments that pixels need: the frame, the colours, how they were transformed. */
const jpegKept: readonly (readonly [marker: number, begins: string, bytesAtMost: number])[] = [
  // A frame that is longer carries a small picture of its own.
  [0xe0, 'JFIF\0', 18],
  [0xe2, 'ICC_PROFILE\0', 65_537],
  [0xee, 'Adobe', 16],
]

function bareJpeg(bytes: Buffer, turned: Buffer | undefined): Buffer | undefined {
  const kept: Buffer[] = [bytes.subarray(0, 2), ...(turned ? [jpegExif(turned)] : [])]
  for (let [at, parts] = [2, 0]; parts < partsAtMost; parts += 1) {
    const part = nextSegment(bytes, at)
    // What comes after the end, as another picture or a film, is not of this one.
    if (!part || part.marker === 0xd9) return part && Buffer.concat([...kept, endOfImage])
    const segment = bytes.subarray(part.at, part.end)
    if (isKept(part.marker, segment)) kept.push(segment)
    at = part.marker === 0xda ? endOfScan(bytes, part.end) : part.end
    kept.push(bytes.subarray(part.end, at))
  }
  return undefined
}

type Segment = { readonly marker: number; readonly at: number; readonly end: number }

/** The segment that begins here, after bytes that only fill; nothing where none does. */
function nextSegment(bytes: Buffer, from: number): Segment | undefined {
  let at = from
  while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1
  const marker = bytes[at + 1]
  if (bytes[at] !== 0xff || marker === undefined) return undefined
  if (marker === 0xd9) return { marker, at, end: at + 2 }
  if (isLone(marker) || at + 4 > bytes.length) return undefined
  const end = at + 2 + bytes.readUInt16BE(at + 2)
  return end > bytes.length || end < at + 4 ? undefined : { marker, at, end }
}

const endOfImage = Buffer.from([0xff, 0xd9])

/** Markers that stand without a length belong into no header. */
function isLone(marker: number): boolean {
  return marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)
}

/** Frames, tables, restarts and scans, and what is listed; no comment, nor what decoders pass over. */
function isKept(marker: number, segment: Buffer): boolean {
  if (marker >= 0xc0 && marker <= 0xcf) return true
  if (marker === 0xda || marker === 0xdb || marker === 0xdd) return true
  const begins = segment.subarray(4, 20).toString('latin1')
  return jpegKept.some(
    ([one, text, most]) => one === marker && begins.startsWith(text) && segment.length <= most,
  )
}

/** Where the pixels of a scan end: at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

function jpegExif(exif: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(2 + 6 + exif.length, 2)
  return Buffer.concat([head, Buffer.from('Exif\0\0', 'latin1'), exif])
}

/** The pixels, their palette and transparency, and how their colours are meant; bytes of each at most. */
const pngKept: ReadonlyMap<string, number> = new Map([
  ['IHDR', 13],
  ['PLTE', 768],
  ['IDAT', Number.POSITIVE_INFINITY],
  ['IEND', 0],
  ['tRNS', 256],
  ['gAMA', 4],
  ['cHRM', 32],
  ['sRGB', 1],
  ['iCCP', Number.POSITIVE_INFINITY],
  ['sBIT', 4],
  ['bKGD', 6],
])

function barePng(bytes: Buffer, turned: Buffer | undefined): Buffer | undefined {
  const kept: Buffer[] = [bytes.subarray(0, 8)]
  let at = 8
  for (let parts = 0; parts < partsAtMost && at + 12 <= bytes.length; parts += 1) {
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length) return undefined
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (length <= (pngKept.get(name) ?? -1)) kept.push(bytes.subarray(at, end))
    if (name === 'IHDR' && turned) kept.push(pngChunk('eXIf', turned))
    if (name === 'IEND') return Buffer.concat(kept)
    at = end
  }
  return undefined
}

function pngChunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  return Buffer.concat([uint32BE(data.length), named, uint32BE(crc32(named))])
}

function uint32BE(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

const webpKept = new Set(['VP8X', 'ICCP', 'ALPH', 'VP8 ', 'VP8L'])
/** In the first byte of VP8X: that there is EXIF, that there is XMP. */
const [exifFlag, xmpFlag] = [0x08, 0x04]

function bareWebp(bytes: Buffer, turned: Buffer | undefined): Buffer | undefined {
  const chunks = riffChunks(bytes)
  if (!chunks) return undefined
  const seen = new Set<string>()
  const kept = chunks.flatMap(({ name, data }) => {
    // Decoders read the first of each and pass over the rest.
    if (!webpKept.has(name) || seen.has(name)) return []
    seen.add(name)
    return [riffChunk(name, name === 'VP8X' ? withFlags(data, turned !== undefined) : data)]
  })
  // Without the extended header a file has no EXIF, and is not turned.
  const isExtended = chunks.some(({ name }) => name === 'VP8X')
  if (turned && isExtended) kept.push(riffChunk('EXIF', turned))
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...kept])
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), uint32LE(body.length), body])
}

type Chunk = { readonly name: string; readonly data: Buffer }

function riffChunks(bytes: Buffer): Chunk[] | undefined {
  const end = bytes.length < 12 ? 0 : 8 + bytes.readUInt32LE(4)
  if (end < 12 || end > bytes.length) return undefined
  const chunks: Chunk[] = []
  for (let at = 12; at + 8 <= end; ) {
    if (chunks.length >= partsAtMost) return undefined
    const length = bytes.readUInt32LE(at + 4)
    if (at + 8 + length > end) return undefined
    const name = bytes.toString('latin1', at, at + 4)
    chunks.push({ name, data: bytes.subarray(at + 8, at + 8 + length) })
    at += 8 + length + (length % 2)
  }
  return chunks
}

/** The extended header, which says what else there is in the file. */
function withFlags(header: Buffer, hasExif: boolean): Buffer {
  const flags = (header[0] ?? 0) & ~(exifFlag | xmpFlag)
  return Buffer.concat([Buffer.from([flags | (hasExif ? exifFlag : 0)]), header.subarray(1)])
}

function riffChunk(name: string, data: Buffer): Buffer {
  const padding = Buffer.alloc(data.length % 2)
  return Buffer.concat([Buffer.from(name, 'latin1'), uint32LE(data.length), data, padding])
}

function uint32LE(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** A TIFF header with one entry, 0x0112, one short: how the picture is turned. */
function exifOf(orientation: Orientation): Buffer {
  const head = [0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0]
  const entry = [0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]
  return Buffer.from([...head, ...entry, 0, 0, 0, 0])
}

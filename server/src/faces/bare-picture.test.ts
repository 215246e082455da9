import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { barePicture } from './bare-picture.ts'
import type { PictureKind } from './picture.ts'

const secret = 'Ejemplo de teléfono'

/** Metadata as a phone writes it: where, by what, when, and which way up. */
const exif = {
  IFD0: { Make: secret, Model: secret, ImageDescription: secret },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '32/1 30/1 53/1', GPSMapDatum: secret },
}

async function pixelsOf(bytes: Buffer): Promise<Buffer> {
  return await sharp(bytes, { failOn: 'error', autoOrient: true }).raw().toBuffer()
}

async function photo(kind: PictureKind, orientation = 1): Promise<Buffer> {
  const raw = { width: 96, height: 64, channels: 3 } as const
  return await sharp(randomBytes(96 * 64 * 3), { raw })
    .toFormat(kind)
    .withExif(exif)
    .withMetadata({ orientation })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${secret}</x:xmpmeta>`)
    .toBuffer()
}

function holds(bytes: Buffer, text: string): boolean {
  return bytes.includes(Buffer.from(text)) || bytes.includes(Buffer.from(text, 'latin1'))
}

describe('a picture without its metadata', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    '[F4] a %s keeps every pixel and loses where, when and by what it was taken',
    async (kind) => {
      const bytes = await photo(kind)
      const before = await sharp(bytes).metadata()
      expect([before.exif !== undefined, before.xmp !== undefined]).toEqual([true, true])
      const bare = barePicture(bytes, kind) ?? Buffer.alloc(0)
      const after = await sharp(bare).metadata()
      expect([after.exif, after.xmp, after.iptc]).toEqual([undefined, undefined, undefined])
      expect(holds(bare, 'Ejemplo')).toBe(false)
      expect(bare.length).toBeLessThan(bytes.length)
      expect((await pixelsOf(bare)).equals(await pixelsOf(bytes))).toBe(true)
      expect(barePicture(bare, kind)?.equals(bare)).toBe(true)
    },
  )

  it.each(['jpeg', 'png', 'webp'] as const)('[F4] a %s stays turned as it was', async (kind) => {
    for (const orientation of [3, 6, 8]) {
      const bytes = await photo(kind, orientation)
      const bare = barePicture(bytes, kind, orientation) ?? Buffer.alloc(0)
      expect((await sharp(bare).metadata()).orientation).toBe(orientation)
      expect((await pixelsOf(bare)).equals(await pixelsOf(bytes))).toBe(true)
      expect(holds(bare, 'Ejemplo')).toBe(false)
    }
  })

  it('[F4] a JPEG whose segments were put in by hand: coordinates, captions, comments, a second picture', async () => {
    const raw = { width: 96, height: 64, channels: 3 } as const
    const plain = await sharp(randomBytes(96 * 64 * 3), { raw })
      .jpeg({ progressive: true })
      .toBuffer()
    const made = Buffer.concat([
      plain.subarray(0, 2),
      segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), gps()])),
      segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${secret}`)),
      segment(0xed, Buffer.from(`Photoshop 3.0\0${secret}`)),
      segment(0xe2, Buffer.from(`MPF\0${secret}`)),
      segment(0xfe, Buffer.from(secret)),
      // Passed over by decoders, and longer than what is listed.
      segment(0xdc, Buffer.from(secret)),
      segment(0xee, Buffer.from(`Adobe${secret}`)),
      plain.subarray(2),
      Buffer.from(secret),
      plain,
    ])
    expect((await sharp(made).metadata()).exif).toBeDefined()
    const bare = barePicture(made, 'jpeg') ?? Buffer.alloc(0)
    expect(bare.equals(barePicture(plain, 'jpeg') ?? made)).toBe(true)
    expect((await sharp(bare).metadata()).exif).toBeUndefined()
    expect(holds(bare, 'Ejemplo')).toBe(false)
  })

  it('[F4] a PNG whose chunks were put in by hand: text, time, and what nobody knows', async () => {
    const plain = await photo('png').then((bytes) => barePicture(bytes, 'png') ?? bytes)
    const head = 8 + 12 + 13
    const chunks = ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME', 'prVt'].map(chunk)
    const made = Buffer.concat([plain.subarray(0, head), ...chunks, plain.subarray(head)])
    const more = Buffer.concat([made, Buffer.from(secret)])
    expect(barePicture(more, 'png')?.equals(plain)).toBe(true)
  })

  it('[F4] a part of a listed name that is larger than it can be, or comes again', async () => {
    const png = await photo('png').then((bytes) => barePicture(bytes, 'png') ?? bytes)
    const webp = await photo('webp').then((bytes) => barePicture(bytes, 'webp') ?? bytes)
    const chunks = ['gAMA', 'bKGD', 'sBIT'].map(chunk)
    const more = Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)])
    expect(barePicture(more, 'png')?.equals(png)).toBe(true)
    const names = ['VP8 ', 'VP8X']
    const again = names.map((name) => riff(name, Buffer.from(secret)))
    expect(barePicture(riffOf(webp.subarray(12), ...again), 'webp')?.equals(webp)).toBe(true)
  })

  it('is nothing where a file has more parts than any picture, which would hold everybody up', async () => {
    const [jpeg, png] = [await photo('jpeg'), await photo('png')]
    const scans = Buffer.alloc(400_000, Buffer.from([0xff, 0xda, 0, 2]))
    const end = jpeg.length - 2
    const many = Buffer.concat([jpeg.subarray(0, end), scans, jpeg.subarray(end)])
    expect(barePicture(many, 'jpeg')).toBeUndefined()
    const empty = Buffer.alloc(12 * 20_000, Buffer.from([0, 0, 0, 0, ...Buffer.from('prVt0000')]))
    const lots = Buffer.concat([png.subarray(0, 33), empty, png.subarray(33)])
    expect(barePicture(lots, 'png')).toBeUndefined()
    const pieces = Array.from({ length: 20_000 }, () => riff('prVt', Buffer.alloc(0)))
    expect(barePicture(riffOf(...pieces), 'webp')).toBeUndefined()
  })

  it('is nothing where the parts do not add up, and never throws', async () => {
    for (const kind of ['jpeg', 'png', 'webp'] as const) {
      const bytes = await photo(kind)
      for (const length of [0, 3, 11, 40, bytes.length / 2]) {
        const half = Buffer.from(bytes.subarray(0, length))
        expect(() => barePicture(half, kind)).not.toThrow()
      }
      expect(barePicture(bytes.subarray(0, bytes.length / 2), kind)).toBeUndefined()
    }
  })
})

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(2 + data.length, 2)
  return Buffer.concat([head, data])
}

/** A TIFF directory that leads to another one with a latitude: 32° N. */
function gps(): Buffer {
  const head = Buffer.from([0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1])
  const entry = Buffer.from([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0])
  const north = Buffer.from([0, 1, 0, 1, 0, 2, 0, 0, 0, 2, 0x4e, 0, 0, 0, 0, 0, 0, 0])
  return Buffer.concat([head, entry, north, Buffer.from(secret)])
}

function chunk(name: string): Buffer {
  const data = Buffer.from(`${name}${secret}`)
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length - 4)
  sum.writeUInt32BE(crc32(data))
  return Buffer.concat([length, data, sum])
}

function riff(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(data.length)
  return Buffer.concat([Buffer.from(name), length, data, Buffer.alloc(data.length % 2)])
}

function riffOf(...chunks: readonly Buffer[]): Buffer {
  return riff('RIFF', Buffer.concat([Buffer.from('WEBP'), ...chunks]))
}

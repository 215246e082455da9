import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { checkPicture, pictureBytesLimit, picturePixelsLimit, readPixels } from './picture.ts'

/** A picture with something to see in it, so that no format can pack it into a few bytes. */
function noisy(width: number, height: number) {
  return sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
}

function plain(width: number, height: number, background = '#336699') {
  return sharp({ create: { width, height, channels: 3, background } })
}

function text(words: string): Uint8Array {
  return new TextEncoder().encode(words)
}

/** A PNG whose header claims a size and whose body holds one row: a bomb's first bytes. */
async function claiming(width: number, height: number): Promise<Uint8Array> {
  const png = new DataView(Uint8Array.from(await plain(64, 64).png().toBuffer()).buffer)
  png.setUint32(16, width)
  png.setUint32(20, height)
  const header = new Uint8Array(png.buffer, 12, 17)
  png.setUint32(29, crcOf(header))
  return new Uint8Array(png.buffer)
}

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

describe('pictures that pass', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('a %s passes and tells its size', async (kind) => {
    const bytes = await noisy(120, 90).toFormat(kind).toBuffer()
    expect(await checkPicture(bytes)).toEqual({
      ok: true,
      width: 120,
      height: 90,
      kind,
      orientation: 1,
    })
  })

  it('a photo stored on its side is measured and read upright', async () => {
    const bytes = await noisy(120, 90).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await checkPicture(bytes)).toMatchObject({ ok: true, width: 90, height: 120 })
    expect(await readPixels(bytes)).toMatchObject({ ok: true, pixels: { width: 90, height: 120 } })
  })

  it.each([
    ['grey', () => plain(80, 80).greyscale().png()],
    ['grey with alpha', () => plain(80, 80).greyscale().ensureAlpha().png()],
    ['16 bits a channel', () => plain(80, 80).toColourspace('rgb16').png()],
    ['a palette', () => plain(80, 80).png({ palette: true })],
    ['four inks', () => plain(80, 80).toColourspace('cmyk').jpeg()],
  ])('a picture in %s is read as three bytes a pixel', async (_, make) => {
    const read = await readPixels(await make().toBuffer())
    expect(read).toMatchObject({ ok: true, pixels: { width: 80, height: 80 } })
    if (read.ok) expect(read.pixels.data).toHaveLength(80 * 80 * 3)
  })

  it('what is transparent is read as white', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 }
    const picture = sharp({ create: { width: 64, height: 64, channels: 4, background: clear } })
    const read = await readPixels(await picture.png().toBuffer())
    expect(read.ok && [...read.pixels.data.subarray(0, 3)]).toEqual([255, 255, 255])
  })

  it('the longest side is read as 1,024 pixels at most, and never enlarged', async () => {
    const large = await readPixels(await noisy(2048, 1000).jpeg().toBuffer())
    expect(large).toMatchObject({ ok: true, pixels: { width: 1024, height: 500 } })
  })
})

describe('pictures that are refused', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"/>'
  it.each([
    ['a text file', () => text('not a picture at all, whatever its name says')],
    ['nothing at all', () => new Uint8Array(0)],
    ['an SVG', () => text(svg)],
    ['a GIF', () => plain(80, 80).gif().toBuffer()],
    ['an AVIF', () => plain(80, 80).avif({ effort: 0 }).toBuffer()],
    ['a TIFF', () => plain(80, 80).tiff().toBuffer()],
    ['a PDF', () => text('%PDF-1.7\n1 0 obj')],
    [
      'a moving WebP',
      async () => {
        const frames = await Promise.all(
          ['#f00', '#00f'].map((c) => plain(80, 80, c).png().toBuffer()),
        )
        return sharp(frames, { join: { animated: true } })
          .webp()
          .toBuffer()
      },
    ],
  ])('%s is an unsupported picture', async (_, make) => {
    expect(await checkPicture(await make())).toEqual({ ok: false, reason: 'unsupported-picture' })
    expect(await readPixels(await make())).toEqual({ ok: false, reason: 'unsupported-picture' })
  })

  it.each(['jpeg', 'png', 'webp'] as const)('a truncated %s is unreadable', async (kind) => {
    const whole = await noisy(400, 400).toFormat(kind).toBuffer()
    const half = whole.subarray(0, whole.length / 2)
    expect(await checkPicture(half)).toEqual({ ok: false, reason: 'picture-unreadable' })
    expect(await readPixels(half)).toEqual({ ok: false, reason: 'picture-unreadable' })
  })

  it('a JPEG of three bytes and a text is unreadable', async () => {
    const bytes = new Uint8Array([0xff, 0xd8, 0xff, ...text('and then no picture')])
    expect(await checkPicture(bytes)).toEqual({ ok: false, reason: 'picture-unreadable' })
  })

  it('a PNG of 50 megapixels is too large', async () => {
    const bytes = await plain(10_000, 5000).png({ compressionLevel: 1 }).toBuffer()
    expect(bytes.length).toBeLessThan(pictureBytesLimit)
    expect(await checkPicture(bytes)).toEqual({ ok: false, reason: 'picture-too-large' })
    expect(await readPixels(bytes)).toEqual({ ok: false, reason: 'picture-too-large' })
  })

  it('a header that claims ten thousand megapixels is refused by the header alone', async () => {
    const bytes = await claiming(100_000, 100_000)
    expect(await checkPicture(bytes)).toEqual({ ok: false, reason: 'picture-too-large' })
    const bearable = await claiming(600, 600)
    expect(await checkPicture(bearable)).toEqual({ ok: false, reason: 'picture-unreadable' })
    expect(picturePixelsLimit).toBeLessThan(49_000_000)
  })

  it('30 MB are too large, whatever is in them', async () => {
    const bytes = new Uint8Array(30_000_000)
    bytes.set(await noisy(100, 100).jpeg().toBuffer())
    expect(await checkPicture(bytes)).toEqual({ ok: false, reason: 'picture-too-large' })
  })

  it.each([
    [63, 200],
    [200, 63],
  ])('%s by %s pixels are too small', async (width, height) => {
    const bytes = await noisy(width, height).png().toBuffer()
    expect(await checkPicture(bytes)).toEqual({ ok: false, reason: 'picture-too-small' })
  })

  it('random bytes behind the first bytes of each kind never throw', async () => {
    const noise = deflateSync(new Uint8Array(5000).map((_, index) => (index * 7919) % 251))
    const starts = [
      [0xff, 0xd8, 0xff],
      [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
      [0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x45, 0x42, 0x50],
    ]
    for (const start of starts) {
      const bytes = new Uint8Array([...start, ...noise])
      expect(await checkPicture(bytes)).toEqual({ ok: false, reason: 'picture-unreadable' })
    }
  })
})

describe('the server meanwhile', () => {
  it('goes on with other work while a large picture is read', async () => {
    const bytes = await plain(6000, 6000).png({ compressionLevel: 1 }).toBuffer()
    let turns = 0
    const count = setInterval(() => {
      turns += 1
    }, 1)
    expect(await checkPicture(bytes)).toMatchObject({ ok: true, width: 6000 })
    clearInterval(count)
    expect(turns).toBeGreaterThan(2)
  })

  it('answers every one of many pictures that come at once', async () => {
    const good = await noisy(100, 100).jpeg().toBuffer()
    const bad = good.subarray(0, good.length / 2)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => checkPicture(index % 2 ? bad : good)),
    )
    expect(answers.map(({ ok }) => ok)).toEqual(answers.map((_, index) => index % 2 === 0))
  })
})

// Pictures that somebody spoilt: the same seed gives the same ones. Bytes turned, cut out, doubled and
// cut off in real JPEG, PNG and WebP files; and bombs, which unpack to far more than they weigh.

import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { drawnFace } from '../seed/faces.ts'

/** @param count how many; each is new. Ends with the same 9 special ones: bombs, nothing, zeros. */
export async function* mutatedPictures(seed: number, count: number): AsyncGenerator<Uint8Array> {
  const random = mulberry(seed)
  const face = sharp(await drawnFace(seed % 24)).resize(240)
  const whole = await Promise.all([
    face.clone().jpeg().toBuffer(),
    face.clone().jpeg({ progressive: true }).toBuffer(),
    face.clone().png({ compressionLevel: 9 }).toBuffer(),
    face.clone().webp().toBuffer(),
    face.clone().webp({ lossless: true }).toBuffer(),
    face.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
  ])
  const special = bombs()
  for (let at = 0; at < count - special.length; at++) {
    const picture = whole[at % whole.length] ?? Buffer.alloc(0)
    yield mutated(picture, random)
  }
  yield* special
}

function mutated(picture: Uint8Array, random: () => number): Uint8Array {
  let bytes: Uint8Array = Uint8Array.from(picture)
  for (let times = 1 + Math.floor(random() * 6); times > 0; times--) bytes = hit(bytes, random)
  return bytes
}

/** One blow. Headers decide most, so half of them fall there. */
function hit(bytes: Uint8Array, random: () => number): Uint8Array {
  const below = (limit: number) => Math.floor(random() * limit)
  const at = random() < 0.5 ? below(Math.min(200, bytes.length)) : below(bytes.length)
  const end = Math.min(bytes.length, at + 1 + below(64))
  const kind = below(6)
  if (kind <= 2) return bytes.fill(below(256), at, at + 1)
  if (kind === 3) return bytes.fill(random() < 0.5 ? 0 : 255, at, end)
  if (kind === 4) return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)])
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)])
}

function bombs(): Uint8Array[] {
  return [
    new Uint8Array(0),
    new Uint8Array(1_000_000),
    Uint8Array.of(0xff, 0xd8, 0xff),
    pngOf(30_000, 30_000, 1_000_000),
    pngOf(0x7fffffff, 0x7fffffff, 100),
    pngOf(0, 0, 100),
    pngOf(6000, 6000, 6000 * 6001 * 3),
    // A small picture with a hundred million zeros packed behind it.
    pngOf(200, 200, 100_000_000),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="99999" height="99999"/>'),
  ]
}

/** A PNG that says one size and carries `length` zeros, packed. */
function pngOf(width: number, height: number, length: number): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(length))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

/** Mulberry32: small, and good enough to spoil pictures with. */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

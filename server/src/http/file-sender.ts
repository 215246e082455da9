// Sends a file that comes in parts: under its SHA-256 as ETag, compressed where the reader takes it
// (in Node's thread pool, as the parts go by), and from any byte on where a download broke off.

import { pipeline, Readable } from 'node:stream'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Coding, codingOf } from './answer-bytes.ts'
import { type ByteRange, cut, rangeOf } from './byte-range.ts'

export type Sending = {
  /** Of the whole file, in hexadecimal. */
  readonly sha256: string
  readonly bytes: number
  readonly type: string
  readonly cacheControl: string
  parts(): AsyncIterable<Uint8Array>
}

export type FileSender = (
  request: FastifyRequest,
  reply: FastifyReply,
  sending: Sending,
) => Promise<FastifyReply>

/** Shorter files gain nothing by it. */
const worthCompressing = 1_024
/** So many files are compressed at once, for these take the threads of passwords and pictures. */
const compressionsAtMost = 3
/** Most of a draw's files is random digits, which higher levels make no smaller, only slower. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }
const gzipOptions = { level: 1 }

/** One for a server: it counts what is being compressed. */
export function openFileSender(): FileSender {
  let compressing = 0

  return async (request, reply, sending) => {
    const { sha256, bytes } = sending
    reply
      .header('cache-control', sending.cacheControl)
      .header('vary', 'accept-encoding')
      .header('accept-ranges', 'bytes')
    if (isKnown(String(request.headers['if-none-match'] ?? ''), sha256)) {
      return await reply.header('etag', tagOf(sha256, 'identity')).code(304).send()
    }
    reply.type(sending.type)
    const range = askedRange(request, sending)
    if (range === null) {
      return await reply.code(416).header('content-range', `bytes */${bytes}`).send()
    }
    if (range) return await sendRange(request, reply, sending, range)
    const coding = codingFor(request, sending)
    reply.header('etag', tagOf(sha256, coding))
    if (coding === 'identity') reply.header('content-length', bytes)
    else reply.header('content-encoding', coding)
    if (request.method === 'HEAD') return await reply.send()
    return await reply.send(
      coding === 'identity' ? stream(sending.parts()) : squeeze(sending, coding),
    )
  }

  function codingFor(request: FastifyRequest, { bytes }: Sending): Coding {
    if (bytes < worthCompressing || compressing >= compressionsAtMost) return 'identity'
    return codingOf(String(request.headers['accept-encoding'] ?? ''))
  }

  function squeeze(sending: Sending, coding: Coding): Readable {
    const squeezed = coding === 'br' ? createBrotliCompress(brotliOptions) : createGzip(gzipOptions)
    compressing += 1
    // Whichever side ends first, the reader by going away or the database by failing, ends both.
    pipeline(stream(sending.parts()), squeezed, () => {
      compressing -= 1
    })
    return squeezed
  }
}

async function sendRange(
  request: FastifyRequest,
  reply: FastifyReply,
  sending: Sending,
  range: ByteRange,
): Promise<FastifyReply> {
  const { first, last } = range
  reply
    .code(206)
    .header('etag', tagOf(sending.sha256, 'identity'))
    .header('content-range', `bytes ${first}-${last}/${sending.bytes}`)
    .header('content-length', last - first + 1)
  if (request.method === 'HEAD') return await reply.send()
  return await reply.send(stream(cut(sending.parts(), range)))
}

/** A range of another form of the file (`If-Range`) is answered by the whole. */
function askedRange(request: FastifyRequest, { sha256, bytes }: Sending) {
  const { range } = request.headers
  const of = request.headers['if-range']
  if (of !== undefined && of !== tagOf(sha256, 'identity')) return undefined
  return rangeOf(range, bytes)
}

/** One part is read ahead, not sixteen: a part may be a few MB. */
function stream(parts: AsyncIterable<Uint8Array>): Readable {
  return Readable.from(parts, { highWaterMark: 1 })
}

/** One strong tag a form of the bytes, as HTTP wants it; the plain form's is the SHA-256 itself. */
function tagOf(sha256: string, coding: Coding): string {
  return coding === 'identity' ? `"${sha256}"` : `"${sha256}-${coding}"`
}

/** In whichever form the reader has it: it is the same file. */
function isKnown(tags: string, sha256: string): boolean {
  return tags.split(',').some((tag) => /^(?:W\/)?"([0-9a-f]{64})/.exec(tag.trim())?.[1] === sha256)
}

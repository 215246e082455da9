// Answers that everybody gets alike, as bytes that are ready to send: compressed once a coding, with
// an ETag, so that a phone that asks again pays for some headers only.

import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

export type Coding = 'br' | 'gzip' | 'identity'

/** One answer, as bytes; compressed when first asked for, then kept. */
export type Page = {
  readonly etag: string
  readonly asOf: number
  bytes(coding: Coding): Promise<Buffer>
}

/** An answer may say as of when it is true. */
type Timed = { readonly asOf?: number; readonly now?: number }

/** How long an unchanged answer keeps saying as of when it was first true. */
const sameAnswerMs = 30_000

/** Sends the page in the best of the codings that the reader takes, or 304 where they have it. */
export async function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: Page,
): Promise<FastifyReply> {
  const coding = knownCodingOf(String(request.headers['accept-encoding'] ?? ''))
  // One strong tag a form of the bytes, as HTTP wants it.
  const etag = `"${page.etag}-${coding}"`
  reply
    .header('etag', etag)
    .header('vary', 'accept-encoding')
    .header('cache-control', 'public, max-age=1')
  const tags = request.headers['if-none-match']
  if (tags && isKnown(tags, etag)) return await reply.code(304).send()
  if (coding !== 'identity') reply.header('content-encoding', coding)
  return await reply.type('application/json; charset=utf-8').send(await page.bytes(coding))
}

/**
 * An answer as bytes. Where its content is that of `before`, but for the instant (`asOf` or `now`)
 * at which it was true, `before` goes on for half a minute.
 */
export function pageOf(answer: object, before: Page | undefined): Page {
  const { asOf, now, ...content }: Timed = answer
  const saidAt = asOf ?? now ?? 0
  const etag = hashOf(JSON.stringify(content))
  const isSame = before?.etag.startsWith(etag) && saidAt - before.asOf < sameAnswerMs
  if (before && isSame && saidAt >= before.asOf) return before
  const plain = Buffer.from(JSON.stringify(answer))
  const made = new Map<Coding, Promise<Buffer>>([['identity', Promise.resolve(plain)]])
  return {
    etag: saidAt === 0 ? etag : `${etag}.${saidAt.toString(36)}`,
    asOf: saidAt,
    bytes: (coding) => {
      const bytes = made.get(coding) ?? compress(plain, coding)
      made.set(coding, bytes)
      return bytes
    },
  }
}

const gzipped = promisify(gzip)
const brotlied = promisify<Buffer, object, Buffer>(brotliCompress)
/** Quality 4: the default, 11, takes some fifty times as long for bytes that live a second. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

/** In Node's thread pool, beside the main thread. */
async function compress(plain: Buffer, coding: Coding): Promise<Buffer> {
  return coding === 'br' ? await brotlied(plain, brotliOptions) : await gzipped(plain)
}

/** Browsers send a handful of these headers; somebody could send ever new ones. */
const codings = new Map<string, Coding>()
const codingsLimit = 200

function knownCodingOf(accepted: string): Coding {
  const known = codings.get(accepted)
  if (known) return known
  const coding = codingOf(accepted)
  if (codings.size < codingsLimit) codings.set(accepted, coding)
  return coding
}

/** The best of the codings that the reader takes; `q=0` says no. */
export function codingOf(accepted: string): Coding {
  const taken = accepted
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
    .map((one) => one.replace(/;.*/, ''))
  if (taken.includes('br')) return 'br'
  return taken.includes('gzip') ? 'gzip' : 'identity'
}

function isKnown(tags: string, etag: string): boolean {
  return tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

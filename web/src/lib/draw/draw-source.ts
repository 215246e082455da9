// Where a check of a draw reads its files: from the server, piece by piece, or from files that the reader chose. Each
// file is opened only when it is read, once, and only some hundred kB of it are in memory at a time.

import type { OpenFile } from '@garita/domain/check-source'

/** Which files the check reads. */
export type DrawSource = {
  draw: string
  /** With the sealed files, as auditors may. */
  sealed: boolean
  /** Files from the reader's own disk by their names in the record; the others come from the server. */
  files?: Readonly<Record<string, Blob>> | undefined
  /** Only what was chosen from disk, nothing from the server. */
  diskOnly?: boolean | undefined
}

/** A file that should be there could not be read to its end. */
export class UnreadFile extends Error {
  readonly file: string
  /** The server's status, or undefined where no answer came. */
  readonly status: number | undefined

  constructor(file: string, status: number | undefined) {
    super(`${file} could not be read`)
    this.file = file
    this.status = status
  }
}

const sealedFiles = ['entries.ndjson', 'results.ndjson']
/** Bytes of a piece where a browser gives a file only as a whole, and of files from disk. */
const pieceBytes = 256 * 1024

/** Told the bytes that came in, for showing that something is happening. */
export type OnBytes = (file: string, bytes: number) => void

export function openSource(source: DrawSource, onBytes: OnBytes = () => undefined): OpenFile {
  return (name) => {
    const isSealed = sealedFiles.includes(name)
    if (isSealed && !source.sealed) return undefined
    const file = source.files?.[name]
    if (file) return counted(name, piecesOfFile(file), onBytes)
    if (source.diskOnly) return undefined
    return counted(name, piecesAt(addressOf(source.draw, name, isSealed), name), onBytes)
  }
}

function addressOf(draw: string, name: string, isSealed: boolean): string {
  if (name === 'index.ndjson') return '/draws/index.ndjson'
  return isSealed ? `/draws/${draw}/sealed/${name}` : `/draws/${draw}/${name}`
}

async function* counted(
  name: string,
  pieces: AsyncIterable<Uint8Array>,
  onBytes: OnBytes,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    onBytes(name, piece.length)
    yield piece
  }
}

async function* piecesAt(address: string, name: string): AsyncGenerator<Uint8Array> {
  const response = await answered(fetch(address, { credentials: 'same-origin' }), name)
  if (!response.ok) throw new UnreadFile(name, response.status)
  if (response.body) yield* piecesOfStream(response.body, name)
  // Phones whose browser does not give an answer piece by piece hold each file whole, one at a time.
  else yield* cut(new Uint8Array(await answered(response.arrayBuffer(), name)))
}

/** Reads by hand: streams that can be looped over came with Chrome 124, and never to old iPhones. */
async function* piecesOfStream(
  stream: ReadableStream<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await answered(reader.read(), name)
      if (done) return
      yield* cut(value)
    }
  } finally {
    reader.releaseLock()
  }
}

async function* piecesOfFile(file: Blob): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < file.size; start += pieceBytes) {
    yield new Uint8Array(await file.slice(start, start + pieceBytes).arrayBuffer())
  }
}

function* cut(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    yield bytes.subarray(start, start + pieceBytes)
  }
}

/** What comes over the network, or the name of the file that did not. */
async function answered<T>(coming: Promise<T>, name: string): Promise<T> {
  try {
    return await coming
  } catch {
    throw new UnreadFile(name, undefined)
  }
}

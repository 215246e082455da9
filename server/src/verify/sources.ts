// Where the command line takes a draw's files from: a folder, or an address such as
// `https://example.org/draws/2023-01-18`. The list of draws lies one level above the draw itself.
// Files are opened when they are read and pass through in pieces.

import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenFile } from '@garita/domain/check-source'

/** The files did not come, which says nothing about the draw. */
export class OutOfReach extends Error {}

const listFile = 'index.ndjson'
const sealedFiles: readonly string[] = ['entries.ndjson', 'results.ndjson']
const pieceBytes = 256 * 1024

/** @param sealed a folder with the sealed files, where they do not lie beside the public ones. */
export function sourcesOf(place: string, sealed: string | undefined): OpenFile {
  const open = isAddress(place) ? fromAddress(place) : fromFolder(place)
  if (sealed === undefined) return open
  const openSealed = fromFolder(sealed)
  return (name) => (sealedFiles.includes(name) ? openSealed(name) : open(name))
}

export const isAddress = (place: string): boolean => /^https?:\/\//.test(place)

function fromFolder(folder: string): OpenFile {
  return (name) => {
    const file = name === listFile ? join(folder, '..', name) : join(folder, name)
    if (!existsSync(file)) return undefined
    return createReadStream(file, { highWaterMark: pieceBytes })
  }
}

/** Sealed files are never asked for over the network: no address has them. */
function fromAddress(address: string): OpenFile {
  const base = address.replace(/\/*$/, '/')
  return async (name) => {
    if (sealedFiles.includes(name)) return undefined
    const url = new URL(name === listFile ? `../${name}` : name, base)
    const answer = await fetch(url).catch((error: Error) => {
      throw new OutOfReach(`${url}: ${error.message}`)
    })
    if (answer.status === 404) return undefined
    if (!answer.ok) throw new OutOfReach(`${url}: ${answer.status} ${answer.statusText}`)
    return answer.body ?? undefined
  }
}

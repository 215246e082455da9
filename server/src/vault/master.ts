import { createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SEAL_BYTES, sealWith, unsealWith } from './sealing.ts'

const MASTER_BYTES = 32
const ID_BYTES = 4

/** What wrapping adds to the length: which master (4 bytes), and the seal. */
export const WRAP_BYTES = ID_BYTES + SEAL_BYTES

/** `id`: 8 hex characters, the start of SHA-256 of a label and the key; safe to show. */
export type Master = { readonly id: string; readonly key: KeyObject }

/** New things are wrapped by `current`; what `old` ones wrapped still opens. */
export type Masters = { readonly current: Master; readonly old: readonly Master[] }

/** Reads a master key: exactly 32 bytes in base64 (44 characters). Throws for anything else. */
export function readMaster(base64: string): Master {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length !== MASTER_BYTES || bytes.toString('base64') !== base64.trim()) {
    throw new Error(`a master key is ${MASTER_BYTES} bytes in base64 (44 characters)`)
  }
  const id = createHash('sha256').update('garita/master/1').update(bytes).digest('hex')
  return { id: id.slice(0, 2 * ID_BYTES), key: createSecretKey(bytes) }
}

/** The current master key and, after a rotation, older ones: each 32 bytes in base64. */
export function readMasters(current: string, old: readonly string[] = []): Masters {
  return { current: readMaster(current), old: old.map(readMaster) }
}

/** For demo and tests alone: a master key in a file of the data folder (mode 0600), made once. */
export async function demoMasters(folder: string): Promise<Masters> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'demo-master-key')
  try {
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(randomBytes(MASTER_BYTES).toString('base64'))
    await file.sync()
    await file.close()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readMasters((await readFile(path, 'utf8')).trim())
}

/** Wraps under the current master and names it, so that a rotation knows what opens what. */
export function wrap(masters: Masters, plain: Uint8Array, where: string): Buffer {
  const { id, key } = masters.current
  return Buffer.concat([Buffer.from(id, 'hex'), sealWith(key, plain, where)])
}

/** Throws where the master that wrapped it is not at hand, naming its id, or the seal is broken. */
export function unwrap(masters: Masters, wrapped: Uint8Array, where: string): Buffer {
  const id = wrappedBy(wrapped)
  const master = [masters.current, ...masters.old].find((one) => one.id === id)
  if (!master) throw new Error(`${where} is wrapped by master key ${id}, which was not given`)
  return unsealWith(master.key, wrapped.subarray(ID_BYTES), where)
}

/** The id of the master key that wrapped these bytes. */
export function wrappedBy(wrapped: Uint8Array): string {
  return Buffer.from(wrapped.subarray(0, ID_BYTES)).toString('hex')
}

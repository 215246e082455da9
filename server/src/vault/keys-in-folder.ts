import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { lockFolder } from '../folder-lock.ts'
import { GroupKey, KEY_BYTES } from './group-key.ts'
import { keyPlace, secretPlace } from './key-places.ts'
import { KeyDestroyed, type KeyStore, KeyUnknown } from './keys.ts'
import { type Masters, unwrap, WRAP_BYTES, wrap, wrappedBy } from './master.ts'
import { OpenedKeys } from './opened-keys.ts'

// Keys are made 256 at a time: one file, one fsync, then handed out from memory, so that a
// registration waits for no disk here. A restart begins a new file; what was left is never used.
// Destroying overwrites the slot in place and syncs it: deleting a row would leave the bytes.
// (On storage that writes elsewhere, as SSDs do, a remnant is still wrapped by the master key.)

const SLOTS = 256
const SLOT_BYTES = WRAP_BYTES + KEY_BYTES
/** Some 300 bytes each. */
const KEEP_OPEN = 100_000
const ID = /^([0-9a-f]{16})-(\d{1,3})$/

type Place = { readonly path: string; readonly position: number }

/** The key store of one server: a folder of its own, never inside the data's back-up. */
export async function openKeysInFolder(folder: string, masters: Masters): Promise<KeyStore> {
  const lock = lockFolder(folder)
  try {
    await mkdir(join(folder, 'keys'), { recursive: true, mode: 0o700 })
    await mkdir(join(folder, 'secrets'), { recursive: true, mode: 0o700 })
    await syncFolder(folder)
  } catch (error) {
    lock.release()
    throw error
  }
  return new KeysInFolder(folder, masters, lock)
}

class KeysInFolder implements KeyStore {
  readonly #folder: string
  readonly #masters: Masters
  readonly #lock: { release(): void }
  readonly #opened = new OpenedKeys(KEEP_OPEN)
  readonly #secrets = new Map<string, Promise<Uint8Array>>()
  #ready: string[] = []
  #making: Promise<void> | undefined
  #writing: Promise<unknown> = Promise.resolve()

  constructor(folder: string, masters: Masters, lock: { release(): void }) {
    this.#folder = folder
    this.#masters = masters
    this.#lock = lock
  }

  async make(): Promise<string> {
    for (;;) {
      const id = this.#ready.pop()
      if (id) return id
      this.#making ??= this.#makeBlock().finally(() => {
        this.#making = undefined
      })
      await this.#making
    }
  }

  open(id: string): Promise<GroupKey> {
    return this.#opened.findOrRead(id, () => this.#read(id))
  }

  async destroy(id: string): Promise<void> {
    const { path, position } = this.#placeOf(id)
    await this.#inTurn(async () => {
      const file = await open(path, 'r+').catch((error) => {
        throw isMissing(error) ? new KeyUnknown(id) : error
      })
      try {
        await file.write(Buffer.alloc(SLOT_BYTES), 0, SLOT_BYTES, position)
        await file.datasync()
      } finally {
        await file.close()
      }
    })
    this.#opened.drop(id)
  }

  secret(name: string, makeIt: () => Uint8Array): Promise<Uint8Array> {
    const known = this.#secrets.get(name)
    if (known) return known
    const found = this.#findOrMakeSecret(name, makeIt)
    this.#secrets.set(name, found)
    found.catch(() => this.#secrets.delete(name))
    return found
  }

  async secrets(startingWith: string): Promise<string[]> {
    const files = await readdir(join(this.#folder, 'secrets'))
    const names = files.filter((file) => !file.endsWith('.new')).map(decodeURIComponent)
    return names.filter((name) => name.startsWith(startingWith)).sort()
  }

  rewrap(): Promise<number> {
    return this.#inTurn(async () => {
      let count = 0
      for (const file of await readdir(join(this.#folder, 'keys'))) {
        if (!file.endsWith('.new')) count += await this.#rewrapBlock(file)
      }
      for (const name of await this.secrets('')) {
        const wrapped = await readFile(this.#secretPath(name))
        if (wrappedBy(wrapped) === this.#masters.current.id) continue
        const plain = unwrap(this.#masters, wrapped, secretPlace(name))
        await writeWhole(this.#secretPath(name), wrap(this.#masters, plain, secretPlace(name)))
        count += 1
      }
      return count
    })
  }

  async close(): Promise<void> {
    await this.#writing
    this.#lock.release()
  }

  async #makeBlock(): Promise<void> {
    const block = randomBytes(8).toString('hex')
    const ids = Array.from({ length: SLOTS }, (_, slot) => `${block}-${slot}`)
    const keys = ids.map(() => randomBytes(KEY_BYTES))
    const slots = keys.map((key, slot) => wrap(this.#masters, key, keyPlace(`${block}-${slot}`)))
    await writeWhole(join(this.#folder, 'keys', block), Buffer.concat(slots))
    for (const [slot, key] of keys.entries()) {
      this.#opened.keep(`${block}-${slot}`, new GroupKey(key))
    }
    this.#ready = ids.reverse()
  }

  async #read(id: string): Promise<GroupKey> {
    const { path, position } = this.#placeOf(id)
    const slot = await readSlot(path, position).catch((error) => {
      throw isMissing(error) ? new KeyUnknown(id) : error
    })
    if (slot.length < SLOT_BYTES) throw new KeyUnknown(id)
    if (isZero(slot)) throw new KeyDestroyed(id)
    return new GroupKey(unwrap(this.#masters, slot, keyPlace(id)))
  }

  async #findOrMakeSecret(name: string, makeIt: () => Uint8Array): Promise<Uint8Array> {
    const path = this.#secretPath(name)
    const wrapped = await readFile(path).catch((error) => {
      if (isMissing(error)) return undefined
      throw error
    })
    if (wrapped) return unwrap(this.#masters, wrapped, secretPlace(name))
    const made = makeIt()
    await writeWhole(path, wrap(this.#masters, made, secretPlace(name)))
    return made
  }

  async #rewrapBlock(block: string): Promise<number> {
    const path = join(this.#folder, 'keys', block)
    const slots = await readFile(path)
    let count = 0
    for (let slot = 0; slot * SLOT_BYTES < slots.length; slot += 1) {
      const here = slots.subarray(slot * SLOT_BYTES, (slot + 1) * SLOT_BYTES)
      if (isZero(here) || wrappedBy(here) === this.#masters.current.id) continue
      const where = keyPlace(`${block}-${slot}`)
      here.set(wrap(this.#masters, unwrap(this.#masters, here, where), where))
      count += 1
    }
    if (count > 0) await writeWhole(path, slots)
    return count
  }

  #placeOf(id: string): Place {
    const [, block, slot] = ID.exec(id) ?? []
    if (!block || Number(slot) >= SLOTS) throw new KeyUnknown(id)
    return { path: join(this.#folder, 'keys', block), position: Number(slot) * SLOT_BYTES }
  }

  #secretPath(name: string): string {
    return join(this.#folder, 'secrets', encodeURIComponent(name))
  }

  /** Writers wait for each other: a block copied while a slot is destroyed would bring it back. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#writing.then(work)
    this.#writing = result.catch(() => undefined)
    return result
  }
}

async function readSlot(path: string, position: number): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SLOT_BYTES), 0, SLOT_BYTES, position)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The whole file or none of it is there after a crash: beside, synced, renamed, folder synced. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.new`
  await rm(beside, { force: true })
  const file = await open(beside, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, path)
  await syncFolder(join(path, '..'))
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0)
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

import type { GroupKey } from './group-key.ts'

/** Where the keys of the groups and the named secrets live, apart from the data. */
export type KeyStore = {
  /** A new key on the store's disk before this answers; gives its id. An unused one is harmless. */
  make(): Promise<string>
  /** Throws `KeyDestroyed` after `destroy`, and a plain fault for an id that never was. */
  open(id: string): Promise<GroupKey>
  /** After this answers, what was sealed with the key can never be read again. Repeatable. */
  destroy(id: string): Promise<void>
  /** A secret of the installation, made once by `makeIt`; every server gets the same bytes. */
  secret(name: string, makeIt: () => Uint8Array): Promise<Uint8Array>
  /** The names of the secrets that start so, sorted. */
  secrets(startingWith: string): Promise<string[]>
  /** After a rotation: wraps all under the current master; then the old one can go. */
  rewrap(): Promise<number>
  close(): Promise<void>
}

/** A fault where it is met unawares; expected by what reads an erased group. */
export class KeyDestroyed extends Error {
  readonly id: string
  constructor(id: string) {
    super(`the key ${id} was destroyed`)
    this.name = 'KeyDestroyed'
    this.id = id
  }
}

/** The opened key of a group; undefined where it was destroyed, which is how a group is erased. */
export async function findGroupKey(
  keys: Pick<KeyStore, 'open'>,
  id: string,
): Promise<GroupKey | undefined> {
  try {
    return await keys.open(id)
  } catch (error) {
    if (error instanceof KeyDestroyed) return undefined
    throw error
  }
}

/** A fault: no key was ever made under this id here, or the key store is not this data's. */
export class KeyUnknown extends Error {
  constructor(id: string) {
    super(`the key store holds no key ${id}: is it the key store of this data?`)
    this.name = 'KeyUnknown'
  }
}

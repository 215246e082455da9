import type { KeyStore } from './keys.ts'
import { openKeysInFolder } from './keys-in-folder.ts'
import { openKeysInPostgres } from './keys-in-postgres.ts'
import type { Masters } from './master.ts'

/** Opens the store that `where` names: a `postgres:` URL, else a folder. */
export function openKeys(where: string, masters: Masters): Promise<KeyStore> {
  const url = /^postgres(ql)?:\/\//.test(where)
  return url ? openKeysInPostgres(where, masters) : openKeysInFolder(where, masters)
}

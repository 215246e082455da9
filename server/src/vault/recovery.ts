import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { makeRecoveryCode } from '@garita/domain/code'
import type { KeyStore } from './keys.ts'

// A recovery code is derived and stored nowhere: whoever holds the database alone cannot make one,
// and an answer that is kept need not hold it. The table keeps a MAC, to find the group by.

export type Recovery = {
  /** The same code for the same group and version; a new version makes the old code useless. */
  code(groupId: string, version: number): string
  /** What the table keeps. @param code as `readRecoveryCode` gives it. */
  mac(code: string): Buffer
}

export async function openRecovery(keys: KeyStore): Promise<Recovery> {
  const key = createSecretKey(await keys.secret('recovery/1', () => randomBytes(32)))
  const macOf = (text: string) => createHmac('sha256', key).update(text).digest()
  return {
    code: (groupId, version) => makeRecoveryCode(macOf(`code/${version}/${groupId}`)),
    mac: (code) => macOf(`lookup/${code}`),
  }
}

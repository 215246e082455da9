import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readRecoveryCode } from '@garita/domain/code'
import { expect, test } from 'vitest'
import { readMasters } from './master.ts'
import { openVault } from './vault.ts'

const masters = readMasters(Buffer.alloc(32, 3).toString('base64'))

test('what the vault derives is the same after a restart, and another elsewhere', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'garita-vault-'))
  const other = await mkdtemp(join(tmpdir(), 'garita-vault-'))
  const seen = []
  for (const where of [folder, folder, other]) {
    const vault = await openVault(where, masters)
    const code = vault.recovery.code('group-1', 1)
    expect(readRecoveryCode(code)).toEqual({ ok: true, value: code })
    expect(vault.recovery.code('group-1', 2)).not.toBe(code)
    expect(vault.recovery.code('group-2', 1)).not.toBe(code)
    const inputs = vault.inputMac(Buffer.from('x')).toString('hex')
    seen.push([code, vault.recovery.mac(code).toString('hex'), inputs].join())
    await vault.keys.close()
  }
  expect(seen[1]).toBe(seen[0])
  expect(seen[2]).not.toBe(seen[0])
  for (const one of [folder, other]) await rm(one, { recursive: true })
})

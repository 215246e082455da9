import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { demoMasters, readMaster, readMasters, unwrap, wrap } from './master.ts'
import { SealBroken } from './sealing.ts'

test('a master key is exactly 32 bytes in base64', () => {
  expect(readMaster(Buffer.alloc(32, 7).toString('base64')).id).toMatch(/^[0-9a-f]{8}$/)
  const wrong = ['', 'x', Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64')]
  for (const text of [...wrong, `${Buffer.alloc(32).toString('base64')}!`]) {
    expect(() => readMaster(text)).toThrow('32 bytes')
  }
})

test('what is wrapped is bound to its name', () => {
  const masters = readMasters(Buffer.alloc(32, 7).toString('base64'))
  const wrapped = wrap(masters, Buffer.from('key'), 'secret/a')
  expect(unwrap(masters, wrapped, 'secret/a').toString()).toBe('key')
  expect(() => unwrap(masters, wrapped, 'secret/b')).toThrow(SealBroken)
})

test('the demo makes its own master key once, for its owner alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'garita-master-'))
  const first = await demoMasters(folder)
  expect((await demoMasters(folder)).current.id).toBe(first.current.id)
  expect((await stat(join(folder, 'demo-master-key'))).mode & 0o777).toBe(0o600)
  await rm(folder, { recursive: true })
})

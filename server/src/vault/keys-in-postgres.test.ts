import { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningPostgres, startPostgres } from '../../test/postgres.ts'
import { KeyDestroyed, KeyUnknown } from './keys.ts'
import { readMaster } from './master.ts'
import { openKeys } from './open-keys.ts'

const one = readMaster(Buffer.alloc(32, 1).toString('base64'))
const two = readMaster(Buffer.alloc(32, 2).toString('base64'))
let postgres: RunningPostgres
let url: string

beforeAll(async () => {
  postgres = await startPostgres()
  url = await postgres.database('keys')
})

afterAll(async () => {
  await postgres.stop()
})

test('several servers share keys and secrets, and a destroyed key is gone for all', async () => {
  const masters = { current: one, old: [] }
  const [here, there] = await Promise.all([openKeys(url, masters), openKeys(url, masters)])
  const ids = await Promise.all(Array.from({ length: 300 }, () => here.make()))
  expect(new Set(ids).size).toBe(300)
  const [id = '', gone = ''] = ids
  const sealed = (await here.open(id)).seal('Ejemplo 12', 'members/1')
  expect((await there.open(id)).unseal(sealed, 'members/1').toString()).toBe('Ejemplo 12')
  await here.destroy(gone)
  await here.destroy(gone)
  for (const keys of [here, there]) await expect(keys.open(gone)).rejects.toThrow(KeyDestroyed)
  await expect(there.open('0123456789abcdef-0')).rejects.toThrow(KeyUnknown)
  await expect(there.destroy('0123456789abcdef-0')).rejects.toThrow(KeyUnknown)
  const secrets = await Promise.all([
    here.secret('inputs', () => Buffer.from('a')),
    there.secret('inputs', () => Buffer.from('b')),
  ])
  expect(secrets[0]).toEqual(secrets[1])
  expect(await there.secrets('in')).toEqual(['inputs'])
  await Promise.all([here.close(), there.close()])
})

test('after a rotation everything opens by the new master alone, and no key stands in clear', async () => {
  const before = await openKeys(url, { current: one, old: [] })
  const id = await before.make()
  const mac = (await before.open(id)).mac('x')
  await before.close()
  const during = await openKeys(url, { current: two, old: [one] })
  expect(await during.rewrap()).toBeGreaterThan(256)
  await during.close()
  const after = await openKeys(url, { current: two, old: [] })
  expect((await after.open(id)).mac('x')).toEqual(mac)
  await after.close()
  const pool = new Pool({ connectionString: url })
  const { rows } = await pool.query('select octet_length(wrapped) as bytes from group_keys limit 1')
  expect(rows[0].bytes).toBe(65)
  await pool.end()
})

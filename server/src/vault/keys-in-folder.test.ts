import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderInUse } from '../folder-lock.ts'
import { KeyDestroyed, type KeyStore, KeyUnknown } from './keys.ts'
import { type Master, type Masters, readMaster } from './master.ts'
import { openKeys } from './open-keys.ts'
import { SealBroken } from './sealing.ts'

const one = readMaster(Buffer.alloc(32, 1).toString('base64'))
const two = readMaster(Buffer.alloc(32, 2).toString('base64'))

let folder: string
let opened: KeyStore[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'garita-keys-'))
  opened = []
})

afterEach(async () => {
  for (const keys of opened) await keys.close()
  await rm(folder, { recursive: true })
})

async function openWith(current: Master, ...old: Master[]): Promise<KeyStore> {
  const masters: Masters = { current, old }
  const keys = await openKeys(folder, masters)
  opened.push(keys)
  return keys
}

async function reopenWith(current: Master, ...old: Master[]): Promise<KeyStore> {
  for (const keys of opened.splice(0)) await keys.close()
  return openWith(current, ...old)
}

test('a key opens again after a restart, and each key is given once', async () => {
  const keys = await openWith(one)
  const ids = await Promise.all(Array.from({ length: 600 }, () => keys.make()))
  expect(new Set(ids).size).toBe(600)
  const first = ids[0] ?? ''
  const sealed = (await keys.open(first)).seal('Ejemplo 12', 'members/1')
  const again = await reopenWith(one)
  expect((await again.open(first)).unseal(sealed, 'members/1').toString()).toBe('Ejemplo 12')
  expect(ids).not.toContain(await again.make())
})

test('destroying a key leaves nothing of it on the disk and its neighbours whole', async () => {
  const keys = await openWith(one)
  const [gone, kept] = [await keys.make(), await keys.make()]
  const before = await slotOf(gone)
  expect(before.some((byte) => byte !== 0)).toBe(true)
  await keys.destroy(gone)
  await expect(keys.open(gone)).rejects.toThrow(KeyDestroyed)
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue
    const bytes = await readFile(join(file.parentPath, file.name))
    expect(bytes.includes(before.subarray(17))).toBe(false)
  }
  const again = await reopenWith(one)
  await expect(again.open(gone)).rejects.toThrow(KeyDestroyed)
  await again.open(kept)
  await again.destroy(gone)
})

test('a key opened while it is destroyed does not stay in memory', async () => {
  const keys = await openWith(one)
  const id = await keys.make()
  const again = await reopenWith(one)
  await Promise.allSettled([again.open(id), again.destroy(id), again.open(id)])
  await expect(again.open(id)).rejects.toThrow(KeyDestroyed)
})

test('an id that never was is told from a destroyed one', async () => {
  const keys = await openWith(one)
  const [block] = (await keys.make()).split('-')
  for (const id of ['0123456789abcdef-0', '../../etc-0', `${block}-256`, '']) {
    await expect(keys.open(id)).rejects.toThrow(KeyUnknown)
    await expect(keys.destroy(id)).rejects.toThrow(KeyUnknown)
  }
})

test('a slot that was changed or copied to another place does not open', async () => {
  const keys = await openWith(one)
  const [a, b] = [await keys.make(), await keys.make()]
  const [block] = a.split('-')
  const path = join(folder, 'keys', block ?? '')
  const bytes = await readFile(path)
  const slot = await slotOf(a)
  bytes.set(slot, slot.length)
  await writeFile(path, bytes)
  const again = await reopenWith(one)
  await expect(again.open(b)).rejects.toThrow(SealBroken)
  await again.open(a)
})

test('a secret is made once, for all who ask, and listed by name', async () => {
  const keys = await openWith(one)
  let made = 0
  const makeIt = () => Buffer.from([++made])
  const both = await Promise.all([keys.secret('pass/1', makeIt), keys.secret('pass/1', makeIt)])
  expect(both).toEqual([Buffer.from([1]), Buffer.from([1])])
  await keys.secret('inputs', makeIt)
  const again = await reopenWith(one)
  expect(await again.secret('pass/1', makeIt)).toEqual(Buffer.from([1]))
  expect(await again.secrets('pass/')).toEqual(['pass/1'])
})

test('the old master opens what it wrapped until all is wrapped anew', async () => {
  const keys = await openWith(one)
  const [id, gone] = [await keys.make(), await keys.make()]
  await keys.destroy(gone)
  const mac = (await keys.open(id)).mac('x')
  await keys.secret('inputs', () => Buffer.from('secret'))
  const without = await reopenWith(two)
  await expect(without.open(id)).rejects.toThrow(one.id)
  const both = await reopenWith(two, one)
  expect((await both.open(id)).mac('x')).toEqual(mac)
  expect(await both.rewrap()).toBe(256)
  expect(await both.rewrap()).toBe(0)
  const alone = await reopenWith(two)
  expect((await alone.open(id)).mac('x')).toEqual(mac)
  await expect(alone.open(gone)).rejects.toThrow(KeyDestroyed)
  expect(await alone.secret('inputs', () => Buffer.from('other'))).toEqual(Buffer.from('secret'))
})

test('key files are readable by their owner alone', async () => {
  const keys = await openWith(one)
  const [block] = (await keys.make()).split('-')
  expect((await stat(join(folder, 'keys', block ?? ''))).mode & 0o077).toBe(0)
})

test('a second process is refused, and may begin after the first was killed', async () => {
  const holder = await startHolder()
  try {
    await expect(openWith(one)).rejects.toThrow(FolderInUse)
  } finally {
    holder.kill('SIGKILL')
    await once(holder, 'exit')
  }
  await (await openWith(one)).make()
  await expect(openKeys(folder, { current: one, old: [] })).rejects.toThrow(FolderInUse)
})

/** Another process that holds the folder until it is killed. */
async function startHolder(): Promise<ChildProcess> {
  const lock = new URL('../folder-lock.ts', import.meta.url).href
  const code = `
    import { lockFolder } from ${JSON.stringify(lock)}
    lockFolder(${JSON.stringify(folder)})
    process.stdout.write('held')
    setTimeout(() => undefined, 60_000)`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  return holder
}

async function slotOf(id: string): Promise<Buffer> {
  const [block, slot] = id.split('-')
  const bytes = await readFile(join(folder, 'keys', block ?? ''))
  const size = bytes.length / 256
  return bytes.subarray(Number(slot) * size, (Number(slot) + 1) * size)
}

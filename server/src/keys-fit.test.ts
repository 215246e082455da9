import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { registered } from '../test/families.ts'
import { type House, openHouse } from '../test/house.ts'
import { keysFit } from './keys-fit.ts'
import type { KeyStore } from './vault/keys.ts'
import { readMasters } from './vault/master.ts'
import { openKeys } from './vault/open-keys.ts'

let house: House
let folder: string
let others: KeyStore

beforeAll(async () => {
  house = await openHouse()
  folder = await mkdtemp(join(tmpdir(), 'garita-other-keys-'))
  others = await openKeys(folder, readMasters(Buffer.alloc(32, 3).toString('base64')))
})
afterAll(async () => {
  await others.close()
  await rm(folder, { recursive: true })
  await house.close()
})

it('a key store fits the groups that were sealed under it, destroyed ones too, and no others', async () => {
  const { db, world } = house
  const { keys } = world.vault
  expect(await keysFit(db, others)).toBe(true)
  await registered(house, house.asApplicant(1))
  expect(await keysFit(db, keys)).toBe(true)
  expect(await keysFit(db, others)).toBe(false)
  const { keyId } = await db.selectFrom('groups').select('keyId').executeTakeFirstOrThrow()
  await keys.destroy(keyId)
  expect(await keysFit(db, keys)).toBe(true)
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rulesAtLaunch } from '@garita/domain/programme'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Accounts, openAccounts } from '../src/accounts/accounts.ts'
import { reportsToRecords } from '../src/accounts/reports.ts'
import { clockAct } from '../src/clock/due.ts'
import { openDraws } from '../src/clock/due-draws.ts'
import { lookAsOffices } from '../src/demo/custodians.ts'
import type { DemoSignIns } from '../src/demo/sign-ins.ts'
import { demoSender } from '../src/notices/sender.ts'
import { readWords } from '../src/notices/words.ts'
import { findDraw, listDraws } from '../src/store/draws.ts'
import { type House, openHouse } from '../test/house.ts'
import { pastNoons } from './draws.ts'
import { seedDemo } from './seed-demo.ts'

// 13:00 at San Ysidro, four hours after noon in New York.
const now = Date.UTC(2023, 0, 10, 21)
const hourMs = 3_600_000

let folder: string
let house: House
let accounts: Accounts
let signIns: DemoSignIns
let said: string[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'garita-demo-'))
  house = await openHouse({ now })
  const sender = demoSender()
  const { world, door } = house
  said = []
  accounts = await openAccounts({
    pool: world.database.pool,
    keys: world.vault.keys,
    address: 'http://localhost:3000',
    sender,
    words: readWords(),
    reports: reportsToRecords(door.perform),
  })
  const say = (line: string) => void said.push(line)
  const place = { world, perform: door.perform, accounts, sender, folder, groups: 120, say }
  signIns = (await seedDemo(place)).signIns
})
afterAll(async () => {
  await accounts.close()
  await house.close()
  rmSync(folder, { recursive: true })
})

describe('the demo’s draws', () => {
  it('ran at the last three noons, and offers were taken and still stand open', async () => {
    const draws = await listDraws(house.db, undefined, 10)
    expect(draws.map(({ id, state }) => [id, state])).toEqual([
      // The next one's commitments closed at the noon of today.
      ['2023-01-11', 'committed'],
      ['2023-01-10', 'published'],
      ['2023-01-09', 'published'],
      ['2023-01-08', 'published'],
    ])
    const offers = await house.db.selectFrom('offers').select('state').distinct().execute()
    const states = offers.map(({ state }) => state)
    expect(states).toContain('accepted')
    expect(states).toContain('open')
    expect(said.filter((line) => line.includes('refused'))).toEqual([])
  })

  it('freeze, are revealed and run at the first noon after the start, by themselves', async () => {
    const { world, door, ask } = house
    const act = clockAct(door.perform, () => false)
    const draws = openDraws()
    const tick = async () => await draws.due({ world, now: world.now(), act })
    house.setNow(Date.UTC(2023, 0, 11, 17))
    await tick()
    expect((await findDraw(house.db, '2023-01-11'))?.state).toBe('frozen')
    await lookAsOffices({ world, ask, perform: door.perform, offices: signIns.offices })
    await tick()
    expect((await findDraw(house.db, '2023-01-11'))?.state).toBe('published')
  })
})

describe('the noons before the demo', () => {
  it('are the last three that are well over, at any hour at which it begins', () => {
    for (let hour = 0; hour < 24; hour += 1) {
      const begun = Date.UTC(2023, 2, 13) + hour * hourMs
      const noons = pastNoons(begun, rulesAtLaunch)
      expect(noons).toHaveLength(3)
      expect(noons.every((noon) => noon + 900_000 <= begun)).toBe(true)
      expect(begun - (noons[2] ?? 0)).toBeLessThan(25 * hourMs)
      expect(noons.toSorted((a, b) => a - b)).toEqual(noons)
    }
  })
})

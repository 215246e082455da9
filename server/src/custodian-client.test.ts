// A custodian's own client against a house that is served, by real HTTP: the same lines that
// `npm run custodian` runs.

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commitmentOf, secretOf } from '@garita/domain/custodian'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeDraw, freezeDraw, hashOf } from '../test/draw-stages.ts'
import { granted, type House, openHouse } from '../test/house.ts'
import { type Served, serve } from '../test/served.ts'
import type { StaffMeans } from './accounts/staff.ts'
import { currentTotp } from './accounts/totp.ts'
import {
  CustodianCommandRefused,
  openLongSecret,
  readCustodianOptions,
} from './custodian-command.ts'
import { custodyHouse, HouseAway, HouseRefused, SignInRefused } from './custody-house.ts'
import { type Custodian, doRound } from './custody-round.ts'
import { keepWatch } from './custody-watch.ts'
import { missingReveals, revealsOf } from './store/custodians.ts'

const draw = '2023-01-12'
const noon = Date.UTC(2023, 0, 12, 17)
const start = Date.UTC(2023, 0, 10, 18)

let house: House
let served: Served
let address: string
let means: StaffMeans
let said: string[]
let folder: string

beforeEach(async () => {
  house = await openHouse({ now: start })
  served = await serve(house)
  address = await served.server.listen({ port: 0, host: '127.0.0.1' })
  means = await served.accounts.makeStaffAccount('example-office')
  await addCustodian(means.account)
  await addCustodian('custodian-2')
  said = []
  folder = mkdtempSync(join(tmpdir(), 'garita-custodian-'))
})
afterEach(async () => {
  await served.close()
  await house.close()
  rmSync(folder, { recursive: true })
})

async function addCustodian(account: string): Promise<void> {
  const input = { account, role: 'custodian' as const, ports: [] }
  granted(await house.perform(house.asAdministration(), 'add-staff', input))
}

const say = (line: string) => void said.push(line)
const longSecret = new Uint8Array(32).fill(9)
const custodian: Custodian = { longSecret, name: 'Example Office', ahead: 30, now: () => noon }
const code = () => currentTotp(means.totpSecret)
const reach = (over: object = {}) =>
  custodyHouse(address, { user: means.user, password: means.password, code, ...over })

async function otherCommits(): Promise<void> {
  const commitments = [{ draw, commitment: commitmentOf(secretOf(new Uint8Array(32), draw)) }]
  const input = { name: 'Other Example', commitments }
  granted(await house.perform(house.asCustodian(2), 'commit-secrets', input))
}

/** Both committed; frozen at noon. @param over what `frozen.json` says otherwise than it should. */
async function untilFrozen(over: object = {}): Promise<void> {
  await doRound(reach(), custodian, say)
  await otherCommits()
  house.setNow(noon - 86_400_000)
  await closeDraw(house, draw)
  house.setNow(noon)
  await freezeDraw(house, draw, over)
}

describe('a custodian’s client', () => {
  it('[M9] commits to thirty days ahead, once, with the hash of each draw’s own secret', async () => {
    const round = await doRound(reach(), custodian, say)
    expect(round).toEqual({ committed: 29, revealed: [], keptBack: [], foreign: [] })
    expect(said).toEqual(['Committed to 29 draws, 2023-01-12 to 2023-02-09.'])
    const rows = await house.db.selectFrom('commitments').select(['draw', 'commitment']).execute()
    expect(rows).toHaveLength(29)
    for (const row of rows) {
      expect(row.commitment).toBe(commitmentOf(secretOf(longSecret, row.draw)))
    }
    expect((await doRound(reach(), custodian, say)).committed).toBe(0)
    house.setNow(start + 86_400_000)
    expect((await doRound(reach(), custodian, say)).committed).toBe(1)
  })

  it('commits to nothing more where it shall only reveal', async () => {
    const round = await doRound(reach(), { ...custodian, ahead: 0 }, say)
    expect(round.committed).toBe(0)
    expect(await house.db.selectFrom('commitments').select('draw').execute()).toEqual([])
  })

  it('[M10] reveals for what is frozen, and says for which file it did', async () => {
    await untilFrozen()
    const round = await doRound(reach(), custodian, say)
    expect(round).toMatchObject({ revealed: [draw], keptBack: [] })
    const secret = (await revealsOf(house.db, draw)).get('Example Office')
    expect(secret?.toString('hex')).toBe(secretOf(longSecret, draw))
    const frozen = await (await fetch(`${address}/draws/${draw}/frozen.json`)).text()
    expect(said.join('\n')).toContain(hashOf(frozen))
    expect((await doRound(reach(), custodian, say)).revealed).toEqual([])
  })

  it.each([
    ['frozen-other-draw', { draw: '2023-01-13' }],
    ['commitments-changed', { commitmentsHash: hashOf('other commitments') }],
  ])('[M10] keeps its secret where the house publishes %s', async (why, over) => {
    await untilFrozen(over)
    const round = await doRound(reach(), custodian, say)
    expect(round).toMatchObject({ revealed: [], keptBack: [{ draw, why }] })
    expect(await missingReveals(house.db, draw)).toEqual(['Example Office', 'Other Example'])
  })

  it('[M10] keeps its secret while its own clock says that it is not noon', async () => {
    await untilFrozen()
    const early = { ...custodian, now: () => noon - 3_600_000 }
    const round = await doRound(reach(), early, say)
    expect(round.keptBack).toEqual([{ draw, why: 'draw-not-due' }])
    expect((await revealsOf(house.db, draw)).size).toBe(0)
  })

  it('[M10] another secret file than the one committed with is told, and reveals nothing', async () => {
    await untilFrozen()
    const other = { ...custodian, longSecret: new Uint8Array(32).fill(8) }
    const round = await doRound(reach(), other, say)
    expect(round.keptBack).toEqual([{ draw, why: 'commitment-not-published' }])
    expect(round.foreign[0]).toBe(draw)
  })

  it('signs in anew when its session has ended', async () => {
    const client = reach()
    await client.custody()
    await served.accounts.revoke({ account: means.account })
    expect((await client.custody()).name).toBeNull()
  })

  it('tells a wrong password, another role and a house that is away from each other', async () => {
    const wrong = reach({ password: 'wrong-example' })
    await expect(wrong.custody()).rejects.toThrow(SignInRefused)
    const planner = await served.accounts.makeStaffAccount('example-planner')
    const input = { account: planner.account, role: 'planner' as const, ports: [] }
    granted(await house.perform(house.asAdministration(), 'add-staff', input))
    const asPlanner = custodyHouse(address, {
      ...{ user: planner.user, password: planner.password },
      code: () => currentTotp(planner.totpSecret),
    })
    await expect(asPlanner.custody()).rejects.toThrow(SignInRefused)
    await expect(reach().file(draw, 'frozen.json')).rejects.toThrow(HouseRefused)
    const client = reach()
    await served.server.close()
    await expect(client.custody()).rejects.toThrow(HouseAway)
  })
})

describe('keeping watch', () => {
  const nothing = { committed: 0, revealed: [], keptBack: [], foreign: [] }

  /** Looks through these rounds, and ends. */
  async function watch(...rounds: (object | Error)[]) {
    const pauses: number[] = []
    const left = [...rounds]
    await keepWatch({
      round: async () => {
        const next = left.shift()
        if (next instanceof Error) throw next
        return { ...nothing, ...next }
      },
      say,
      pause: async (milliseconds) => void pauses.push(milliseconds),
      isOver: () => left.length === 0,
    })
    return pauses
  }

  it('tries a house that is away calmly, says so once, and goes on when it answers', async () => {
    const away = new HouseAway('no way through.')
    const pauses = await watch({}, away, away, away, {}, {})
    expect(pauses).toEqual([30_000, 10_000, 20_000, 40_000, 30_000])
    expect(said).toEqual(['no way through. Trying on …', 'It answers again.'])
  })

  it('waits five minutes at most, and says a kept secret once', async () => {
    const away = Array.from({ length: 9 }, () => new HouseAway('away.'))
    expect(Math.max(...(await watch(...away)))).toBe(300_000)
    said = []
    const keptBack = [{ draw, why: 'custodian-alone' }]
    await watch({ keptBack }, { keptBack }, {})
    expect(said).toEqual([
      `The secret of ${draw} is kept back: no other custodian committed to it.`,
    ])
  })

  it('ends where the sign-in is refused from the first, and not where it worked before', async () => {
    const refused = new SignInRefused('wrong.')
    await expect(watch(refused, {})).rejects.toThrow(SignInRefused)
    await watch({}, refused, {})
    expect(said).toContain('It answers again.')
  })
})

describe('the command', () => {
  const typed = ['--address', 'https://garita.example.org/', '--user', 'a1', '--secret-file', 'f']

  it('reads what was typed, and says what is missing or wrong', () => {
    expect(readCustodianOptions(typed)).toMatchObject({
      ...{ address: 'https://garita.example.org', user: 'a1', name: 'a1', ahead: 30 },
      isOnce: false,
    })
    const wrong = [
      [],
      ['--address', 'http://garita.example.org', '--user', 'a1', '--secret-file', 'f'],
      [...typed, '--ahead', '-1'],
      [...typed, '--name', 'Ñ'],
      [...typed, '--unknown'],
    ]
    for (const one of wrong) {
      expect(() => readCustodianOptions(one)).toThrow(CustodianCommandRefused)
    }
  })

  it('makes the long secret once, for its owner alone, and keeps it', () => {
    const file = join(folder, 'long-secret')
    const made = openLongSecret(file, say)
    expect(made).toHaveLength(32)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(openLongSecret(file, say)).toEqual(made)
    expect(said.join(' ')).toContain('Keep this file')
    writeFileSync(file, 'not a secret')
    expect(() => openLongSecret(file, say)).toThrow(CustodianCommandRefused)
  })

  it('looks once and ends with 0, by files alone and without a terminal', async () => {
    writeFileSync(join(folder, 'password'), `${means.password}\n`)
    writeFileSync(join(folder, 'totp'), `${means.totpSecret}\n`)
    const main = fileURLToPath(new URL('custodian.ts', import.meta.url))
    const file = (name: string) => join(folder, name)
    const places = ['--password-file', file('password'), '--totp-file', file('totp'), '--once']
    const args = ['--address', address, '--user', means.user, '--secret-file', file('secret')]
    const { status, output } = await run([main, ...args, ...places])
    expect([status, output]).toEqual([0, expect.stringContaining('Committed to 29 draws')])
    const kept = Buffer.from(readFileSync(file('secret'), 'utf8').trim(), 'hex')
    const row = await house.db
      .selectFrom('commitments')
      .select('commitment')
      .where('draw', '=', draw)
      .executeTakeFirstOrThrow()
    expect(row.commitment).toBe(commitmentOf(secretOf(kept, draw)))
    expect((await run([main])).status).toBe(1)
  })
})

async function run(args: readonly string[]): Promise<{ status: number | null; output: string }> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      output += part.toString()
    })
  }
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { status, output }
}

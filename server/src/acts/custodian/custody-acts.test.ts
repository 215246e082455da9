import type { InputOf } from '@garita/contract'
import { commitmentOf, secretOf } from '@garita/domain/custodian'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attackOn } from '../../../test/attack.ts'
import { closeDraw, freezeDraw, publishDraw } from '../../../test/draw-stages.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'

const draw = '2023-01-18'
const noon = Date.UTC(2023, 0, 18, 17)
const dayMs = 86_400_000

let house: House
beforeEach(async () => {
  house = await openHouse({ now: noon - 3 * dayMs })
  for (const n of [1, 2, 3]) {
    const input = { account: `custodian-${n}`, role: 'custodian' as const, ports: [] }
    granted(await house.perform(house.asAdministration(), 'add-staff', input))
  }
})
afterEach(async () => await house.close())

const nameOf = (n: number) => `Example Office ${n}`
const secretBy = (n: number, of = draw) => secretOf(new Uint8Array(32).fill(n), of)
const commitmentBy = (n: number, of = draw) => ({
  draw: of,
  commitment: commitmentOf(secretBy(n, of)),
})
const commit = async (n: number, over: Partial<InputOf<'commit-secrets'>> = {}) =>
  await house.perform(house.asCustodian(n), 'commit-secrets', {
    name: nameOf(n),
    commitments: [commitmentBy(n)],
    ...over,
  })
const reveal = async (n: number, secret = secretBy(n), of = draw) =>
  await house.perform(house.asCustodian(n), 'reveal-secret', { draw: of, secret })
const custody = async (n: number) => granted(await house.ask(house.asCustodian(n), 'custody', {}))

/** Two committed; the entries are frozen at noon. */
async function frozen(): Promise<void> {
  granted(await commit(1))
  granted(await commit(2))
  house.setNow(noon - dayMs)
  await closeDraw(house, draw)
  house.setNow(noon)
  await freezeDraw(house, draw)
}

describe('commit-secrets', () => {
  it('[M3] takes commitments ahead, knows them again, and refuses others for the same draw', async () => {
    const commitments = [commitmentBy(1), commitmentBy(1, '2023-01-19')]
    expect(granted(await commit(1))).toEqual({ committed: 1, known: 0 })
    expect(granted(await commit(1, { commitments }))).toEqual({ committed: 1, known: 1 })
    const other = await commit(1, { commitments: [commitmentBy(2), commitmentBy(1, '2023-01-20')] })
    expect(other).toMatchObject({
      reasons: [{ name: 'commitment-known', facts: { draws: [draw] } }],
    })
    // All or none: the draw that could have been taken was not.
    expect((await custody(1)).committed).toEqual(commitments)
  })

  it('[M2] refuses what comes less than 24 hours before the freeze, but knows what came in time', async () => {
    house.setNow(noon - dayMs - 1)
    granted(await commit(1))
    house.setNow(noon - dayMs)
    expect(namesOf(await commit(2))).toEqual(['commitment-late'])
    expect(granted(await commit(1))).toEqual({ committed: 0, known: 1 })
  })

  it('[M2] refuses what is more than a year ahead', async () => {
    const far = [{ draw: '2199-12-31', commitment: 'ab'.repeat(32) }]
    const input = { name: 'Far Office', commitments: far }
    const decision = await house.perform(house.asCustodian(9), 'commit-secrets', input)
    expect(namesOf(decision)).toEqual(['commitment-early'])
  })

  it('[M2] refuses a draw whose commitments are published, whatever the clock says', async () => {
    granted(await commit(1))
    await closeDraw(house, draw)
    expect(namesOf(await commit(2))).toEqual(['commitment-late'])
  })

  it('[M1] fixes the name at the first commitment, and gives it to one custodian', async () => {
    expect((await custody(1)).name).toBeNull()
    granted(await commit(1))
    expect((await custody(1)).name).toBe(nameOf(1))
    expect(namesOf(await commit(1, { name: 'Another Example' }))).toEqual(['custodian-name-fixed'])
    expect(namesOf(await commit(2, { name: nameOf(1) }))).toEqual(['custodian-name-taken'])
  })

  it('[M4] names days that the calendar has, each once, and says all that is wrong at once', async () => {
    const impossible = { draw: '2023-02-30', commitment: commitmentBy(1).commitment }
    const late = commitmentBy(1, '2023-01-10')
    expect(namesOf(await commit(1, { commitments: [impossible] }))).toEqual(['day-impossible'])
    const twice = { commitments: [commitmentBy(1), commitmentBy(1), late] }
    expect(namesOf(await commit(1, twice))).toEqual(['draw-repeated', 'commitment-late'])
    expect((await custody(1)).committed).toEqual([])
  })

  it('[M15] counts nobody who was removed before the commitments closed, and whoever was after', async () => {
    for (const n of [1, 2, 3]) granted(await commit(n))
    const administration = house.asAdministration()
    granted(await house.perform(administration, 'remove-staff', { account: 'custodian-2' }))
    expect(await closeDraw(house, draw)).toEqual([nameOf(1), nameOf(3)])
    granted(await house.perform(administration, 'remove-staff', { account: 'custodian-3' }))
    house.setNow(noon)
    await freezeDraw(house, draw)
    expect(granted(await reveal(1)).missing).toBe(1)
  })
})

describe('reveal-secret', () => {
  it('[M5] takes the secret of a frozen draw, and the same once more changes nothing', async () => {
    await frozen()
    expect(granted(await reveal(1))).toEqual({ draw, missing: 1 })
    expect(granted(await reveal(1))).toEqual({ draw, missing: 1 })
    expect(granted(await reveal(2))).toEqual({ draw, missing: 0 })
    const rows = await house.db.selectFrom('reveals').select('secret').execute()
    expect(rows.map((row) => row.secret.toString('hex')).sort()).toEqual(
      [secretBy(1), secretBy(2)].sort(),
    )
  })

  it('[M5] takes none before the freeze and none after the draw', async () => {
    granted(await commit(1))
    granted(await commit(2))
    expect(namesOf(await reveal(1))).toEqual(['draw-unknown'])
    expect(namesOf(await reveal(1, secretBy(1), '2023-02-30'))).toEqual(['draw-unknown'])
    await closeDraw(house, draw)
    expect(namesOf(await reveal(1))).toEqual(['draw-not-frozen'])
    await freezeDraw(house, draw)
    await publishDraw(house, draw)
    expect(namesOf(await reveal(1))).toEqual(['draw-over'])
  })

  it('[M6] takes only what the published commitment of the same custodian binds', async () => {
    await frozen()
    expect(namesOf(await reveal(1, secretBy(2)))).toEqual(['secret-wrong'])
    expect(namesOf(await reveal(1, secretBy(1, '2023-01-19')))).toEqual(['secret-wrong'])
    expect(namesOf(await reveal(3))).toEqual(['commitment-missing'])
  })

  it('[M7] leaves no secret in answers, records or what is asked', async () => {
    await frozen()
    granted(await reveal(1))
    const { rows: records } = await house.world.database.pool.query('select * from records')
    const { rows: keys } = await house.world.database.pool.query('select * from keys')
    const { rows: files } = await house.world.database.pool.query('select bytes from draw_parts')
    const published = files.map((row: { bytes: Buffer }) => row.bytes.toString('utf8'))
    const seen = JSON.stringify([records, keys, published, await custody(1), await custody(2)])
    expect(seen).toContain(commitmentBy(1).commitment)
    expect(seen).not.toContain(secretBy(1))
  })
})

describe('custody', () => {
  it('[M8] tells a custodian what it committed to, what is open and what is due', async () => {
    granted(await commit(1))
    const before = await custody(1)
    expect(before).toMatchObject({ name: nameOf(1), committed: [commitmentBy(1)], due: [] })
    expect(before.open.slice(0, 3)).toEqual(['2023-01-17', '2023-01-19', '2023-01-20'])
    granted(await commit(2))
    await closeDraw(house, draw)
    house.setNow(noon)
    await freezeDraw(house, draw)
    expect((await custody(1)).due).toEqual([{ draw, frozenAt: noon, missing: 2 }])
    expect((await custody(3)).due).toEqual([])
    granted(await reveal(1))
    expect((await custody(1)).due).toEqual([])
    expect((await custody(2)).due).toEqual([{ draw, frozenAt: noon, missing: 1 }])
  })
})

describe('the database refuses', () => {
  const attack = (statement: string) => attackOn(house, sql.raw(statement))

  it('[M3] that a name, a commitment or a secret is changed or taken away, whatever SQL says', async () => {
    await frozen()
    granted(await reveal(1))
    for (const [table, column] of [
      ['custodians', 'name'],
      ['commitments', 'commitment'],
      ['reveals', 'secret'],
    ] as const) {
      expect(await attack(`update ${table} set ${column} = ${column}`)).toContain('append-only')
      expect(await attack(`delete from ${table}`)).toContain('append-only')
    }
  })

  it('[M1] a name that is taken or not plain, and what is no hash, no secret and no finding', async () => {
    await frozen()
    const name = (account: string, text: string) =>
      attack(`insert into custodians values ('${account}', '${text}')`)
    expect(await name('other', nameOf(1))).toBe('custodian_name_is_of_one')
    expect(await name('other', '<b>')).toBe('custodian_name_is_plain')
    const hash = `insert into commitments values ('2023-01-19', 'custodian-1', 'abc', now())`
    expect(await attack(hash)).toBe('commitment_is_a_hash')
    const secret = `insert into reveals values ('${draw}', 'custodian-1', 'abc'::bytea, now())`
    expect(await attack(secret)).toBe('secret_has_32_bytes')
    const finding = `insert into countersignatures values
      ('${draw}', 'auditor-1', 'Example', 'hash', 'perhaps', '', now())`
    expect(await attack(finding)).toBe('finding_is_known')
  })
})

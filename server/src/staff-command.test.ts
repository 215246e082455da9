import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../test/house.ts'
import { type Accounts, openAccounts } from './accounts/accounts.ts'
import { reportsToRecords } from './accounts/reports.ts'
import { demoSender } from './notices/sender.ts'
import { readWords } from './notices/words.ts'
import { runStaffCommand, StaffCommandRefused } from './staff-command.ts'

describe('npm run staff', () => {
  let house: House
  let accounts: Accounts
  let said: string[] = []
  beforeAll(async () => {
    house = await openHouse()
    accounts = await openAccounts({
      pool: house.world.database.pool,
      keys: house.world.vault.keys,
      address: 'http://localhost',
      sender: demoSender(),
      words: readWords(),
      reports: reportsToRecords(house.door.perform),
    })
  })
  afterAll(async () => {
    await accounts.close()
    await house.close()
  })
  beforeEach(() => {
    said = []
  })

  async function run(typed: string): Promise<string[]> {
    const say = (line: string) => void said.push(line)
    const { world, door } = house
    await runStaffCommand({ world, perform: door.perform, accounts, say }, typed.split(' '))
    return said
  }

  const meansOf = (lines: readonly string[]) => ({
    password: /password +(\S+)/.exec(lines.join('\n'))?.[1] ?? '',
    secret: /secret +(\S+)/.exec(lines.join('\n'))?.[1] ?? '',
  })

  const signsIn = async (user: string, password: string, account: string) => {
    const code = (await accounts.currentCodeOf(account)) ?? ''
    return (await accounts.signInStaff({ user, password, code })).ok
  }

  const accountOf = async (user: string) => {
    const { rows } = await house.world.database.pool.query<{ id: string }>(
      'select id from accounts."user" where name = $1',
      [user],
    )
    return rows[0]?.id ?? ''
  }

  it('adds somebody who can sign in, lists, changes, resets and removes them', async () => {
    const { password } = meansOf(await run('add ejemplo.oficial --role officer --ports 2504,2503'))
    const account = await accountOf('ejemplo.oficial')
    expect(await signsIn('ejemplo.oficial', password, account)).toBe(true)
    said = []
    expect(await run('list')).toEqual(['ejemplo.oficial\tofficer\t2504, 2503'])
    await run('ports ejemplo.oficial --ports 2402')
    said = []
    expect(await run('list')).toEqual(['ejemplo.oficial\tofficer\t2402'])
    said = []
    const anew = meansOf(await run('reset ejemplo.oficial'))
    expect(anew.password).not.toBe(password)
    expect(await signsIn('ejemplo.oficial', password, account)).toBe(false)
    await run('remove ejemplo.oficial')
    expect(await signsIn('ejemplo.oficial', anew.password, account)).toBe(false)
    said = []
    expect(await run('list')).toEqual(['There is no staff yet.'])
  })

  it('records what it did, and no password or secret', async () => {
    const { password, secret } = meansOf(await run('add ejemplo.plan --role planner'))
    const records = await house.db.selectFrom('records').selectAll().execute()
    const text = JSON.stringify(records)
    expect(records.some((row) => row.act === 'add-staff' && row.outcome === 'allowed')).toBe(true)
    expect(text).not.toContain(password)
    expect(text).not.toContain(secret)
  })

  it.each([
    ['', 'npm run staff'],
    ['dance ejemplo.plan', 'npm run staff'],
    ['add ejemplo.dos --role king', 'Which role?'],
    ['add ejemplo.dos --role officer', 'name at least one with --ports'],
    ['add ejemplo.dos --role officer --ports 9999', 'There is no port 9999'],
    ['add ejemplo.plan --role planner', 'is taken'],
    ['add Señor! --role planner', 'is no user name'],
    ['ports ejemplo.plan', 'Which ports?'],
    ['remove ejemplo.nadie', 'no member of staff called'],
    ['list --colour red', 'npm run staff'],
  ])('refuses %j in words', async (typed, words) => {
    const refusal = await run(typed).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(refusal).toBeInstanceOf(StaffCommandRefused)
    expect((refusal as Error).message).toContain(words)
  })

  it('[D45] ends no draw without saying why, and none that there is not', async () => {
    const day = 'void-draw 2023-01-12'
    for (const typed of [
      day,
      `${day} --reason roto`,
      'void-draw 2023-02-30 --reason El-archivo-se-dañó',
    ])
      await expect(run(typed)).rejects.toThrow('Which draw, and why')
    await expect(run(`${day} --reason El-archivo-se-dañó`)).rejects.toThrow('no such draw')
  })

  it('leaves no sign-in means behind where the act was refused', async () => {
    await run('add ejemplo.tres --role officer').catch(() => undefined)
    const names = await house.world.database.pool.query<{ email: string }>(
      'select email from accounts."user" where name = $1',
      ['ejemplo.tres'],
    )
    expect(names.rows.every((row) => row.email.endsWith('@removed.garita.invalid'))).toBe(true)
  })
})

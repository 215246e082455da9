import { createSecretKey } from 'node:crypto'
import { getMigrations } from 'better-auth/db/migration'
import { type FastifyInstance, fastify, type LightMyRequestResponse } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type House, openHouse } from '../../test/house.ts'
import type { Database } from '../database/open.ts'
import { addContractRoutes } from '../http/contract-routes.ts'
import { addErrors } from '../http/errors.ts'
import { refuseOtherOrigins } from '../http/origin.ts'
import { whoReader } from '../http/who.ts'
import { demoSender, type Sender } from '../notices/sender.ts'
import { readWords } from '../notices/words.ts'
import type { KeyStore } from '../vault/keys.ts'
import { type Accounts, openAccounts } from './accounts.ts'
import { makeAuth } from './better.ts'
import { accountRoutes } from './routes.ts'
import { currentTotp } from './totp.ts'

const words = readWords()
const mail = 'ejemplo-12@example.org'
const minute = 60_000

let house: House
let database: Database
let keys: KeyStore
let sender: Sender
let accounts: Accounts
let server: FastifyInstance
let reported: string[]

beforeAll(async () => {
  house = await openHouse()
  database = house.world.database
  keys = house.world.vault.keys
})

afterAll(async () => {
  await house.close()
})

beforeEach(async () => {
  reported = []
  sender = demoSender()
  await database.pool.query(
    'truncate accounts."user", accounts.verification, accounts.tries cascade',
  )
  await open('http://localhost:3000')
})

afterEach(async () => {
  vi.useRealTimers()
  await server.close()
  await accounts.close()
})

async function open(address: string): Promise<void> {
  accounts = await openAccounts({
    pool: database.pool,
    address,
    keys,
    sender,
    words,
    reports: {
      signedIn: async () => void reported.push('in'),
      signedOut: async () => void reported.push('out'),
      locked: async () => void reported.push('locked'),
      unlocked: async () => void reported.push('unlocked'),
      failed: async (account, why) => void reported.push(`${account ? 'known' : 'unknown'} ${why}`),
    },
  })
  server = fastify({ ajv: { customOptions: { removeAdditional: false, coerceTypes: false } } })
  addErrors(server, words)
  server.removeContentTypeParser('text/plain')
  server.addHook('onRequest', refuseOtherOrigins(address, words))
  await server.register(accountRoutes, { accounts, words })
  const whoOf = whoReader(accounts, house.world)
  addContractRoutes(server, { perform: house.door.perform, ask: house.ask, words, whoOf })
}

type Answer = LightMyRequestResponse

function post(url: string, payload: object, headers: Record<string, string> = {}): Promise<Answer> {
  return server.inject({ method: 'POST', url, payload, headers })
}

const whoAmI = (cookie: string) => server.inject({ url: '/api/asks/who-am-i', headers: { cookie } })
const askForCode = (to = mail) => post('/api/sign-in/send-code', { to, language: 'es' })
const enterCode = (code: string, to = mail) => post('/api/sign-in/code', { to, code })

function lastCode(): string {
  return /[0-9]{6}/.exec(sender.recentMessages()[0]?.text ?? '')?.[0] ?? ''
}

function wrong(code: string): string {
  return code === '000000' ? '000001' : '000000'
}

function cookiesOf(answer: Answer): string {
  return answer.cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join('; ')
}

/** Only the session's cookie: without "seen", every reading looks the session up. */
function slowCookieOf(answer: Answer): string {
  return cookiesOf(answer).replace(/; garita-seen=[^;]*/, '')
}

async function signIn(to = mail): Promise<Answer> {
  await askForCode(to)
  const answer = await enterCode(lastCode(), to)
  expect(answer.statusCode).toBe(200)
  return answer
}

async function signInStaff(user: string) {
  const means = await accounts.makeStaffAccount(user)
  await addStaff(means.account)
  const { password, totpSecret } = means
  const answer = await post('/api/sign-in/staff', { user, password, code: currentTotp(totpSecret) })
  return { means, answer }
}

async function addStaff(account: string): Promise<void> {
  await database.pool.query(
    `insert into staff (account_id, role, ports, added_at) values ($1, 'officer', '{2504}', now())`,
    [account],
  )
}

function named(answer: Answer): [number, string] {
  return [answer.statusCode, answer.json().name]
}

test('the migration holds what better-auth expects', async () => {
  const key = createSecretKey(Buffer.alloc(32))
  const cookies = { session: 'garita-session', secure: false }
  const secrets = { sessions: Buffer.alloc(32, 5).toString('hex'), codes: key }
  const { options } = makeAuth(database.pool, 'http://localhost', secrets, cookies)
  const missing = await getMigrations(options)
  expect(missing.toBeCreated).toEqual([])
  expect(missing.toBeAdded).toEqual([])
  expect(missing.toBeAddedIndexes).toEqual([])
})

test.each([mail, '+52 664 123 4567'])(
  '%s signs in by a code, and again as the same',
  async (to) => {
    const first = await signIn(to)
    expect(first.json()).toEqual({ account: expect.any(String), kind: 'applicant' })
    expect((await whoAmI(cookiesOf(first))).json()).toEqual(first.json())
    expect((await whoAmI(slowCookieOf(first))).json()).toEqual(first.json())
    const second = await signIn(to.toUpperCase())
    expect(second.json()).toEqual(first.json())
    expect(reported).toEqual(['in', 'in'])
  },
)

test('no table holds the address, the code, a network address or a browser', async () => {
  await signIn()
  await askForCode()
  const tables = ['user', 'session', 'account', 'verification', 'tries']
  const contents = await Promise.all(
    tables.map((table) => database.pool.query(`select * from accounts."${table}"`)),
  )
  const text = JSON.stringify(contents.map(({ rows }) => rows))
  expect(text).toContain('@mail.garita.invalid')
  for (const secret of [mail, 'ejemplo', `"${lastCode()}`, '127.0.0.1', 'lightMyRequest']) {
    expect(text).not.toContain(secret)
  }
})

test('the message is in the language asked for, and the answer does not tell who has an account', async () => {
  const unknown = await askForCode()
  expect(sender.recentMessages()[0]?.text).toContain('Su código')
  await enterCode(lastCode())
  const known = await post('/api/sign-in/send-code', { to: mail, language: 'en' })
  expect(sender.recentMessages()[0]?.text).toContain('Your code')
  expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body])
  expect(known.statusCode).toBe(202)
})

test('a wrong code is refused and the right one still counts, once', async () => {
  await askForCode()
  const code = lastCode()
  expect(named(await enterCode(wrong(code)))).toEqual([401, 'sign-in-code-wrong'])
  expect((await enterCode(code)).statusCode).toBe(200)
  expect(named(await enterCode(code))).toEqual([401, 'sign-in-code-wrong'])
  expect(reported).toEqual(['unknown sign-in-code-wrong', 'in', 'known sign-in-code-wrong'])
})

test('a code tried five times no longer counts, and ten wrong tries make one wait', async () => {
  await askForCode()
  const code = lastCode()
  for (let tries = 0; tries < 5; tries += 1) await enterCode(wrong(code))
  expect(named(await enterCode(code))).toEqual([401, 'sign-in-code-expired'])
  for (let tries = 0; tries < 4; tries += 1) await enterCode(wrong(code))
  await askForCode()
  const blocked = await enterCode(lastCode())
  expect(named(blocked)).toEqual([429, 'too-many-tries'])
  expect(Number(blocked.headers['retry-after'])).toBeGreaterThan(500)
  expect((await signIn('otro@example.org')).statusCode).toBe(200)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * minute })
  expect((await signIn()).statusCode).toBe(200)
})

test('a code counts for ten minutes', async () => {
  await askForCode()
  const now = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now: now + 9 * minute })
  expect((await enterCode(lastCode())).statusCode).toBe(200)
  await askForCode()
  vi.setSystemTime(now + 20 * minute)
  expect(named(await enterCode(lastCode()))).toEqual([401, 'sign-in-code-expired'])
})

test('codes are sent five times in ten minutes to one address, and to others meanwhile', async () => {
  for (let sent = 0; sent < 5; sent += 1) expect((await askForCode()).statusCode).toBe(202)
  const refused = await askForCode(' EJEMPLO-12@example.org ')
  expect(named(refused)).toEqual([429, 'too-many-tries'])
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(600)
  expect(sender.recentMessages()).toHaveLength(5)
  expect((await askForCode('otro@example.org')).statusCode).toBe(202)
})

test('what is no address, or more than was asked for, is malformed and names its field', async () => {
  const noAddress = await askForCode('664 123 4567')
  expect(named(noAddress)).toEqual([400, 'malformed'])
  expect(noAddress.json().fields[0].path).toBe('to')
  const bodies = [
    {},
    { to: mail, language: 'fr' },
    { to: mail, language: 'es', more: 1 },
    { to: 5 },
  ]
  for (const body of bodies) {
    expect(named(await post('/api/sign-in/send-code', body))).toEqual([400, 'malformed'])
  }
  expect(named(await enterCode('12345'))).toEqual([400, 'malformed'])
})

test('a form or a page of another site changes nothing', async () => {
  const other = { origin: 'https://other.example' }
  const body = { to: mail, language: 'es' }
  const url = '/api/sign-in/send-code'
  expect(named(await post(url, body, other))).toEqual([403, 'origin-refused'])
  expect(named(await post(url, body, { origin: 'null' }))).toEqual([403, 'origin-refused'])
  const crossSite = { 'sec-fetch-site': 'cross-site' }
  expect(named(await post(url, body, crossSite))).toEqual([403, 'origin-refused'])
  const plain = await server.inject({
    method: 'POST',
    url,
    payload: JSON.stringify(body),
    headers: { 'content-type': 'text/plain' },
  })
  expect(plain.statusCode).toBe(415)
  expect(sender.recentMessages()).toEqual([])
  expect((await post(url, body, { origin: 'http://localhost:3000' })).statusCode).toBe(202)
})

test('staff sign in by password and time-based code together, and see their role', async () => {
  const { means, answer } = await signInStaff('Officer-2504')
  const who = { account: means.account, kind: 'staff', role: 'officer', ports: ['2504'] }
  expect(answer.json()).toEqual(who)
  expect((await whoAmI(cookiesOf(answer))).json()).toEqual(who)
  expect((await whoAmI(slowCookieOf(answer))).json()).toEqual(who)
  expect(await accounts.currentCodeOf(means.account)).toBe(currentTotp(means.totpSecret))
})

test('staff are refused alike for a wrong password, code or name, and get no cookie', async () => {
  const { password, totpSecret } = await accounts.makeStaffAccount('officer-2504')
  const user = 'officer-2504'
  const code = currentTotp(totpSecret)
  const tries = [
    { user, password: 'wrong', code },
    { user, password, code: wrong(code) },
    { user: 'officer-2505', password, code },
    { user: mail, password, code },
    { user: '***', password, code },
  ]
  for (const body of tries) {
    const answer = await post('/api/sign-in/staff', body)
    expect(named(answer)).toEqual([401, 'sign-in-refused'])
    expect(answer.cookies).toEqual([])
  }
  const { rows } = await database.pool.query('select 1 from accounts.session')
  expect(rows).toEqual([])
  expect((await post('/api/sign-in/staff', { user, password })).statusCode).toBe(400)
})

test('staff without a time-based code, or a session made by the password alone, count as nobody', async () => {
  const { means, answer } = await signInStaff('officer-2504')
  await database.pool.query('update accounts.session set "secondFactor" = false')
  expect(named(await whoAmI(slowCookieOf(answer)))).toEqual([401, 'not-signed-in'])
  await database.pool.query('update accounts."user" set "twoFactorEnabled" = false')
  const body = { user: 'officer-2504', password: means.password, code: '000000' }
  expect(named(await post('/api/sign-in/staff', body))).toEqual([401, 'sign-in-refused'])
  const { rows } = await database.pool.query('select "secondFactor" from accounts.session')
  expect(rows).toHaveLength(1)
})

test('staff cannot come in by a code that is sent, nor applicants by a password', async () => {
  const { account } = await accounts.makeStaffAccount('officer@example.org')
  const answer = await signIn('officer@example.org')
  expect(answer.json().kind).toBe('applicant')
  expect(answer.json().account).not.toBe(account)
  const { rows } = await database.pool.query('select email from accounts."user" where kind = $1', [
    'applicant',
  ])
  const body = { user: rows[0].email, password: 'x', code: '000000' }
  expect(named(await post('/api/sign-in/staff', body))).toEqual([401, 'sign-in-refused'])
})

test('twenty wrong tries make staff wait', async () => {
  const user = 'officer-2504'
  await accounts.makeStaffAccount(user)
  for (let tries = 0; tries < 20; tries += 1) {
    await post('/api/sign-in/staff', { user, password: 'wrong', code: '000000' })
  }
  const answer = await post('/api/sign-in/staff', { user, password: 'wrong', code: '000000' })
  expect(named(answer)).toEqual([429, 'too-many-tries'])
})

test('tries made all at once are counted like tries made one after the other', async () => {
  const user = 'officer-2504'
  await accounts.makeStaffAccount(user)
  const guesses = Array.from({ length: 30 }, (_, n) => String(100_000 + n))
  const asStaff = await Promise.all(
    guesses.map((code) => post('/api/sign-in/staff', { user, password: 'wrong', code })),
  )
  expect(asStaff.filter(({ statusCode }) => statusCode === 401)).toHaveLength(20)
  expect(asStaff.filter(({ statusCode }) => statusCode === 429)).toHaveLength(10)
  await askForCode()
  const asApplicant = await Promise.all(guesses.map((code) => enterCode(code)))
  expect(asApplicant.filter(({ statusCode }) => statusCode === 401)).toHaveLength(10)
  expect(asApplicant.filter(({ statusCode }) => statusCode === 429)).toHaveLength(20)
})

test('one mailbox is spared, however its address is spelt', async () => {
  const spelt = ['ejemplo-12@example.org', 'ejemplo-12+1@example.org', 'Ejemplo-12+2@example.org']
  const dotted = ['ejemplo.-12@example.org', 'e.jemplo-12+x+y@example.org']
  for (const to of [...spelt, ...dotted]) expect((await askForCode(to)).statusCode).toBe(202)
  expect(named(await askForCode('ejemplo-12+more@example.org'))).toEqual([429, 'too-many-tries'])
  expect((await askForCode('ejemplo-13@example.org')).statusCode).toBe(202)
})

test('signing out ends the session though its "seen" is still good', async () => {
  const answer = await signIn()
  const cookie = cookiesOf(answer)
  const out = await post('/api/sign-out', {}, { cookie })
  expect(out.cookies.map(({ name, maxAge, value }) => [name, maxAge, value])).toEqual(
    expect.arrayContaining([
      ['garita-session', 0, ''],
      ['garita-seen', 0, ''],
    ]),
  )
  expect(named(await whoAmI(cookie))).toEqual([401, 'not-signed-in'])
  expect(reported).toEqual(['in', 'out'])
  expect((await post('/api/sign-out', {})).statusCode).toBe(200)
})

test('removing staff ends their sessions at once though "seen" is still good', async () => {
  const { means, answer } = await signInStaff('officer-2504')
  const cookie = cookiesOf(answer)
  expect((await whoAmI(cookie)).statusCode).toBe(200)
  await accounts.removeStaff(means.account)
  expect(named(await whoAmI(cookie))).toEqual([401, 'not-signed-in'])
  const body = { user: means.user, password: means.password, code: currentTotp(means.totpSecret) }
  expect(named(await post('/api/sign-in/staff', body))).toEqual([401, 'sign-in-refused'])
  expect(await accounts.currentCodeOf(means.account)).toBeNull()
  const again = await accounts.makeStaffAccount('officer-2504')
  expect(again.account).not.toBe(means.account)
  await expect(accounts.makeStaffAccount('Officer-2504')).rejects.toThrow('is taken')
})

test('a reset ends sessions, old means fail and new ones hold', async () => {
  const { means, answer } = await signInStaff('officer-2504')
  const reset = await accounts.resetStaff(means.account)
  expect((await whoAmI(cookiesOf(answer))).statusCode).toBe(401)
  const user = 'officer-2504'
  const old = { user, password: means.password, code: currentTotp(means.totpSecret) }
  expect((await post('/api/sign-in/staff', old)).statusCode).toBe(401)
  const fresh = { user, password: reset.password, code: currentTotp(reset.totpSecret) }
  const signedIn = await post('/api/sign-in/staff', fresh)
  expect(signedIn.statusCode).toBe(200)
  expect((await whoAmI(cookiesOf(signedIn))).statusCode).toBe(200)
})

test('a forged, changed or outlived "seen" is not believed', async () => {
  const [answer, other] = [await signIn(), await signIn('otro@example.org')]
  const seen = answer.cookies.find(({ name }) => name === 'garita-seen')?.value ?? ''
  expect((await whoAmI(`garita-seen=${seen}`)).statusCode).toBe(200)
  const parts = seen.split('.')
  const forged = [
    seen.replace(answer.json().account, other.json().account),
    seen.replace('.applicant.', '.staff.'),
    [...parts.slice(0, 3), (Date.now() + 59_000).toString(36), parts[4]].join('.'),
    `${seen.slice(0, -1)}${seen.endsWith('A') ? 'B' : 'A'}`,
    parts.slice(0, 4).join('.'),
    'x',
    '....',
  ]
  for (const value of forged) {
    expect((await whoAmI(`garita-seen=${value}`)).statusCode).toBe(401)
  }
  expect((await whoAmI('garita-session=x.y')).statusCode).toBe(401)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
  expect((await whoAmI(`garita-seen=${seen}`)).statusCode).toBe(401)
  const renewed = await whoAmI(cookiesOf(answer))
  expect(renewed.statusCode).toBe(200)
  expect(renewed.cookies.map(({ name }) => name)).toEqual(['garita-seen'])
})

test('a session ends after its days', async () => {
  const applicant = await signIn()
  const { answer: officer } = await signInStaff('officer-2504')
  const now = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now: now + 13 * 60 * minute })
  expect((await whoAmI(cookiesOf(applicant))).statusCode).toBe(200)
  expect((await whoAmI(cookiesOf(officer))).statusCode).toBe(401)
  vi.setSystemTime(now + 31 * 24 * 60 * minute)
  expect((await whoAmI(cookiesOf(applicant))).statusCode).toBe(401)
})

test('cookies cannot be read by scripts, and over https are bound to the host', async () => {
  const plain = await signIn()
  for (const cookie of plain.cookies) {
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    expect(cookie.name).not.toContain('__')
    expect(cookie.secure).toBeUndefined()
  }
  await server.close()
  await accounts.close()
  await open('https://garita.example')
  const secure = await signIn()
  expect(secure.cookies.map(({ name }) => name).sort()).toEqual([
    '__Host-garita-seen',
    '__Host-garita-session',
  ])
  for (const cookie of secure.cookies) {
    expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' })
    expect(cookie).not.toHaveProperty('domain')
  }
  expect((await whoAmI(cookiesOf(secure))).statusCode).toBe(200)
})

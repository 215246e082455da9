import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type House, openHouse } from '../../test/house.ts'
import { type Served, serve } from '../../test/served.ts'
import { unlockTries } from './session-locks.ts'
import { currentTotp } from './totp.ts'

let house: House
let served: Served
let account: string
let cookie: string
const secret = randomBytes(32)
const wrong = randomBytes(32)

beforeAll(async () => {
  house = await openHouse()
  served = await serve(house)
})
afterAll(async () => {
  await served.close()
  await house.close()
})
beforeEach(async () => {
  ;({ account, cookie } = await signIn())
})

/** A new officer at San Ysidro, signed in. */
async function signIn() {
  const user = `officer-${randomUUID().slice(0, 8)}`
  const means = await served.accounts.makeStaffAccount(user)
  await house.world.database.pool.query(
    `insert into staff (account_id, role, ports, added_at) values ($1, 'officer', '{2504}', now())`,
    [means.account],
  )
  const typed = { user, password: means.password, code: currentTotp(means.totpSecret) }
  const answer = await post('/api/sign-in/staff', typed, '')
  return { account: means.account, cookie: cookiesOf(answer) }
}

const cookiesOf = (answer: LightMyRequestResponse) =>
  answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64url')

async function post(url: string, payload: object, from = cookie) {
  const headers = { cookie: from, 'idempotency-key': randomUUID() }
  return await served.server.inject({ method: 'POST', url, payload, headers })
}
const get = async (url: string, from = cookie) =>
  await served.server.inject({ url, headers: { cookie: from } })
const lock = (of: Buffer | undefined = secret) =>
  post('/api/lock-session', of ? { secretHash: hashOf(of) } : {})
const unlock = (by: Buffer) => post('/api/unlock-session', { secret: by.toString('base64url') })
const isOpen = async () => (await get('/api/asks/arrivals?port=2504')).statusCode === 200

async function recorded(): Promise<string[]> {
  const { rows } = await house.world.database.pool.query<{ act: string }>(
    `select act from records where facts->>'session' is not null
       and facts->>'session' in (select "id" from accounts."session" where "userId" = $1)
     order by id`,
    [account],
  )
  return rows.map(({ act }) => act)
}

test('[W3] a locked session is refused every act, ask and photo, and still says who it is', async () => {
  expect(await isOpen()).toBe(true)
  expect((await lock()).statusCode).toBe(200)
  const id = randomUUID()
  const refused = await Promise.all([
    get('/api/asks/arrivals?port=2504'),
    get(`/api/asks/arrival?group=${id}&appointment=${id}`),
    post('/api/acts/note', { group: id, appointment: id, words: 'x' }),
    get(`/api/photos/${id}?group=${id}`),
    get('/draws/2023-01-10/sealed/entries.ndjson'),
  ])
  const names = refused.map((answer) => [answer.statusCode, answer.json().name])
  expect(names).toEqual(refused.map(() => [403, 'session-locked']))
  const who = await get('/api/asks/who-am-i')
  expect(who.json()).toEqual({ account, kind: 'staff', role: 'officer', ports: ['2504'] })
  expect((await get('/api/asks/open-places')).statusCode).toBe(200)
})

test('[W3] a locked session can sign out, and other sessions of the account go on', async () => {
  await lock()
  expect((await post('/api/sign-out', {})).statusCode).toBe(200)
  expect((await get('/api/asks/who-am-i')).statusCode).toBe(401)
  ;({ account, cookie } = await signIn())
  const other = served.accounts.seen({ session: 'another', account, kind: 'staff' })
  await lock()
  expect((await get('/api/asks/arrivals?port=2504', other)).statusCode).toBe(200)
})

test('[W3] a lock outlives its session: what was signed for it before opens nothing after', async () => {
  const bare = cookie.split('; ').filter((one) => one.startsWith('garita-session='))
  await lock()
  // As where it runs out: whoever looks it up next takes it away, and nobody is told that it ended.
  await house.world.database.pool.query(
    `update accounts."session" set "expiresAt" = now() - interval '1 minute' where "userId" = $1`,
    [account],
  )
  expect((await get('/api/asks/who-am-i', bare.join('; '))).statusCode).toBe(401)
  expect((await get('/api/asks/arrivals?port=2504')).json().name).toBe('session-locked')
  expect((await unlock(wrong)).json().name).toBe('unlock-refused')
})

test('[W3] locks of sessions that are long over are swept, and no others', async () => {
  const { pool } = house.world.database
  const old = randomUUID()
  for (const [session, hours] of [[old, 25] as const, [`${old}-recent`, 13] as const])
    await pool.query(
      `insert into accounts.session_locks (session_id, locked_at)
       values ($1, now() - make_interval(hours => $2))`,
      [session, hours],
    )
  await lock()
  const { rows } = await pool.query<{ id: string }>(
    'select session_id as id from accounts.session_locks where session_id like $1',
    [`${old}%`],
  )
  expect(rows).toEqual([{ id: `${old}-recent` }])
})

test('[W4] the secret unlocks it, and both are recorded', async () => {
  await lock()
  expect((await unlock(secret)).statusCode).toBe(200)
  expect(await isOpen()).toBe(true)
  // Said once more, as after a lost answer, it is open still.
  expect((await unlock(secret)).statusCode).toBe(200)
  expect(await recorded()).toEqual(['sign-in', 'lock-session', 'unlock-session'])
})

test('[W4] whoever locks a locked session again brings no secret of their own', async () => {
  await lock()
  expect((await lock(wrong)).statusCode).toBe(200)
  expect((await unlock(wrong)).json().name).toBe('unlock-refused')
  expect((await unlock(secret)).statusCode).toBe(200)
})

test('[W4] the fifth wrong secret ends the session, and the right one comes too late', async () => {
  await lock()
  for (let left = unlockTries - 1; left >= 0; left -= 1) {
    const answer = await unlock(wrong)
    expect(answer.statusCode).toBe(401)
    expect(answer.json().reasons).toEqual([{ name: 'unlock-refused', facts: { left } }])
  }
  expect((await unlock(secret)).json().name).toBe('not-signed-in')
  expect((await get('/api/asks/who-am-i')).statusCode).toBe(401)
})

test('[W4] wrong secrets sent at once are counted one by one', async () => {
  await lock()
  const answers = await Promise.all(Array.from({ length: 12 }, () => unlock(wrong)))
  const lefts = answers
    .filter((answer) => answer.json().name === 'unlock-refused')
    .map((answer) => answer.json().reasons[0].facts.left)
  expect(lefts.filter((left) => left > 0).sort()).toEqual([1, 2, 3, 4])
  expect((await unlock(secret)).json().name).toBe('not-signed-in')
})

test('[W4] a session locked without a secret goes on only by signing in anew', async () => {
  expect((await post('/api/lock-session', {})).statusCode).toBe(200)
  expect((await unlock(secret)).json().name).toBe('unlock-refused')
  expect(await isOpen()).toBe(false)
})

test('an applicant has no lock, and nobody locks without a session', async () => {
  const applicant = served.cookieOf('some-applicant')
  for (const url of ['/api/lock-session', '/api/unlock-session']) {
    const body = url.includes('unlock') ? { secret: secret.toString('base64url') } : {}
    expect((await post(url, body, applicant)).json().name).toBe('not-permitted')
    expect((await post(url, body, '')).json().name).toBe('not-signed-in')
    expect((await post(url, { ...body, more: 1 })).json().name).toBe('malformed')
  }
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { family } from '../../test/families.ts'
import { type House, openHouse } from '../../test/house.ts'
import { type Served, serve } from '../../test/served.ts'

let house: House
let served: Served

beforeAll(async () => {
  house = await openHouse()
  served = await serve(house)
})
afterAll(async () => {
  await served.close()
  await house.close()
})

async function post(act: string, payload: unknown, headers: Record<string, string> = {}) {
  const answer = await served.server.inject({
    method: 'POST',
    url: `/api/acts/${act}`,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      cookie: served.cookieOf('applicant-1'),
      ...headers,
    },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  })
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
}

describe('what does not fit the contract', () => {
  it('malformed JSON is 400 and says so', async () => {
    const { status, body, headers } = await post('register-group', '{"language":')
    expect(status).toBe(400)
    expect(headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(body).toMatchObject({ name: 'malformed', fields: [{ path: '', problem: 'json' }] })
  })

  it('names every unknown field, missing field and wrong type at once, and drops nothing', async () => {
    const [first, ...rest] = family().members
    const wrong = {
      ...family(),
      colour: 'blue',
      members: [{ ...first, birth: { year: '1990', approximate: false } }, ...rest],
      contact: undefined,
    }
    const { status, body } = await post('register-group', wrong)
    expect(status).toBe(400)
    const fields = body.fields.map(({ path, problem }: { path: string; problem: string }) => [
      path,
      problem,
    ])
    expect(fields).toEqual(
      expect.arrayContaining([
        ['colour', 'additionalProperties'],
        ['contact', 'required'],
        ['members/0/birth/year', 'type'],
      ]),
    )
  })

  it('names some of very many wrong fields: an answer is never far longer than what was sent', async () => {
    const said = { said: Array.from({ length: 50_000 }, () => 1) }
    const { status, body } = await post('attest', said)
    expect(status).toBe(400)
    expect(body.fields).toHaveLength(100)
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`field-${n}`, 1]))
    expect((await post('attest', many)).body.fields).toHaveLength(100)
  })

  it('a day that no calendar here reaches is refused', async () => {
    const days = { from: '9999-12-31', to: '9999-12-31' }
    const times = [{ time: '09:00', places: 40 }]
    const input = { port: '2504', weekdays: [5], times, ...days, kind: 'general' }
    const { status, body } = await post('open-places', input)
    expect(status).toBe(400)
    expect(body.fields.map(({ path }: { path: string }) => path)).toEqual(['from', 'to'])
  })

  it('an act without a key, or with one that is none, is refused', async () => {
    const { status, body } = await post('register-group', family(), { 'idempotency-key': 'x' })
    expect(status).toBe(400)
    expect(body.fields).toMatchObject([{ path: 'idempotency-key', problem: 'pattern' }])
  })

  it('an address that cannot be read is refused like everything else, and is not repeated', async () => {
    const answer = await served.server.inject('/es/%ff')
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(answer.json().name).toBe('malformed')
    expect(answer.body).not.toContain('%ff')
  })

  it('a body that is no JSON by its type is refused', async () => {
    const { status, body } = await post('register-group', 'a=1', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect([status, body.name]).toEqual([415, 'unsupported-media'])
  })

  it('a body beyond every limit is refused', async () => {
    const { status, body } = await post('register-group', `"${'x'.repeat(600_000)}"`)
    expect([status, body.name]).toEqual([413, 'too-large'])
  })
})

describe('[G1] [G5] bad groups get a named refusal with a sentence in both languages', () => {
  const [first] = family().members
  const born = (year: number) => ({
    ...family(),
    members: [{ ...first, birth: { year, approximate: false } }],
  })
  const many = (count: number) => ({
    ...family(),
    members: Array.from({ length: count }, (_, index) => ({
      ...first,
      relation: index === 0 ? 'self' : 'child',
    })),
  })
  it.each([
    ['birth-date-future', born(2024)],
    ['birth-date-too-old', born(1850)],
    ['members-none', many(0)],
    ['members-too-many', many(21)],
  ])('%s', async (name, input) => {
    const spanish = await post('register-group', input, { 'accept-language': 'es-MX,es' })
    const english = await post('register-group', input, { 'accept-language': 'en' })
    expect([spanish.status, spanish.body.name]).toEqual([409, name])
    expect(spanish.headers['content-language']).toBe('es')
    expect(english.headers['content-language']).toBe('en')
    expect(spanish.body.sentence).not.toBe(english.body.sentence)
    expect(english.body.reasons.length).toBeGreaterThan(0)
  })
})

describe('who may', () => {
  it('answers 401 where nobody is signed in', async () => {
    const { status, body } = await post('register-group', family(), { cookie: '' })
    expect([status, body.name]).toEqual([401, 'not-signed-in'])
  })

  it('answers 403 where the contract does not let this kind of actor', async () => {
    const opening = {
      port: '2504',
      weekdays: [1],
      times: [{ time: '09:00', places: 20 }],
      from: '2023-01-16',
      to: '2023-01-16',
      kind: 'general',
    }
    const { status, body } = await post('open-places', opening)
    expect([status, body.name]).toEqual([403, 'not-permitted'])
  })

  it('shows nothing of anybody in the address bar, and what is public all the same', async () => {
    const typed = { cookie: served.cookieOf('applicant-1'), 'sec-fetch-dest': 'document' }
    const get = async (name: string, headers: Record<string, string>) =>
      (await served.server.inject({ url: `/api/asks/${name}`, headers })).statusCode
    expect(await get('my-journey', typed)).toBe(403)
    expect(await get('my-journey', { ...typed, 'sec-fetch-dest': 'empty' })).toBe(200)
    expect(await get('draws', typed)).toBe(200)
  })

  it('[I4] answers 404 for another’s group, as for one that does not exist', async () => {
    const mine = await post('register-group', family())
    const input = (group: string) => ({ group, where: { state: 'BCN', municipality: 'Tijuana' } })
    const foreign = { cookie: served.cookieOf('applicant-2') }
    const theirs = await post('confirm-location', input(mine.body.group), foreign)
    const none = await post('confirm-location', input(randomUUID()), foreign)
    expect([theirs.status, theirs.body.name]).toEqual([404, 'group-unknown'])
    expect(none.body).toEqual(theirs.body)
  })

  it('has no address for the acts of the clock, the staff command and sign-in', async () => {
    for (const act of ['mark-absent', 'seal-records', 'purge', 'add-staff', 'sign-in']) {
      const { status, body } = await post(act, {})
      expect([act, status, body.name]).toEqual([act, 404, 'address-unknown'])
    }
  })

  it('refuses a change that another site’s page sends', async () => {
    const { status, body } = await post('register-group', family(), {
      origin: 'https://elsewhere.example',
    })
    expect([status, body.name]).toEqual([403, 'origin-refused'])
  })
})

describe('every answer', () => {
  it('carries a policy without inline script or style', async () => {
    const answer = await served.server.inject('/health')
    const policy = String(answer.headers['content-security-policy'])
    expect(policy).not.toMatch(/unsafe/)
    expect(policy).toMatch(/script-src 'self'/)
    expect(policy).toMatch(/default-src 'none'/)
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  it('metrics name acts and outcomes and nobody', async () => {
    await post('register-group', family())
    const { body } = await served.server.inject('/metrics')
    expect(body).not.toMatch(/applicant-1|Persona/)
  })

  it('the contract is published as OpenAPI', async () => {
    const document = (await served.server.inject('/api/openapi.json')).json()
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/acts/pick-slot', '/api/asks/open-places']),
    )
    expect(document.paths['/api/acts/pick-slot'].post.requestBody).toBeDefined()
  })

  it('a fault is an apology with a reference, and loses the cause in no answer', async () => {
    const perform = async () => {
      throw new Error('secret detail: Persona 1')
    }
    const broken = await serve(house, { door: { perform, drain: async () => {} } })
    const answer = await broken.server.inject({
      method: 'POST',
      url: '/api/acts/register-group',
      headers: { 'idempotency-key': randomUUID(), cookie: served.cookieOf('applicant-1') },
      payload: family(),
    })
    await broken.close()
    expect(answer.statusCode).toBe(500)
    expect(answer.json()).toMatchObject({
      name: 'fault',
      reference: expect.stringMatching(/^[0-9a-f]{12}$/),
    })
    expect(answer.body).not.toMatch(/secret|Persona/)
  })
})

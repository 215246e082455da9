import { type FastifyInstance, fastify } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { child, openSlot, person, readyFamily } from '../../test/families.ts'
import { granted, type House, openHouse } from '../../test/house.ts'
import { readWords } from '../notices/words.ts'
import { addErrors } from './errors.ts'
import { addHeaders, policyOf } from './headers.ts'
import { addPlain } from './plain.ts'

const words = readWords()
const slot = '2504-2023-01-18-0900'
let house: House
let server: FastifyInstance
let code: string

beforeAll(async () => {
  house = await openHouse()
  await openSlot(house, { day: '2023-01-18' })
  const who = house.asApplicant(1)
  const { group } = await readyFamily(house, who, person(1), child(2))
  granted(await house.perform(who, 'pick-slot', { group, port: '2504', slot }))
  const row = await house.db.selectFrom('appointments').select('code').executeTakeFirstOrThrow()
  code = row.code
  server = fastify()
  addHeaders(server, policyOf([]), false)
  addErrors(server, words)
  addPlain(server, { perform: house.door.perform, ask: house.ask, words, world: house.world })
})

afterAll(async () => {
  await server.close()
  await house.close()
})

const get = (url: string) => server.inject({ url })

const check = (form: Record<string, string>, language = 'es') =>
  server.inject({
    method: 'POST',
    url: `/${language}/plain/pass`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })

const names = ['start', 'open-places', 'rules', 'pass']

test.each(['es', 'en'].flatMap((language) => names.map((name) => [language, name])))(
  '/%s/plain/%s is a whole page without script or inline style, linked to the others',
  async (language, name) => {
    const { statusCode, headers, body } = await get(`/${language}/plain/${name}`)
    expect(statusCode).toBe(200)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(body).toContain(`<html lang="${language}">`)
    expect(body).toMatch(/<title>[^<]{5,} · Garita<\/title>/)
    expect(headers['referrer-policy']).toBe('same-origin')
    expect(body.match(/<h1>/g)).toHaveLength(1)
    expect(body).not.toMatch(/<script|\sstyle=|\son[a-z]+=/)
    for (const other of names) expect(body).toContain(`href="/${language}/plain/${other}"`)
    expect(body).toContain(`href="/${language === 'es' ? 'en' : 'es'}/plain/${name}"`)
    expect(body).toContain(`href="/${language}/start"`)
  },
)

test('the style sheet is one that the policy allows', async () => {
  const { headers, body } = await get('/plain.css')
  expect(headers['content-type']).toMatch(/^text\/css/)
  expect(headers['content-security-policy']).toContain("style-src 'self'")
  expect(body).toContain('min-height: 2.75rem')
})

test('open places stand in a table a port, with caption and scopes', async () => {
  const { body } = await get('/es/plain/open-places')
  expect(body).toMatch(/<caption>Lugares en San Ysidro, California/)
  expect(body).toContain('<th scope="col">Libres</th>')
  expect(body).toMatch(/<th scope="row">[^<]*18 ene<\/th>\s*<td>20<\/td><td>2<\/td><td>18<\/td>/)
})

test('the rules are told with the figures in force', async () => {
  const { body } = await get('/en/plain/rules')
  expect(body).toContain('A group has 1 to 20 people.')
  expect(body).toContain('up to 14 days ahead')
  expect(body).toContain('being 70 years old or more')
})

test('a code with the birth date of a traveler is a yes, and nothing else is told', async () => {
  const asked = { code: code.toLowerCase(), year: '1988', month: '5', day: '17' }
  const { statusCode, headers, body } = await check(asked)
  expect(statusCode).toBe(200)
  expect(headers['cache-control']).toBe('no-store')
  expect(body).toContain(words.say('es', 'plain', 'pass-yes'))
  expect(body).not.toContain('San Ysidro')
})

test('another birth date, or a code that never was, is the same no', async () => {
  const other = await check({ code, year: '1970', month: '', day: '' })
  const unknown = await check({ code: '0000-0000-0000', year: '1988', month: '', day: '' })
  for (const { body } of [other, unknown]) {
    expect(body).toContain(words.say('es', 'plain', 'pass-no'))
  }
})

test('what does not fit is said, keeps what was typed, and is escaped', async () => {
  const typed = { code: '"><script>alert(1)</script>', year: '88', month: '', day: '' }
  const { statusCode, body } = await check(typed, 'en')
  expect(statusCode).toBe(400)
  expect(body).toContain(words.say('en', 'plain', 'pass-error'))
  expect(body).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"')
  expect(body).not.toContain('<script')
})

test('a day without a month is no birth date', async () => {
  expect((await check({ code, year: '1988', month: '', day: '17' })).statusCode).toBe(400)
})

test('a form that sends nothing at all is an error of the form', async () => {
  const answer = await server.inject({ method: 'POST', url: '/es/plain/pass' })
  expect(answer.statusCode).toBe(400)
  expect(answer.body).toContain(words.say('es', 'plain', 'pass-error'))
})

test('after ten tries of a code a day the page says where to go on', async () => {
  const tries = { code: '1111-1111-1111', year: '1990', month: '', day: '' }
  for (let count = 0; count < 10; count += 1) expect((await check(tries)).statusCode).toBe(200)
  const { statusCode, body } = await check(tries)
  expect(statusCode).toBe(409)
  expect(body).toContain(words.say('es', 'plain', 'pass-work'))
})

test('a code never travels in an address, and other bodies are refused', async () => {
  expect((await get(`/es/plain/pass?code=${code}&year=1988`)).body).not.toContain(code)
  const json = await server.inject({ method: 'POST', url: '/es/plain/pass', payload: { code } })
  expect(json.statusCode).toBe(415)
  const large = await check({ code: 'x'.repeat(3_000), year: '1988' })
  expect(large.statusCode).toBe(413)
})

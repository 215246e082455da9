import { Readable } from 'node:stream'
import { fastify } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readWords } from '../notices/words.ts'
import { addTraining } from './training.ts'

const words = readWords()
const page = (language: string) =>
  `<!doctype html><html lang="${language}"><head><title>Ejemplo</title></head>` +
  '<body data-sveltekit-preload-data="tap"><main>Ejemplo</main></body></html>'
const server = fastify()

beforeAll(async () => {
  addTraining(server, words)
  const type = 'text/html; charset=utf-8'
  server.get('/es/text', (_request, reply) => reply.type(type).send(page('es')))
  server.get('/en/file', (_request, reply) => {
    const bytes = Buffer.from(page('en'))
    const file = Readable.from([bytes.subarray(0, 7), bytes.subarray(7)])
    return reply.type(type).header('content-length', bytes.length).send(file)
  })
  server.get('/api/asks/rules', () => ({ html: page('es') }))
  await server.ready()
})
afterAll(() => server.close())

test.each([
  ['/es/text', 'es', 'ENSAYO · Ejemplo'],
  ['/en/file', 'en', 'TRAINING · Ejemplo'],
])(
  '%s says that nothing is real, in its language and in its title',
  async (url, language, title) => {
    const { body, headers } = await server.inject({ url })
    expect(body).toContain(`<title>${title}</title>`)
    expect(body).toContain(`<html data-training lang="${language}">`)
    // The bar stands before everything else, so that it is above it.
    expect(body.indexOf('class="training"')).toBeLessThan(body.indexOf('<main>'))
    expect(body).toContain('ENSAYO: nada de esto es real')
    expect(body).toContain('TRAINING: nothing here is real')
    expect(Number(headers['content-length'] ?? body.length)).toBe(Buffer.byteLength(body))
  },
)

test('the bar of the page’s own language is the one that shows, and its style is a file', async () => {
  const { body } = await server.inject({ url: '/es/text' })
  const [, style] = body.match(/<link rel="stylesheet" href="([^"]+)">/) ?? []
  const sheet = await server.inject({ url: style ?? '/none' })
  expect(sheet.headers['content-type']).toMatch(/^text\/css/)
  expect(sheet.body).toContain('html:not([lang="en"]) > body > .training[lang="en"]')
  expect(body).not.toMatch(/\sstyle=/)
})

test('what is no page passes as it is', async () => {
  const { body } = await server.inject({ url: '/api/asks/rules' })
  expect(JSON.parse(body)).toEqual({ html: page('es') })
})

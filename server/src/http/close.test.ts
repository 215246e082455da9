import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { fastify } from 'fastify'
import { expect, it } from 'vitest'
import { closeServer } from './close.ts'
import { listen } from './listen.ts'

it('stops though somebody sends half a request, or never reads an answer', async () => {
  const server = fastify()
  server.post('/', () => ({}))
  const asked = new Promise<void>((resolve) => {
    server.get('/much', () => {
      resolve()
      return 'x'.repeat(64 * 1024 * 1024)
    })
  })
  const leave = await listen(server, { host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const [half, deaf] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
  for (const socket of [half, deaf]) socket.on('error', () => undefined).pause()
  half.write(
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
  )
  deaf.write('GET /much HTTP/1.1\r\nhost: a\r\n\r\n')
  await Promise.all([once(half, 'connect'), asked])
  await closeServer(server, leave, 100)
  expect(server.server.listening).toBe(false)
  for (const socket of [half, deaf]) socket.destroy()
})

it('answers what is under way before it stops, through whichever listener it came', async () => {
  const server = fastify()
  const answers: ((text: string) => void)[] = []
  const calls = 20
  const asked = new Promise<void>((resolve) => {
    server.get('/', async () => {
      return await new Promise<string>((give) => {
        if (answers.push(give) === calls) resolve()
      })
    })
  })
  const leave = await listen(server, { host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const getting = Array.from({ length: calls }, () => fetch(`http://127.0.0.1:${port}/`))
  await asked
  let isClosed = false
  const closing = closeServer(server, leave).then(() => {
    isClosed = true
  })
  await setTimeout(50)
  expect(isClosed).toBe(false)
  for (const answer of answers) answer('here')
  const texts = getting.map(async (one) => await (await one).text())
  expect(new Set(await Promise.all(texts))).toEqual(new Set(['here']))
  await closing
})

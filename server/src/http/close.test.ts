import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { fastify } from 'fastify'
import { expect, it } from 'vitest'
import { closeServer } from './close.ts'

it('stops though somebody sends half a request, or never reads an answer', async () => {
  const server = fastify()
  server.post('/', () => ({}))
  const asked = new Promise<void>((resolve) => {
    server.get('/much', () => {
      resolve()
      return 'x'.repeat(64 * 1024 * 1024)
    })
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const [half, deaf] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
  for (const socket of [half, deaf]) socket.on('error', () => undefined).pause()
  half.write(
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
  )
  deaf.write('GET /much HTTP/1.1\r\nhost: a\r\n\r\n')
  await Promise.all([once(half, 'connect'), asked])
  await closeServer(server, 100)
  expect(server.server.listening).toBe(false)
  for (const socket of [half, deaf]) socket.destroy()
})

it('answers what is under way before it stops', async () => {
  const server = fastify()
  let answer: (text: string) => void = () => undefined
  const asked = new Promise<void>((resolve) => {
    server.get('/', async () => {
      resolve()
      return await new Promise<string>((give) => {
        answer = give
      })
    })
  })
  const address = await server.listen({ host: '127.0.0.1', port: 0 })
  const getting = fetch(address)
  await asked
  const closing = closeServer(server)
  answer('here')
  expect(await (await getting).text()).toBe('here')
  await closing
})

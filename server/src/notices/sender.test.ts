import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { expect, test } from 'vitest'
import { demoSender, openSender } from './sender.ts'

test('e-mail arrives at a real SMTP server with its accents', async () => {
  const arrived: { to: string; raw: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((one) => one.address).join()
        arrived.push({ to, raw: Buffer.concat(chunks).toString('utf8') })
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const sender = openSender({
    mode: 'production',
    mail: { url: `smtp://127.0.0.1:${port}`, from: 'garita@example.org' },
    sms: undefined,
  })
  const to = { kind: 'mail', address: 'ejemplo-12@example.org' } as const
  await sender.send({ to, subject: 'Código', text: 'Su código es 123456' })
  expect(sender.reaches('mail')).toBe(true)
  expect(sender.reaches('phone')).toBe(false)
  expect(arrived).toHaveLength(1)
  expect(arrived[0]?.to).toBe(to.address)
  expect(arrived[0]?.raw).toContain('From: garita@example.org')
  expect(arrived[0]?.raw).toMatch(/123456/)
  sender.close()
  await new Promise<void>((done) => server.close(done))
})

test('a text message goes to the gateway, and its refusal is an outage', async () => {
  const bodies: unknown[] = []
  let status = 202
  const gateway = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    bodies.push({
      authorization: request.headers.authorization,
      ...JSON.parse(Buffer.concat(chunks).toString()),
    })
    response.writeHead(status).end()
  })
  gateway.listen(0, '127.0.0.1')
  await once(gateway, 'listening')
  const { port } = gateway.address() as AddressInfo
  const sender = openSender({
    mode: 'production',
    mail: undefined,
    sms: { url: `http://127.0.0.1:${port}/send`, token: 'token' },
  })
  const to = { kind: 'phone', address: '+526641234567' } as const
  await sender.send({ to, subject: 'not sent', text: 'Su código es 123456' })
  expect(bodies).toEqual([
    { authorization: 'Bearer token', to: '+526641234567', text: 'Su código es 123456' },
  ])
  status = 500
  await expect(sender.send({ to, subject: '', text: 'x' })).rejects.toThrow('500')
  await expect(
    sender.send({ to: { kind: 'mail', address: 'a@example.org' }, subject: '', text: '' }),
  ).rejects.toThrow('SMTP')
  gateway.close()
})

test('the demo keeps the last 200 messages, the newest first', async () => {
  const sender = demoSender(() => 5)
  const to = { kind: 'mail', address: 'ejemplo-12@example.org' } as const
  for (let count = 1; count <= 201; count += 1) {
    await sender.send({ to, subject: '', text: String(count) })
  }
  expect(sender.recentMessages()).toHaveLength(200)
  expect(sender.recentMessages()[0]).toEqual({ to, subject: '', text: '201', at: 5 })
})

import { afterEach, expect, test, vi } from 'vitest'
import { openSource, UnreadFile } from './draw-source.ts'

const answers = (bodies: Record<string, Uint8Array | number>) => {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address)
    const body = bodies[address]
    if (typeof body === 'number') return new Response(null, { status: body })
    return body ? new Response(body.slice().buffer) : Promise.reject(new TypeError('no network'))
  })
  return asked
}

afterEach(() => vi.unstubAllGlobals())

async function read(pieces: AsyncIterable<Uint8Array> | undefined): Promise<Uint8Array[]> {
  const all: Uint8Array[] = []
  for await (const piece of pieces ?? []) all.push(piece)
  return all
}

const large = new Uint8Array(700_000).fill(65)

test('a file comes in pieces that fit an old phone, and is asked for only when it is read', async () => {
  const asked = answers({ '/draws/2023-01-18/tickets.ndjson': large })
  const seen: number[] = []
  const open = openSource({ draw: '2023-01-18', sealed: false }, (_file, bytes) => seen.push(bytes))
  const file = await open('tickets.ndjson')
  expect(asked).toEqual([])
  const pieces = await read(file)
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(262_144)
  expect(seen.reduce((sum, bytes) => sum + bytes, 0)).toBe(large.length)
})

test('without streams a file is read whole and cut', async () => {
  vi.stubGlobal('fetch', async () => ({
    ok: true,
    body: null,
    arrayBuffer: async () => large.buffer,
  }))
  const open = openSource({ draw: '2023-01-18', sealed: false })
  expect(await read(await open('tickets.ndjson'))).toHaveLength(3)
})

test('sealed files are neither asked for nor known without being wanted', async () => {
  const asked = answers({ '/draws/2023-01-18/sealed/entries.ndjson': large })
  expect(await openSource({ draw: '2023-01-18', sealed: false })('entries.ndjson')).toBeUndefined()
  await read(await openSource({ draw: '2023-01-18', sealed: true })('entries.ndjson'))
  expect(asked).toEqual(['/draws/2023-01-18/sealed/entries.ndjson'])
})

test('from disk alone nothing is fetched', async () => {
  const asked = answers({})
  const files = { 'draw.json': new Blob(['x']) }
  const open = openSource({ draw: '', sealed: true, files, diskOnly: true })
  expect(await read(await open('draw.json'))).toHaveLength(1)
  expect(await open('frozen.json')).toBeUndefined()
  expect(asked).toEqual([])
})

test.each([
  [404, 404],
  [undefined, undefined],
])('a file that does not come (%s) is named', async (body, status) => {
  answers(body ? { '/draws/2023-01-18/draw.json': body } : {})
  const open = openSource({ draw: '2023-01-18', sealed: false })
  const failing = read(await open('draw.json'))
  await expect(failing).rejects.toThrow(UnreadFile)
  await expect(failing).rejects.toMatchObject({ file: 'draw.json', status })
})

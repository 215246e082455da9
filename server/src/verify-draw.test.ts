// The command as an outsider runs it: its own process, its exit code and its one line.

import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hexOf } from '@garita/domain/hex'
import { inclusionPath, merkleRoot } from '@garita/domain/merkle'
import { sha256 } from '@garita/domain/sha256'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

const command = fileURLToPath(new URL('verify-draw.ts', import.meta.url))
const example = fileURLToPath(
  new URL('../../domain/test-data/draw-record-example/contended', import.meta.url),
)
const room = mkdtempSync(join(tmpdir(), 'garita-verify-'))
const folder = join(room, 'draws', '2023-01-18')
const sealed = join(room, 'sealed')

/** Everything from scratch: a test changes what it likes. */
beforeEach(() => {
  rmSync(join(room, 'draws'), { recursive: true, force: true })
  rmSync(sealed, { recursive: true, force: true })
  cpSync(example, folder, { recursive: true })
})
afterAll(() => rmSync(room, { recursive: true, force: true }))

function verify(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [command, ...args])
    let out = ''
    let err = ''
    child.stdout.on('data', (text) => {
      out += text
    })
    child.stderr.on('data', (text) => {
      err += text
    })
    child.on('close', (code) => resolve({ code, out, err }))
  })
}

const linesOf = (name: string) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n')
function change(name: string, from: string | RegExp, to: string): void {
  const file = join(folder, name)
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
}

/** The file that a group saves from its own page. */
function entryFile(index: number): string {
  const proofIn = (lines: string[], at: number) => {
    const leaves = lines.map((line) => new TextEncoder().encode(line))
    return inclusionPath(at, leaves, [merkleRoot(leaves, sha256)], sha256).map(hexOf)
  }
  const entries = linesOf('entries.ndjson')
  const ranking = linesOf('ranking.ndjson')
  const entry = entries[index] ?? ''
  const rank = ranking.findIndex((line) => line.includes(entry.slice(11, 43)))
  const file = join(room, 'entry.json')
  const proof = {
    version: 1,
    draw: '2023-01-18',
    entry,
    index,
    path: proofIn(entries, index),
    ranking: ranking[rank],
    rankingPath: proofIn(ranking, rank),
  }
  writeFileSync(file, JSON.stringify(proof))
  return file
}

describe('verify-draw on a folder', () => {
  test('[D19] [D20] ends with 0 and one line where all holds', async () => {
    const { code, out, err } = await verify(folder)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^Draw 2023-01-18 holds, the public and the sealed part: 300 tickets.*\n$/)
  })

  test('[D19] checks the public part where the sealed files are not there', async () => {
    for (const name of ['entries.ndjson', 'results.ndjson']) rmSync(join(folder, name))
    const { code, out } = await verify(folder)
    expect(code).toBe(0)
    expect(out).toMatch(/^Draw 2023-01-18 holds, the public part: /)
  })

  test('[D20] takes the sealed files from another folder', async () => {
    cpSync(folder, sealed, { recursive: true })
    for (const name of ['entries.ndjson', 'results.ndjson']) rmSync(join(folder, name))
    expect((await verify(folder, '--sealed', sealed)).out).toMatch(/the sealed part/)
    const results = join(sealed, 'results.ndjson')
    writeFileSync(results, readFileSync(results, 'utf8').replace(/("rank":5,.*:)"[^"]*"/, '$1null'))
    const { code, out } = await verify(folder, '--sealed', sealed)
    expect(code).toBe(1)
    expect(out).toBe('results.ndjson, line 5: the slot is not the one that this rank gets.\n')
  })

  test('[D19] ends with 1 and the first thing wrong, by file and line', async () => {
    change('ranking.ndjson', /("rank":17,.*"lot":")..../, '$10000')
    const { code, out } = await verify(folder)
    expect(code).toBe(1)
    expect(out).toBe('ranking.ndjson, line 17: the lot does not follow from the seed.\n')
  })

  test('[D19] says which file is not there', async () => {
    renameSync(join(folder, 'slots.ndjson'), join(folder, 'places.ndjson'))
    expect(await verify(folder)).toMatchObject({ code: 1, out: 'slots.ndjson: is not there.\n' })
  })

  test('[D19] compares with the list of draws one level above', async () => {
    const hash = '0'.repeat(64)
    const list = join(folder, '..', 'index.ndjson')
    writeFileSync(list, `{"draw":"2023-01-18","state":"published","drawHash":"${hash}"}\n`)
    const { code, out } = await verify(folder)
    expect(code).toBe(1)
    expect(out).toMatch(/^index\.ndjson: /)
  })

  test('[D21] checks a group’s own entry besides', async () => {
    const file = entryFile(0)
    const { code, out } = await verify(folder, '--entry', file)
    expect(code).toBe(0)
    expect(out).toMatch(/Ticket 00a38bb9\w+ with 1 chances has rank \d+ of 300 and got .*\n$/)
    writeFileSync(file, readFileSync(file, 'utf8').replace('\\"size\\":6', '\\"size\\":2'))
    const changed = await verify(folder, '--entry', file)
    expect(changed).toMatchObject({
      code: 1,
      out: 'entry: path does not lead to the root that was published.\n',
    })
  })
})

describe('verify-draw on an address', () => {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/broken')) return response.writeHead(500).end()
    try {
      return response.end(readFileSync(join(room, request.url ?? '')))
    } catch {
      return response.writeHead(404).end()
    }
  })
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => new Promise((resolve) => server.close(resolve)))
  const address = (path: string) =>
    `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`

  test('[D19] reads the public files over the network', async () => {
    const { code, out } = await verify(address('/draws/2023-01-18'))
    expect(code).toBe(0)
    expect(out).toMatch(/^Draw 2023-01-18 holds, the public part: /)
    change('outcome.json', '[20,3,', '[20,2,')
    expect(await verify(address('/draws/2023-01-18/'))).toMatchObject({
      code: 1,
      out: 'outcome.json: is not the file whose SHA-256 stands in draw.json outcomeHash.\n',
    })
  })

  test('an address that gives nothing is no draw that fails', async () => {
    expect(await verify(address('/broken/1'))).toMatchObject({ code: 2, out: '' })
  })
})

describe('verify-draw called wrongly', () => {
  test.each([
    ['nothing', []],
    ['two folders', [example, example]],
    ['a folder that is not there', ['no-such-folder']],
    ['an option that it does not have', [example, '--fast']],
    ['an entry that is not there', [example, '--entry', 'no-such-file']],
  ])('ends with 2 and says how to call it: %s', async (_, args) => {
    const { code, out, err } = await verify(...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/Usage: npm run verify-draw -- <folder or address>/)
  })
})

// Whatever is changed in a record, wherever, is found, and the file that was changed is named. The
// seed is printed with each failure: GARITA_SEED=<seed> runs the same changes again.

import { describe, expect, it } from 'vitest'
import type { Files } from '../test-data/drawn-record.ts'
import { bytesOf, exampleFiles, openOf, publicFiles } from '../test-data/drawn-record.ts'
import { checkDraw } from './check-draw.ts'
import type { Finding } from './check-finding.ts'
import { indexLine } from './draw-record.ts'
import { hexOf } from './hex.ts'
import { sha256 } from './sha256.ts'

const isLong = process.env.GARITA_LONG === 'yes'
const changesInAll = isLong ? 3000 : 300
/** Far more than it takes, on whatever machine. */
const patienceMs = isLong ? 900_000 : 120_000
const seed = Number(process.env.GARITA_SEED ?? 20230118)

/** Numbers from 0 to below `limit`, the same for the same seed (mulberry32). */
function chanceOf(start: number): (limit: number) => number {
  let state = start
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
}

type Change = (bytes: Uint8Array, chance: (limit: number) => number) => Uint8Array

/** The lines of a file, each with its line feed. */
function linesIn(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start) + 1 || bytes.length
    lines.push(bytes.subarray(start, end))
    start = end
  }
  return lines
}

const joined = (lines: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(lines))

const changes: { readonly [name: string]: Change } = {
  'a byte is another': (bytes, chance) => {
    const at = chance(bytes.length)
    return bytes.with(at, (bytes[at] ?? 0) ^ (1 + chance(255)))
  },
  'a digit is another digit': (bytes, chance) => {
    const digits = [...bytes.keys()].filter((at) => isDigit(bytes[at] ?? 0))
    const at = digits[chance(digits.length)] ?? 0
    const others = [...'0123456789']
      .map((digit) => digit.charCodeAt(0))
      .filter((one) => one !== bytes[at])
    return bytes.with(at, others[chance(others.length)] ?? 0)
  },
  'a byte is gone': (bytes, chance) => {
    const at = chance(bytes.length)
    return joined([bytes.subarray(0, at), bytes.subarray(at + 1)])
  },
  'a line is gone': (bytes, chance) => {
    const lines = linesIn(bytes)
    return joined(lines.toSpliced(chance(lines.length), 1))
  },
  'a line is there twice': (bytes, chance) => {
    const lines = linesIn(bytes)
    const at = chance(lines.length)
    return joined(lines.toSpliced(at, 0, lines[at] ?? new Uint8Array()))
  },
  'two lines change places': (bytes, chance) => {
    const lines = linesIn(bytes)
    const [one, other] = [chance(lines.length), chance(lines.length)]
    const [first, second] = [lines[one], lines[other]]
    return first && second ? joined(lines.with(one, second).with(other, first)) : bytes
  },
  'the end is cut off': (bytes, chance) => bytes.slice(0, chance(bytes.length)),
}

const isDigit = (byte: number) => byte >= 48 && byte <= 57
const isSame = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0

function withIndex(files: Files): Files {
  const drawHash = hexOf(sha256(files.get('draw.json') ?? new Uint8Array()))
  const line = indexLine({ draw: '2023-01-18', state: 'published', drawHash })
  return new Map(files).set('index.ndjson', bytesOf(line))
}

/** Changes one file in one way and looks whether that file is named. */
async function tryOne(files: Files, kind: string, chance: (limit: number) => number) {
  const names = [...files.keys()].filter((name) => (files.get(name)?.length ?? 0) > 0)
  const name = names[chance(names.length)] ?? ''
  const before = files.get(name) ?? new Uint8Array()
  const after = changes[kind]?.(before, chance) ?? before
  if (isSame(before, after)) return undefined
  const checked = await checkDraw(openOf(new Map(files).set(name, after)))
  return { name, checked }
}

const names = ({ file, at }: Finding, name: string) => file === name || at?.startsWith(`${name} `)

describe(`${changesInAll} changes of each kind of record, seed ${seed}`, () => {
  const kinds = Object.keys(changes)
  const records: [string, Files][] = [
    ['public files with the list of draws', withIndex(publicFiles(exampleFiles('contended')))],
    ['all files', withIndex(exampleFiles('contended'))],
    ['all files of a draw without tickets', withIndex(exampleFiles('empty'))],
  ]

  it.each(records)(
    '[D19] [D20] are found in %s, and the file named',
    async (_, files) => {
      const chance = chanceOf(seed)
      const missed: unknown[] = []
      let tried = 0
      for (let i = 0; tried < changesInAll; i += 1) {
        const kind = kinds[i % kinds.length] ?? ''
        const one = await tryOne(files, kind, chance)
        if (!one) continue
        tried += 1
        const isNamed = !one.checked.ok && names(one.checked.finding, one.name)
        if (!isNamed) missed.push({ i, kind, ...one })
      }
      expect(missed).toEqual([])
    },
    patienceMs,
  )
})

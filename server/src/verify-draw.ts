// The command `npm run verify-draw -- <folder or address> [--entry <file>] [--sealed <folder>]`:
// checks a draw from its files alone. Ends with 0 and one line where all holds, with 1 and the first
// thing that does not, with 2 where it was called wrongly or the files could not be reached.

import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { checkDraw } from '@garita/domain/check-draw'
import { checkEntry, readProof } from '@garita/domain/check-entry'
import type { OpenFile } from '@garita/domain/check-source'
import { isAddress, OutOfReach, sourcesOf } from './verify/sources.ts'
import { lineOf, lineOfDraw, lineOfEntry } from './verify/words.ts'

const usage =
  'Usage: npm run verify-draw -- <folder or address> [--entry <file>] [--sealed <folder>]'

class WrongUsage extends Error {}

type Asked = { readonly open: OpenFile; readonly entry: string | undefined }

function readArguments(args: readonly string[]): Asked {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { entry: { type: 'string' }, sealed: { type: 'string' } },
  })
  const [place, ...more] = positionals
  if (!place || more.length > 0) throw new WrongUsage(usage)
  const folders = [isAddress(place) ? undefined : place, values.sealed, values.entry]
  for (const one of folders) {
    if (one !== undefined && !existsSync(one)) throw new WrongUsage(`There is no ${one}. ${usage}`)
  }
  return { open: sourcesOf(place, values.sealed), entry: values.entry }
}

/** The line to print, and whether all holds. */
async function verify({ open, entry }: Asked): Promise<{ ok: boolean; line: string }> {
  const checked = await checkDraw(open, { onProgress: showProgress })
  if (!checked.ok) return { ok: false, line: lineOf(checked.finding) }
  if (entry === undefined) return { ok: true, line: lineOfDraw(checked.summary) }
  const read = readProof(readFileSync(entry, 'utf8'))
  if ('finding' in read) return { ok: false, line: lineOf(read.finding) }
  const own = await checkEntry(open, read.proof)
  if (!own.ok) return { ok: false, line: lineOf(own.finding) }
  return { ok: true, line: `${lineOfDraw(checked.summary)} ${lineOfEntry(own)}` }
}

/** On a terminal alone, so that whoever reads the output gets one line. */
function showProgress({ file, lines, of }: { file: string; lines: number; of: number }): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${file} ${lines} of ${of} \r`)
}

try {
  const { ok, line } = await verify(readArguments(process.argv.slice(2)))
  process.stdout.write(`${line}\n`)
  process.exitCode = ok ? 0 : 1
} catch (error) {
  const { code = '' } = error as { code?: string }
  const isUsage = code.startsWith('ERR_PARSE_ARGS')
  const isExpected = error instanceof WrongUsage || error instanceof OutOfReach || isUsage
  const text = isUsage ? `${(error as Error).message}. ${usage}` : (error as Error).message
  process.stderr.write(`${isExpected ? text : (error as Error).stack}\n`)
  process.exitCode = 2
}

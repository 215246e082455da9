// `npm test`: every check there is, then one line with the counts. `npm run test:long` runs the
// same with the counts an issue names instead of a tenth of them.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureChromium } from './chromium.ts'
import { buildSite } from './site.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const isLong = process.argv.includes('--long')
const output = mkdtempSync(join(tmpdir(), 'garita-test-'))
const counts = { passed: 0, failed: 0, skipped: 0 }

console.log(
  isLong
    ? 'Long counts: as the issues name them.'
    : 'Short counts: npm run test:long runs the whole.',
)
process.env.GARITA_CHROMIUM = ensureChromium()
process.env.GARITA_LONG = isLong ? 'yes' : ''

check('lint', 'biome', ['ci', '--error-on-warnings', '.'])
check('types', 'tsc', ['--noEmit', '-p', '.'])
count('pages', buildSite())
check('page types', 'npm', ['run', 'check', '--workspace', 'web', '--silent'])
vitest('rooms', ['--project', 'domain', '--project', 'server', '--project', 'web'])
vitest('browser', ['--project', 'e2e'])

rmSync(output, { recursive: true, force: true })
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`)
process.exit(counts.failed > 0 ? 1 : 0)

function check(name: string, command: string, args: string[]): void {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  count(name, status === 0)
}

function count(name: string, passed: boolean): void {
  counts[passed ? 'passed' : 'failed'] += 1
  console.log(`${passed ? '✓' : '✗'} ${name}`)
}

/** Runs Vitest and adds its counts; a run that wrote none (it broke) counts as one failure. */
function vitest(name: string, args: string[]): void {
  const file = join(output, `${name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { status } = spawnSync('vitest', ['run', ...args, ...reporters], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (!existsSync(file)) {
    count(name, false)
    return
  }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  counts.passed += report.numPassedTests
  counts.failed += report.numFailedTests
  counts.skipped += report.numPendingTests
  // A file that does not even load has no tests to count.
  if (status !== 0 && report.numFailedTests === 0) count(name, false)
}

// The linter's walls, sizes and bans, each tried by a file that breaks it: a wall that refuses
// nothing would pass every day without being noticed.

import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))
const using = (from: string) => `import { one } from '${from}'\n\nexport const two = one\n`
const lines = (count: number) => `${'export const many = 1\n'.repeat(count)}`
const wall = 'noRestrictedImports'

/** What must be refused: the file, what stands in it, the rule that refuses it. */
const refused: readonly (readonly [file: string, text: string, rule: string])[] = [
  ['domain/src/reads-files.ts', using('node:fs'), wall],
  ['domain/src/uses-a-package.ts', using('typebox'), wall],
  ['domain/src/knows-the-contract.ts', using('@garita/contract'), wall],
  ['domain/src/knows-the-server.ts', using('../../server/src/act.ts'), wall],
  ['contract/src/knows-the-server.ts', using('../../server/src/act.ts'), wall],
  ['contract/src/queries.ts', using('kysely'), wall],
  ['web/src/lib/knows-the-server.ts', using('../../../server/src/act.ts'), wall],
  ['web/src/lib/carries-schemas.ts', using('typebox'), wall],
  ['server/src/acts/applicant/knows-http.ts', using('../../http/problem.ts'), wall],
  ['server/src/acts/applicant/asks.ts', using('../../asks/rules.ts'), wall],
  ['server/src/acts/applicant/opens-a-pool.ts', using('../../database/open.ts'), wall],
  ['server/src/acts/applicant/signs-in.ts', using('../../accounts/accounts.ts'), wall],
  ['server/src/acts/applicant/queues.ts', using('pg-boss'), wall],
  ['server/src/asks/acts.ts', using('../acts/all.ts'), wall],
  ['server/src/perform-over-http.ts', using('./http/problem.ts'), wall],
  ['server/src/settle.ts', using('./acts/all.ts'), wall],
  ['server/src/store/performs.ts', using('../perform.ts'), wall],
  ['server/src/store/acts.ts', using('../acts/all.ts'), wall],
  ['server/src/database/stores.ts', using('../store/slots.ts'), wall],
  ['server/src/http/reads-environment.ts', 'export const a = process.env.PORT\n', 'noProcessEnv'],
  ['server/src/any.ts', 'export const a: any = 1\n', 'noExplicitAny'],
  ['server/src/sure.ts', 'export const f = (a?: string) => a!.length\n', 'noNonNullAssertion'],
  ['server/src/silenced.ts', '// @ts-ignore\nexport const a = 1\n', 'noTsIgnore'],
  ['server/src/default.ts', 'export default 1\n', 'noDefaultExport'],
  ['server/src/says.ts', "console.log('x')\n", 'noConsole'],
  ['server/src/long.ts', lines(301), 'noExcessiveLinesPerFile'],
  ['server/src/long.test.ts', lines(601), 'noExcessiveLinesPerFile'],
  [
    'server/src/long-function.ts',
    `export function long() {\n${'  Math.random()\n'.repeat(61)}}\n`,
    'noExcessiveLinesPerFunction',
  ],
  [
    'server/src/skipped.test.ts',
    "import { test } from 'vitest'\n\ntest.skip('x', () => {})\n",
    'noSkippedTests',
  ],
  [
    'server/src/focused.test.ts',
    "import { test } from 'vitest'\n\ntest.only('x', () => {})\n",
    'noFocusedTests',
  ],
]

/** What must pass, so that the walls have doors. */
const allowed: readonly (readonly [file: string, text: string])[] = [
  ['domain/src/uses-a-rule.ts', using('./slot.ts')],
  ['contract/src/knows-the-rules.ts', using('@garita/domain/slot')],
  ['server/src/acts/applicant/stores.ts', using('../../store/slots.ts')],
  ['server/src/store/knows-tables.ts', using('../database/tables.ts')],
  ['server/src/main.ts', 'export const a = process.env.PORT\n'],
  ['server/src/acts/applicant/default.ts', 'export default 1\n'],
  ['server/src/short.ts', lines(1)],
]

test('the linter refuses what the house forbids, and lets pass what it needs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'garita-walls-'))
  copyFileSync(join(root, 'biome.json'), join(folder, 'biome.json'))
  for (const [file, text] of [...refused, ...allowed]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const biome = join(root, 'node_modules', '.bin', 'biome')
  const options = ['--vcs-enabled=false', '--colors=off', '--max-diagnostics=none']
  const { stdout, stderr } = spawnSync(biome, ['lint', ...options, '.'], {
    cwd: folder,
    encoding: 'utf8',
  })
  rmSync(folder, { recursive: true })
  const said = [...`${stdout}${stderr}`.matchAll(/^(\S+?):\d+:\d+ lint\/\w+\/(\w+)/gm)].map(
    ([, file, rule]) => `${file} ${rule}`,
  )
  expect(
    refused.map(([file, , rule]) => `${file} ${rule}`).filter((one) => !said.includes(one)),
  ).toEqual([])
  const stopped = new Set(said.map((one) => one.split(' ')[0]))
  expect(allowed.map(([file]) => file).filter((file) => stopped.has(file))).toEqual([])
})

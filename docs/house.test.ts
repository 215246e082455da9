// What the documents say of the house, compared with the house: dependencies, settings, commands,
// and the files of the walk; and what may stand nowhere in it.

import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { acts } from '@garita/contract'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))
const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
const files = globSync('**/*', {
  cwd: root,
  exclude: ['**/node_modules', '**/.svelte-kit', '**/build', '.git', 'data', 'docs/screens'],
})
const sources = files.filter((file) => /\.(ts|js|svelte|scss|sql)$/.test(file))
const documents = files.filter((file) => file.endsWith('.md'))
const written = [...sources, ...documents, ...files.filter((file) => /\.(json|html)$/.test(file))]

/** Texts in backticks. */
const quotedIn = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map(([, one = '']) => one)
/** The cells of a table's first column. */
const firstCells = (text: string) =>
  [...text.matchAll(/^\| ([^|]+)\|/gm)].map(([, one = '']) => one)

describe('dependencies', () => {
  const rooms = ['.', 'domain', 'contract', 'server', 'web']
  type Manifest = { readonly [kind: string]: { readonly [name: string]: string } | undefined }
  const manifests = rooms.map((room): Manifest => JSON.parse(read(`${room}/package.json`)))
  const named = (kind: string) => manifests.flatMap((manifest) => Object.keys(manifest[kind] ?? {}))
  const used = [...named('dependencies'), ...named('devDependencies')].filter(
    (name) => !name.startsWith('@garita/'),
  )
  /** `-converter` after `@tensorflow/tfjs-core` is `@tensorflow/tfjs-converter`. */
  const listed = firstCells(read('docs/dependencies.md')).flatMap((cell) => {
    const [first = '', ...more] = quotedIn(cell)
    const stem = first.replace(/-[a-z]+$/, '')
    return [first, ...more.map((one) => (one.startsWith('-') ? stem + one : one))].filter(Boolean)
  })
  const covers = (one: string, name: string) =>
    one === name || (one.endsWith('/*') && name.startsWith(one.slice(0, -1)))

  test('each has its line', () => {
    expect(used.filter((name) => !listed.some((one) => covers(one, name)))).toEqual([])
  })

  test('each line is of one that is used', () => {
    expect(listed.filter((one) => !used.some((name) => covers(one, name)))).toEqual([])
  })

  test('versions are exact, and the lockfile names no host', () => {
    const versions = manifests.flatMap((manifest) =>
      ['dependencies', 'devDependencies'].flatMap((kind) => Object.entries(manifest[kind] ?? {})),
    )
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
    expect(read('package-lock.json')).not.toMatch(/"resolved": "(https?|git)/)
  })
})

test('every setting stands in the operations’ table, and no other', () => {
  const cells = firstCells(read('docs/operations.md')).flatMap(quotedIn)
  const asked = [...read('server/src/config.ts').matchAll(/\benv\.([A-Z_]+)/g)]
  // Read by tests alone: the folder of the test photos.
  const settings = new Set([...asked.map(([, name]) => name), 'GARITA_FACES'])
  expect(cells.sort()).toEqual([...settings].sort())
})

describe('what the documents name is there', () => {
  const { scripts }: { scripts: { [name: string]: string } } = JSON.parse(read('package.json'))

  test('every command', () => {
    const texts = [...documents, ...sources].map(read).join('\n')
    const named = [...texts.matchAll(/npm run ([a-z-]+(?::[a-z]+)?)/g)].map(([, one = '']) => one)
    expect([...new Set(named)].filter((name) => !(name in scripts) && name !== 'build')).toEqual([])
    const started = Object.values(scripts).flatMap((line) => line.match(/[\w/-]+\.[jt]s/g) ?? [])
    expect(started.filter((file) => !files.includes(file))).toEqual([])
  })

  test('every file of the walk, and every act a person does', () => {
    const walk = quotedIn(read('docs/life-of-an-appointment.md'))
    const named = walk.filter((one) => /^[\w/.-]+\.(ts|md|svelte)$/.test(one))
    expect(named.length).toBeGreaterThan(15)
    const isThere = (one: string) => files.some((file) => `/${file}`.endsWith(`/${one}`))
    expect(named.filter((one) => !isThere(one))).toEqual([])
    const internal: readonly string[] = ['administration', 'accounts', 'clock']
    const done = Object.entries(acts).filter(([, { by }]) =>
      by.some((one) => !internal.includes(one)),
    )
    const text = walk.join(' ')
    expect(done.map(([name]) => name).filter((name) => !text.includes(name))).toEqual([])
  })

  test('every link between documents', () => {
    const links = documents.flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, to = '']) =>
        new URL(to, new URL(file, 'file:///')).pathname.slice(1),
      ),
    )
    expect(links.length).toBeGreaterThan(8)
    expect(links.filter((link) => !existsSync(new URL(`../${link}`, import.meta.url)))).toEqual([])
  })
})

describe('what never goes in', () => {
  const grep = (pattern: RegExp, where: readonly string[]) =>
    where
      .filter((file) => file !== 'docs/house.test.ts')
      .flatMap((file) => (read(file).match(pattern) ?? []).map((found) => `${file}: ${found}`))

  test('a name that says nothing', () => {
    const empty = /(^|\/)(utils?|helpers?|common|misc|types|interfaces|constants|index)\.[a-z.]+$/
    // The one list of acts and asks; SvelteKit's own name; a page of its own at the address `/`.
    const kept = [
      'contract/src/index.ts',
      'web/src/service-worker/index.ts',
      'web/static/index.html',
    ]
    expect(files.filter((file) => empty.test(file) && !kept.includes(file))).toEqual([])
  })

  test('a file of more than 300 lines, a test of more than 600', () => {
    const long = sources
      .filter((file) => !file.includes('test-data/'))
      .map((file) => [file, read(file).split('\n').length - 1] as const)
      .filter(([file, lines]) => lines > (/\.test\.ts$/.test(file) ? 600 : 300))
    expect(long).toEqual([])
  })

  test('a path of a machine, or the host of a package registry', () => {
    expect(grep(/["'`( ]\/(work|root|home|Users|tmp|var)\/[^"'`\s]*/g, written)).toEqual([])
    expect(
      grep(/\b(registry|npm|mirror|artifactory|nexus)\.[a-z0-9.-]+\.[a-z]{2,}/g, written),
    ).toEqual([])
  })

  test('an address of anybody: examples end as addresses that can be nobody’s', () => {
    const addresses = grep(/[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]+\b/gi, sources)
    expect(
      addresses.filter((one) => !/@([\w-]+\.)*(example|invalid)(\.(org|com|net))?$/i.test(one)),
    ).toEqual([])
  })

  test('a secret', () => {
    const secrets =
      /-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[A-Z0-9]{16}\b|\bgh[pousr]_\w{20,}|\bxox[abp]-\w+/g
    expect(grep(secrets, written)).toEqual([])
  })

  test('an agency’s name or seal: this is nobody’s but everyone’s', () => {
    const agencies =
      /\b(U\.?S\.? Customs|Customs and Border|CBP|DHS|Homeland Security|Instituto Nacional de Migraci[oó]n|INM)\b/g
    expect(grep(agencies, written)).toEqual([])
  })

  test('a test that is skipped or alone, and a line that the checks are told to overlook', () => {
    const silenced = /@ts-(ignore|expect-error|nocheck)|biome-ignore|eslint-disable/g
    expect(grep(silenced, sources)).toEqual(['docs/walls.test.ts: @ts-ignore'])
    // The linter does not read pages; the walls' own test breaks this on purpose.
    const pages = sources.filter((file) => file.endsWith('.svelte'))
    expect(grep(/\bas any\b|: any\b|<any>|process\.env/g, pages)).toEqual([])
  })
})

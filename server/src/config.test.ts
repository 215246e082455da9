import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const production = {
  GARITA_MODE: 'production',
  GARITA_MASTER_KEY: key,
  GARITA_ADDRESS: 'https://garita.example.org',
  GARITA_MAIL_URL: 'smtp://127.0.0.1:2',
}

/** The lines of what is wrong; none where the settings are good. */
function wrongIn(env: { readonly [name: string]: string }): string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message.split('\n')
  }
}

describe('the settings', () => {
  it('of a demo need nothing: the embedded database, its keys beside it, this machine alone', () => {
    const config = readConfig({})
    expect(config).toMatchObject({ mode: 'demo', host: '127.0.0.1', port: 3000, together: true })
    expect(config).toMatchObject({ training: false })
    expect(readConfig({ GARITA_TRAINING: 'on' })).toMatchObject({ mode: 'demo', training: true })
    expect(config.databaseUrl).toBeUndefined()
    expect(config.dataFolder).toMatch(/data$/)
    expect(config.keysPlace).toMatch(/data.keys$/)
    expect(config.address).toBe('http://localhost:3000')
  })

  it('honour a port, a database, a folder of data and a place of keys', () => {
    const config = readConfig({
      PORT: '28001',
      DATABASE_URL: 'postgres://db.example/garita',
      GARITA_DATA: 'elsewhere',
      GARITA_KEYS: 'postgres://keys.example/keys',
    })
    expect(config).toMatchObject({
      port: 28_001,
      address: 'http://localhost:28001',
      databaseUrl: 'postgres://db.example/garita',
      keysPlace: 'postgres://keys.example/keys',
    })
    expect(config.dataFolder).toMatch(/elsewhere$/)
  })

  it('of production say everything that is missing at once', () => {
    expect(wrongIn({ GARITA_MODE: 'production' }).map((line) => line.split(' ')[0])).toEqual([
      'GARITA_MASTER_KEY',
      'GARITA_ADDRESS',
      'GARITA_MAIL_URL',
    ])
    expect(wrongIn(production)).toEqual([])
    expect(readConfig(production).host).toBe('0.0.0.0')
  })

  it.each([
    ['what only production has, and no mode', { GARITA_MASTER_KEY: key }, 'GARITA_MASTER_KEY'],
    ['a mail server in a demo', { GARITA_MODE: 'demo', GARITA_MAIL_URL: 'smtp://a' }, 'MAIL_URL'],
    ['a set clock', { ...production, GARITA_CLOCK: '2023-01-10T18:00:00Z' }, 'GARITA_CLOCK'],
    ['training in a real house', { ...production, GARITA_TRAINING: 'on' }, 'GARITA_TRAINING'],
    ['training that is neither on nor off', { GARITA_TRAINING: 'yes' }, 'GARITA_TRAINING'],
    ['an address without https', { ...production, GARITA_ADDRESS: 'http://a.example' }, 'https'],
    ['no way to send codes', { ...production, GARITA_MAIL_URL: '' }, 'GARITA_MAIL_URL'],
    ['half a master key', { ...production, GARITA_MASTER_KEY: key.slice(4) }, '32 bytes'],
    ['a broken old master key', { GARITA_OLD_MASTER_KEYS: `${key},x` }, '32 bytes'],
    ['a mode that is none', { GARITA_MODE: 'test' }, 'GARITA_MODE'],
    ['a port that is none', { PORT: 'http' }, 'PORT'],
    ['a clock that is no instant', { GARITA_CLOCK: 'soon' }, 'GARITA_CLOCK'],
    ['an address that is none', { GARITA_ADDRESS: 'garita' }, 'GARITA_ADDRESS'],
    ['a number of groups that is none', { GARITA_DEMO_GROUPS: '-1' }, 'GARITA_DEMO_GROUPS'],
    ['a switch that is neither', { GARITA_TOGETHER: 'no' }, 'GARITA_TOGETHER'],
  ])('are refused with %s', (_, env, word) => {
    const wrong = wrongIn(env)
    expect(wrong).toHaveLength(1)
    expect(wrong[0]).toContain(word)
  })
})

it.each([
  ['https://matcher.example.org/compare', true],
  ['http://localhost:9000/compare', true],
  ['http://[::1]:9000/', true],
  ['http://matcher.example.org/compare', false],
  ['http://localhost:x@matcher.example.org/', false],
  ['https://name:secret@matcher.example.org/', false],
  ['https:', false],
])('photos of faces may go to %s: %s', (url, isRight) => {
  const wrong = wrongIn({ GARITA_FACE_URL: url, GARITA_FACE_BANDS: 'bands.json' })
  expect(wrong.every((line) => !line.startsWith('GARITA_FACE_URL'))).toBe(isRight)
})

it('a production start without a master key ends at once, says why, and shows no stack', () => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const { GARITA_MASTER_KEY: _, ...env } = production
  const { status, stderr } = spawnSync(process.execPath, [main], { env, encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toMatch(/^GARITA_MASTER_KEY is missing/)
  expect(stderr).not.toContain('    at ')
})

// What the environment says, read once by main.ts and by the commands, and checked here. Each setting, what it means
// and what it defaults to stands in docs/operations.md.

import { join, resolve } from 'node:path'

export type Config = {
  readonly mode: 'demo' | 'production'
  readonly host: string
  readonly port: number
  /** The address people type, as `https://garita.example.org`, for links and cookies. */
  readonly address: string
  /** PostgreSQL by URL; undefined: the embedded database in `dataFolder`. */
  readonly databaseUrl: string | undefined
  readonly dataFolder: string
  /** A folder, or a `postgres:` URL for several servers. */
  readonly keysPlace: string
  readonly masterKey: string | undefined
  readonly oldMasterKeys: readonly string[]
  /** An instant or day to begin at, for demo and tests. */
  readonly clock: string | undefined
  readonly mail: { readonly url: string; readonly from: string } | undefined
  readonly sms: { readonly url: string; readonly token: string } | undefined
  /** Which engine compares faces: docs/face-engines.md. */
  readonly faces: {
    /** An ONNX recogniser's file; undefined: the built-in recogniser. */
    readonly model: string | undefined
    /** JSON {version, same, unsure}; undefined: the built-in bands. */
    readonly bandsFile: string | undefined
    /** An agency's own matcher. */
    readonly url: string | undefined
    readonly token: string | undefined
    readonly timeoutMs: number
    readonly workers: number
  }
  /** False performs every act alone: the baseline of the benches. */
  readonly together: boolean
  /** How many demo groups; 0 opens an empty demo. */
  readonly demoGroups: number
  /** Every page says that nothing in this house is real. */
  readonly training: boolean
}

/** A setting is missing or wrong; the message says which and how to mend it. */
export class ConfigError extends Error {}

type Environment = { readonly [name: string]: string | undefined }

/** Reads the settings. Throws ConfigError with all that is wrong at once. */
export function readConfig(env: Environment): Config {
  const mode = env.GARITA_MODE === 'production' ? 'production' : 'demo'
  const port = Number(env.PORT ?? 3000)
  const wrong = [
    ...wrongAlways(env, port),
    ...wrongWithFaces(env),
    ...(mode === 'production' ? wrongInProduction(env) : wrongInDemo(env)),
  ]
  if (wrong.length > 0) throw new ConfigError(wrong.join('\n'))
  const dataFolder = resolve(env.GARITA_DATA ?? 'data')
  return {
    mode,
    host: env.HOST ?? (mode === 'production' ? '0.0.0.0' : '127.0.0.1'),
    port,
    address: env.GARITA_ADDRESS ?? `http://localhost:${port}`,
    databaseUrl: env.DATABASE_URL,
    dataFolder,
    keysPlace: env.GARITA_KEYS ?? join(dataFolder, 'keys'),
    masterKey: env.GARITA_MASTER_KEY,
    oldMasterKeys: env.GARITA_OLD_MASTER_KEYS?.split(',').filter(Boolean) ?? [],
    clock: env.GARITA_CLOCK,
    ...readSending(env),
    faces: readFaces(env),
    together: env.GARITA_TOGETHER !== 'off',
    demoGroups: Number(env.GARITA_DEMO_GROUPS ?? 300),
    training: env.GARITA_TRAINING === 'on',
  }
}

function readFaces(env: Environment): Config['faces'] {
  return {
    model: env.GARITA_FACE_MODEL ? resolve(env.GARITA_FACE_MODEL) : undefined,
    bandsFile: env.GARITA_FACE_BANDS,
    url: env.GARITA_FACE_URL,
    token: env.GARITA_FACE_TOKEN,
    timeoutMs: Number(env.GARITA_FACE_TIMEOUT_MS ?? 5000),
    workers: Number(env.GARITA_FACE_WORKERS ?? 1),
  }
}

/** Photos of faces leave the house only to an agency's own matcher, and only encrypted. */
function wrongWithFaces(env: Environment): string[] {
  const { model, bandsFile, url, timeoutMs, workers } = readFaces(env)
  const checks: readonly (readonly [isRight: boolean, sentence: string])[] = [
    [!(model && url), 'GARITA_FACE_MODEL or GARITA_FACE_URL, not both: one engine compares.'],
    [
      !url || isSafeForFaces(url),
      'GARITA_FACE_URL is an https address, or http on this machine, without a name or password in it.',
    ],
    [
      !(model || url) || Boolean(bandsFile),
      'GARITA_FACE_BANDS is missing: the built-in bands fit no other recogniser.',
    ],
    [timeoutMs >= 100 && timeoutMs <= 60_000, 'GARITA_FACE_TIMEOUT_MS is 100 to 60000.'],
    [Number.isInteger(workers) && workers >= 1 && workers <= 16, 'GARITA_FACE_WORKERS is 1 to 16.'],
  ]
  return checks.flatMap(([isRight, sentence]) => (isRight ? [] : [sentence]))
}

/** By the address as it will be used: what stands before an `@` only looks like a host. */
function isSafeForFaces(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, username, password } = new URL(url)
  const isNear = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  const isPlain = username === '' && password === ''
  return isPlain && (protocol === 'https:' || (protocol === 'http:' && isNear))
}

function wrongAlways(env: Environment, port: number): string[] {
  const groups = Number(env.GARITA_DEMO_GROUPS ?? 0)
  const keys = [env.GARITA_MASTER_KEY ?? [], env.GARITA_OLD_MASTER_KEYS?.split(',') ?? []].flat()
  const checks: readonly (readonly [isRight: boolean, sentence: string])[] = [
    [isOneOf(env.GARITA_MODE, ['demo', 'production']), 'GARITA_MODE is demo or production.'],
    [isOneOf(env.GARITA_TOGETHER, ['on', 'off']), 'GARITA_TOGETHER is on or off.'],
    [isOneOf(env.GARITA_TRAINING, ['on', 'off']), 'GARITA_TRAINING is on or off.'],
    [Number.isInteger(port) && port >= 0 && port <= 65_535, 'PORT is a number up to 65535.'],
    [Number.isInteger(groups) && groups >= 0, 'GARITA_DEMO_GROUPS is a number, 0 or more.'],
    [
      env.GARITA_CLOCK === undefined || !Number.isNaN(Date.parse(env.GARITA_CLOCK)),
      'GARITA_CLOCK is an instant, as 2023-01-10T18:00:00Z.',
    ],
    [
      env.GARITA_ADDRESS === undefined || URL.canParse(env.GARITA_ADDRESS),
      'GARITA_ADDRESS is an address, as https://garita.example.org.',
    ],
    [
      keys.filter(Boolean).every(isMasterKey),
      'A master key is 32 bytes in base64, 44 characters, as `openssl rand -base64 32` gives.',
    ],
  ]
  return checks.flatMap(([isRight, sentence]) => (isRight ? [] : [sentence]))
}

function isOneOf(value: string | undefined, values: readonly string[]): boolean {
  return value === undefined || values.includes(value)
}

function isMasterKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === 32 && bytes.toString('base64') === text.trim()
}

function wrongInProduction(env: Environment): string[] {
  return [
    env.GARITA_MASTER_KEY
      ? ''
      : 'GARITA_MASTER_KEY is missing: 32 random bytes in base64, as `openssl rand -base64 32` gives.',
    env.GARITA_CLOCK ? 'GARITA_CLOCK is for demo and tests only.' : '',
    env.GARITA_TRAINING === 'on'
      ? 'GARITA_TRAINING is for a demo alone: nobody may take a real house for an exercise.'
      : '',
    env.GARITA_ADDRESS?.startsWith('https://')
      ? ''
      : 'GARITA_ADDRESS is missing: the https address that people type.',
    env.GARITA_MAIL_URL || env.GARITA_SMS_URL
      ? ''
      : 'GARITA_MAIL_URL or GARITA_SMS_URL is missing: people sign in by a code sent to them.',
  ].filter(Boolean)
}

/**
 * A demo shows passwords and codes to whoever asks. So it does not begin where the settings say that
 * the mode was only forgotten.
 */
function wrongInDemo(env: Environment): string[] {
  const settings = ['GARITA_MASTER_KEY', 'GARITA_MAIL_URL', 'GARITA_SMS_URL']
  return settings.flatMap((name) =>
    env[name]
      ? [`${name} is for production alone: set GARITA_MODE=production, or leave it out.`]
      : [],
  )
}

function readSending(env: Environment): Pick<Config, 'mail' | 'sms'> {
  const mail = env.GARITA_MAIL_URL
  const sms = env.GARITA_SMS_URL
  return {
    mail: mail ? { url: mail, from: env.GARITA_MAIL_FROM ?? 'garita@localhost' } : undefined,
    sms: sms ? { url: sms, token: env.GARITA_SMS_TOKEN ?? '' } : undefined,
  }
}

// What `npm run custodian -- …` was told, and the custodian's long secret in its file.

import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { drawsCommittedAhead, readLongSecret } from '@garita/domain/custodian'

const custodianUsage = `npm run custodian -- --address https://… --user <name> --secret-file <file>

Commits to the secrets of the draws ahead, reveals each once its draw is frozen, and goes on until
it is stopped. The long secret is made in the file where there is none; keep the file.

  --name <text>           public name at the first commitment, 1–60 of A–Z a–z 0–9 . _ - and space
                          (default: the user name); it stays for ever
  --password-file <file>  else GARITA_CUSTODIAN_PASSWORD, else asked for
  --totp-file <file>      the time-based secret in base32; else GARITA_CUSTODIAN_TOTP, else each
                          code is asked for (a session lasts 12 hours)
  --ahead <days>          how far to commit ahead (default ${drawsCommittedAhead}); 0: reveal only, before leaving office
  --once                  one look and out, for cron: 0 where all is well, else 1`

/** What was typed cannot be done; the message says why, in words for whoever typed it. */
export class CustodianCommandRefused extends Error {}

export type CustodianOptions = {
  /** Without a slash at the end. */
  readonly address: string
  readonly user: string
  readonly name: string
  readonly secretFile: string
  readonly passwordFile: string | undefined
  readonly totpFile: string | undefined
  readonly ahead: number
  readonly isOnce: boolean
}

const text = { type: 'string' } as const
const options = {
  address: text,
  user: text,
  name: text,
  'secret-file': text,
  'password-file': text,
  'totp-file': text,
  ahead: text,
  once: { type: 'boolean' },
} as const

/** @param typed what stands after `npm run custodian --`. @throws CustodianCommandRefused */
export function readCustodianOptions(typed: readonly string[]): CustodianOptions {
  const values = parse(typed)
  const { address, user, 'secret-file': secretFile } = values
  if (!address || !user || !secretFile) throw new CustodianCommandRefused(custodianUsage)
  const name = values.name ?? user
  if (!/^[A-Za-z0-9 ._-]{1,60}$/.test(name)) {
    throw new CustodianCommandRefused(`"${name}" is no public name.\n\n${custodianUsage}`)
  }
  const ahead = Number(values.ahead ?? drawsCommittedAhead)
  if (!Number.isInteger(ahead) || ahead < 0 || ahead > 60) {
    throw new CustodianCommandRefused('--ahead is a number of days, 0 to 60.')
  }
  return {
    address: readAddress(address),
    user,
    name,
    secretFile,
    passwordFile: values['password-file'],
    totpFile: values['totp-file'],
    ahead,
    isOnce: values.once ?? false,
  }
}

function parse(typed: readonly string[]) {
  try {
    return parseArgs({ args: [...typed], options }).values
  } catch (error) {
    throw new CustodianCommandRefused(`${(error as Error).message}\n\n${custodianUsage}`)
  }
}

/** Password and secret travel there: https, but for a house on the same machine. */
function readAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const isHere = url && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (!url || !(url.protocol === 'https:' || (isHere && url.protocol === 'http:'))) {
    throw new CustodianCommandRefused(`--address is an https address: ${address}`)
  }
  return url.origin
}

/** The long secret of the file; made where there is no such file. @throws CustodianCommandRefused */
export function openLongSecret(file: string, say: (line: string) => void): Uint8Array {
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    })
    say(
      `Made a long secret in ${file}. Keep this file, with a copy in a safe place: without it the`,
    )
    say('draws that you committed to become void. Nobody else may ever read it.')
  }
  const secret = readLongSecret(readFileSync(file, 'utf8'))
  if (!secret) throw new CustodianCommandRefused(`${file} does not hold 64 hexadecimal digits.`)
  // Windows keeps no such bits.
  const isOpen = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0
  if (isOpen) say(`Warning: others on this machine may read ${file}; \`chmod 600\` it.`)
  return secret
}

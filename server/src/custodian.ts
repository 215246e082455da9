// The command `npm run custodian -- …`: a custodian's own client, run by the custodian on a machine
// of its own, never beside the server.

import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { currentTotp } from './accounts/totp.ts'
import {
  CustodianCommandRefused,
  type CustodianOptions,
  openLongSecret,
  readCustodianOptions,
} from './custodian-command.ts'
import { custodyHouse, HouseAway, HouseRefused, SignInRefused } from './custody-house.ts'
import { doRound } from './custody-round.ts'
import { keepWatch, tellTrouble } from './custody-watch.ts'

const say = (line: string) => process.stdout.write(`${new Date().toISOString()}  ${line}\n`)

async function run(options: CustodianOptions): Promise<void> {
  const { address, user, name, ahead } = options
  const longSecret = openLongSecret(options.secretFile, say)
  const house = custodyHouse(address, {
    user,
    password: await passwordOf(options),
    code: codesOf(options),
  })
  const custodian = { longSecret, name, ahead, now: Date.now }
  const round = () => doRound(house, custodian, say)
  if (options.isOnce) {
    process.exitCode = tellTrouble(await round(), say) ? 1 : 0
    return
  }
  const stopping = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => stopping.abort())
  }
  say(`Keeping watch at ${address}; stop it with Ctrl+C.`)
  await keepWatch({
    round,
    say,
    pause: async (milliseconds) => {
      await wait(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined)
    },
    isOver: () => stopping.signal.aborted,
  })
}

async function passwordOf({ passwordFile }: CustodianOptions): Promise<string> {
  if (passwordFile) return readFileSync(passwordFile, 'utf8').trim()
  return process.env.GARITA_CUSTODIAN_PASSWORD ?? (await askFor('Password: '))
}

/** Codes made here from the time-based secret, or typed each time one is needed. */
function codesOf({ totpFile }: CustodianOptions): () => Promise<string> | string {
  const secret = totpFile
    ? readFileSync(totpFile, 'utf8').trim()
    : process.env.GARITA_CUSTODIAN_TOTP
  return secret ? () => currentTotp(secret) : () => askFor('Code of six digits: ')
}

/** Asks at the terminal and shows nothing of what is typed. */
async function askFor(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new CustodianCommandRefused(
      'There is no terminal to ask at: give --password-file and --totp-file.',
    )
  }
  process.stdout.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return (await lines.question('')).trim()
  } finally {
    lines.close()
    process.stdout.write('\n')
  }
}

try {
  await run(readCustodianOptions(process.argv.slice(2)))
} catch (error) {
  process.exitCode = 1
  const expected = [CustodianCommandRefused, HouseAway, HouseRefused, SignInRefused]
  const isExpected = expected.some((kind) => error instanceof kind)
  process.stderr.write(`${isExpected ? (error as Error).message : (error as Error).stack}\n`)
}

// `npm run staff -- …`: adds, changes and removes members of staff. Who they are and what they may
// do is changed by acts, through the door like everything; their sign-in means beside it. And the
// one other thing that the administration may do: ending a draw that cannot be published.

import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { ActName, InputOf } from '@garita/contract'
import { acts } from '@garita/contract'
import { portOf, ports } from '@garita/domain/port'
import { isDay } from '@garita/domain/time'
import type { Pool } from 'pg'
import type { StaffAccounts, StaffMeans } from './accounts/staff.ts'
import { StaffNameUnusable } from './accounts/staff.ts'
import { staffEmail } from './accounts/staff-name.ts'
import type { Perform, Who } from './act.ts'
import { listStaff, type Role } from './store/staff.ts'
import type { World } from './world.ts'

const staffUsage = `npm run staff -- add <name> --role <role> [--ports 2504,2503]
npm run staff -- ports <name> --ports 2504,2503
npm run staff -- reset <name>      gives a new password and time-based code
npm run staff -- remove <name>     ends every session at once
npm run staff -- list
npm run staff -- void-draw <day> --reason "<why, for everybody to read>"
                                   ends a draw that fails its own check, once it failed again

Roles: officer and supervisor (with ports), planner, auditor, custodian.
Ports: ${ports.map((port) => `${port.code} ${port.name}`).join(', ')}.`

/** What was typed cannot be done; the message says why, in words for whoever typed it. */
export class StaffCommandRefused extends Error {}

export type StaffCommand = {
  readonly world: World
  readonly perform: Perform
  readonly accounts: StaffAccounts
  readonly say: (line: string) => void
}

const who: Who = { kind: 'administration', account: 'administration', ports: [] }

/** @param typed what stands after `npm run staff --`. @throws StaffCommandRefused */
export async function runStaffCommand(command: StaffCommand, typed: readonly string[]) {
  const { verb, name, role, ports: codes, reason } = read(typed)
  if (verb === 'list') return await list(command)
  if (verb === 'void-draw') return await voidDraw(command, name, reason)
  if (verb === 'add') return await add(command, name, role, codes ?? [])
  const account = await accountOf(command.world.database.pool, name)
  if (verb === 'ports') return await change(command, name, account, codes)
  if (verb === 'reset') return await reset(command, account)
  if (verb === 'remove') return await remove(command, name, account)
  throw new StaffCommandRefused(staffUsage)
}

function read(typed: readonly string[]) {
  const text = { type: 'string' } as const
  const options = { role: text, ports: text, reason: text } as const
  try {
    const { values, positionals } = parseArgs({ args: [...typed], options, allowPositionals: true })
    const [verb, name = '', ...more] = positionals
    if (!verb || more.length > 0) throw new StaffCommandRefused(staffUsage)
    const codes = values.ports?.split(',').map((code) => code.trim())
    const wrong = codes?.filter((code) => !portOf(code)) ?? []
    if (wrong.length > 0) throw new StaffCommandRefused(`There is no port ${wrong.join(', ')}.`)
    const { role, reason } = values
    return { verb, name, role, ports: codes as InputOf<'add-staff'>['ports'], reason }
  } catch (error) {
    if (error instanceof StaffCommandRefused) throw error
    throw new StaffCommandRefused(`${(error as Error).message}\n\n${staffUsage}`)
  }
}

async function add(
  command: StaffCommand,
  name: string,
  role: string | undefined,
  codes: InputOf<'add-staff'>['ports'],
): Promise<void> {
  if (!isRole(role)) throw new StaffCommandRefused(`Which role?\n\n${staffUsage}`)
  const means = await makeMeans(command.accounts, name)
  try {
    await perform(command, 'add-staff', { account: means.account, role, ports: codes })
  } catch (error) {
    // What the act refused shall not be able to sign in.
    await command.accounts.removeStaff(means.account)
    throw error
  }
  command.say(`Added ${name}: ${role}${codes.length > 0 ? ` at ${codes.join(', ')}` : ''}.`)
  tellMeans(command, means)
}

async function change(
  command: StaffCommand,
  name: string,
  account: string,
  codes: InputOf<'add-staff'>['ports'] | undefined,
): Promise<void> {
  if (!codes) throw new StaffCommandRefused(`Which ports?\n\n${staffUsage}`)
  await perform(command, 'change-staff', { account, ports: codes })
  command.say(`${name} now works at ${codes.join(', ')}, from the next page on.`)
}

async function reset(command: StaffCommand, account: string): Promise<void> {
  await perform(command, 'change-staff', { account, reset: true })
  const means = await command.accounts.resetStaff(account)
  command.say(`${means.user} has new sign-in means; the old ones and every session have ended.`)
  tellMeans(command, means)
}

async function remove(command: StaffCommand, name: string, account: string): Promise<void> {
  await perform(command, 'remove-staff', { account })
  await command.accounts.removeStaff(account)
  command.say(`Removed ${name}; every session has ended.`)
}

/** As the contract has it; nothing else holds what is typed here against that. */
const reasonAtLeast = 10
const reasonAtMost = 500

/** [D45] The reason stands beside the draw for ever, so it is as long as a sentence. */
async function voidDraw(command: StaffCommand, draw: string, typed = ''): Promise<void> {
  const reason = typed.trim()
  const isSentence = reason.length >= reasonAtLeast && reason.length <= reasonAtMost
  if (!isDay(draw) || !isSentence)
    throw new StaffCommandRefused(`Which draw, and why, in a sentence?\n\n${staffUsage}`)
  command.say('The draw is tried once more; that takes as long as running it.')
  await perform(command, 'void-broken-draw', { draw, reason })
  command.say(`The draw of ${draw} is void, and everybody sees why. Its places go into the next.`)
}

async function list({ world, say }: StaffCommand): Promise<void> {
  const staff = await listStaff(world.database.db)
  const names = await namesOf(world.database.pool)
  for (const { accountId, role, ports: codes } of staff) {
    say([names.get(accountId) ?? accountId, role, codes.join(', ')].join('\t').trimEnd())
  }
  if (staff.length === 0) say('There is no staff yet.')
}

function tellMeans({ say }: StaffCommand, { user, password, totpSecret, totpUri }: StaffMeans) {
  say('These are shown once and kept nowhere in a readable form:')
  say(`  user name          ${user}`)
  say(`  password           ${password}`)
  say(`  time-based secret  ${totpSecret}`)
  say(`  the same as URI    ${totpUri}`)
}

async function makeMeans(accounts: StaffAccounts, name: string): Promise<StaffMeans> {
  try {
    return await accounts.makeStaffAccount(name)
  } catch (error) {
    if (error instanceof StaffNameUnusable) throw new StaffCommandRefused(error.message)
    throw error
  }
}

async function perform<N extends ActName>(
  command: StaffCommand,
  act: N,
  input: InputOf<N>,
): Promise<void> {
  const decision = await command.perform({ who, act, input, key: randomUUID() })
  if (decision.ok) return
  const names = decision.reasons.map((reason) => reason.name)
  throw new StaffCommandRefused(names.map((name) => sentences[name] ?? name).join(' '))
}

const sentences: { readonly [name: string]: string } = {
  'ports-missing': 'Officers and supervisors work at ports: name at least one with --ports.',
  'staff-known': 'There is such a member of staff already.',
  'staff-unknown': 'There is no such member of staff.',
  'draw-unknown': 'There is no such draw.',
  'draw-not-frozen': 'This draw was never frozen.',
  'draw-over': 'This draw is over.',
  'draw-early': 'A draw is ended at the next noon in New York at the soonest: mend it until then.',
  'reveals-missing': 'Secrets of this draw are missing: the clock ends it at the next noon.',
  'draw-holds': 'This draw passes its check: the server will publish it. Nothing was ended.',
}

const roles: readonly string[] = acts['add-staff'].input.properties.role.enum

function isRole(text: string | undefined): text is Role {
  return text !== undefined && roles.includes(text)
}

async function accountOf(pool: Pool, name: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from accounts."user" where email = $1 and kind = 'staff'`,
    [staffEmail(name) ?? ''],
  )
  const [row] = rows
  if (!row) throw new StaffCommandRefused(`There is no member of staff called "${name}".`)
  return row.id
}

async function namesOf(pool: Pool): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ id: string; name: string }>(
    `select id, name from accounts."user" where kind = 'staff'`,
  )
  return new Map(rows.map((row) => [row.id, row.name]))
}

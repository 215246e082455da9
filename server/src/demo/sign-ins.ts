// The demo's sign-ins: made once an installation, so that no password stands in the code, and kept
// beside the data, since the demo shows them again after a restart. Never made in production.

import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ports } from '@garita/domain/port'
import type { Instant } from '@garita/domain/time'
import { base32, makeTotpKey } from '../accounts/totp.ts'
import { type DemoOffice, makeOffices } from './custodians.ts'

export type DemoRole = 'officer' | 'supervisor' | 'planner' | 'auditor' | 'custodian'

export type DemoStaff = {
  /** What the person types to sign in. */
  readonly user: string
  readonly role: DemoRole
  readonly ports: readonly string[]
  readonly password: string
  readonly totpSecret: string
  /** Null until the account was made. */
  readonly account: string | null
}

export type DemoSignIns = {
  /** When the demo began; its acts are counted from here, also when a killed start goes on. */
  readonly begunAt: Instant
  /** All of the demo's acts were performed. */
  readonly isSeeded: boolean
  readonly staff: readonly DemoStaff[]
  /** The built-in custodians. */
  readonly offices: readonly DemoOffice[]
  readonly applicant: { readonly email: string; readonly account: string | null }
}

const sanYsidro = '2504'
const all = ports.map((port) => port.code)

const posts: readonly (readonly [string, DemoRole, readonly string[]])[] = [
  ['demo-officer', 'officer', [sanYsidro]],
  ['demo-supervisor', 'supervisor', [sanYsidro]],
  ['demo-officer-all-ports', 'officer', all],
  ['demo-planner', 'planner', []],
  // Rules and a suspension take two.
  ['demo-second-planner', 'planner', []],
  ['demo-auditor', 'auditor', []],
  ['demo-custodian', 'custodian', []],
]

/** What a start before this one kept; undefined in a new folder. */
export function readSignIns(folder: string): DemoSignIns | undefined {
  try {
    const kept = JSON.parse(readFileSync(fileIn(folder), 'utf8'))
    // A demo that began before there were draws.
    return { offices: makeOffices(), ...kept }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Whole or not at all, and for the owner alone. */
export function keepSignIns(folder: string, signIns: DemoSignIns): DemoSignIns {
  const file = fileIn(folder)
  writeFileSync(`${file}.new`, `${JSON.stringify(signIns, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return signIns
}

/** New passwords and secrets; the accounts are made from them. */
export function makeSignIns(begunAt: Instant): DemoSignIns {
  const staff = posts.map(([user, role, portsOf]) => ({
    user,
    role,
    ports: portsOf,
    password: randomBytes(9).toString('base64url'),
    totpSecret: base32(makeTotpKey()),
    account: null,
  }))
  const applicant = { email: 'familia.ejemplo@example.org', account: null }
  return { begunAt, isSeeded: false, staff, offices: makeOffices(), applicant }
}

const fileIn = (folder: string) => join(folder, 'demo-sign-ins.json')

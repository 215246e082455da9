import { randomBytes } from 'node:crypto'
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import type { Auth } from './better.ts'
import type { Revocations } from './revocations.ts'
import { staffEmail } from './staff-name.ts'
import { base32, currentTotp, fromBase32, makeTotpKey, totpUri } from './totp.ts'

// Sign-in means of staff. Who they are and what they may do stands in the table `staff`, written
// by acts; this only makes, changes and takes away the password and the time-based code. All of it
// is called before or after an act, never inside one.

/** Shown once, when made: the password and the secret are not kept in a readable form. */
export type StaffMeans = {
  readonly account: string
  readonly user: string
  readonly password: string
  /** Base32, to type into an authenticator app. */
  readonly totpSecret: string
  /** The same for a QR code. */
  readonly totpUri: string
}

/** For the demo alone: means that are the same at every start. `totpSecret` in base32. */
export type ChosenMeans = { readonly password?: string; readonly totpSecret?: string }

export type StaffAccounts = {
  /** Throws `StaffNameUnusable` where the name is taken or cannot be one. */
  makeStaffAccount(user: string, chosen?: ChosenMeans): Promise<StaffMeans>
  /** New password and secret; every session ends at once. */
  resetStaff(account: string): Promise<StaffMeans>
  /** Takes both away and frees the user name; every session ends at once. Repeatable. */
  removeStaff(account: string): Promise<void>
  /** For the demo page: the code that the person's app shows now; null without means. */
  currentCodeOf(account: string): Promise<string | null>
}

export class StaffNameUnusable extends Error {
  constructor(user: string) {
    super(`"${user}" is taken, or is no user name: 2–63 small letters, digits, dots or hyphens`)
    this.name = 'StaffNameUnusable'
  }
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const PASSWORD_SYMBOLS = 20
const TOTP_TABLE = 'twoFactor'

export function staffAccounts(auth: Auth, revocations: Revocations): StaffAccounts {
  async function give(account: string, user: string, chosen: ChosenMeans): Promise<StaffMeans> {
    const { password: passwords, adapter, internalAdapter, secretConfig } = await auth.$context
    const password = chosen.password ?? makePassword()
    const key = chosen.totpSecret ? fromBase32(chosen.totpSecret).toString() : makeTotpKey()
    await takeAway(auth, account)
    await internalAdapter.linkAccount({
      userId: account,
      providerId: 'credential',
      accountId: account,
      password: await passwords.hash(password),
    })
    const secret = await symmetricEncrypt({ key: secretConfig, data: key })
    const data = { userId: account, secret, backupCodes: '', verified: true }
    await adapter.create({ model: TOTP_TABLE, data })
    const totpSecret = base32(key)
    return { account, user, password, totpSecret, totpUri: totpUri(user, totpSecret) }
  }

  async function endSessions(account: string): Promise<void> {
    await (await auth.$context).internalAdapter.deleteUserSessions(account)
    await revocations.revoke(account)
  }

  return {
    makeStaffAccount: async (user, chosen = {}) => {
      const email = staffEmail(user)
      const { internalAdapter } = await auth.$context
      if (!email || (await internalAdapter.findUserByEmail(email))) {
        throw new StaffNameUnusable(user)
      }
      const made = await internalAdapter.createUser(
        { email, name: user, emailVerified: true, kind: 'staff', twoFactorEnabled: true },
        { method: 'staff' },
      )
      return await give(made.id, user, chosen)
    },
    resetStaff: async (account) => {
      const found = await (await auth.$context).internalAdapter.findUserById(account)
      if (!found || !isStaff(found)) throw new Error(`no account of staff is ${account}`)
      const means = await give(account, found.name, {})
      await endSessions(account)
      return means
    },
    removeStaff: async (account) => {
      const { internalAdapter } = await auth.$context
      const found = await internalAdapter.findUserById(account)
      if (!found || !isStaff(found)) return
      await takeAway(auth, account)
      // The name stays for those who read old records; its sign-in form becomes free.
      await internalAdapter.updateUser(account, { email: `${account}@removed.garita.invalid` })
      await endSessions(account)
    },
    currentCodeOf: async (account) => {
      const { adapter, secretConfig } = await auth.$context
      const where = [{ field: 'userId', value: account }]
      const found = await adapter.findOne<{ secret: string }>({ model: TOTP_TABLE, where })
      if (!found) return null
      const key = await symmetricDecrypt({ key: secretConfig, data: found.secret })
      return currentTotp(base32(key))
    },
  }
}

async function takeAway(auth: Auth, account: string): Promise<void> {
  const { adapter, internalAdapter } = await auth.$context
  await internalAdapter.deleteAccounts(account)
  await adapter.deleteMany({ model: TOTP_TABLE, where: [{ field: 'userId', value: account }] })
}

function isStaff(user: object): boolean {
  return 'kind' in user && user.kind === 'staff'
}

/** 20 symbols of 5 bits in groups of five: 100 bits that can be read out and typed. */
function makePassword(): string {
  const symbols = [...randomBytes(PASSWORD_SYMBOLS)].map((byte) => ALPHABET.charAt(byte % 32))
  return symbols.join('').replace(/(.{5})(?=.)/g, '$1-')
}

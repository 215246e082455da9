// The demo's accounts: staff with the means that were kept, and one applicant, who signs in as
// anybody does, by a code that was sent.

import type { Accounts } from '../src/accounts/accounts.ts'
import { StaffNameUnusable } from '../src/accounts/staff.ts'
import type { Perform, Who } from '../src/act.ts'
import type { DemoSignIns, DemoStaff } from '../src/demo/sign-ins.ts'
import type { Sender } from '../src/notices/sender.ts'
import type { World } from '../src/world.ts'

export type AccountsOfDemo = {
  readonly world: World
  readonly perform: Perform
  readonly accounts: Accounts
  readonly sender: Sender
}

const administration: Who = { kind: 'administration', account: 'administration', ports: [] }

/** Makes what is not there yet. What a killed start left half done is finished. */
export async function makeDemoAccounts(
  place: AccountsOfDemo,
  signIns: DemoSignIns,
): Promise<DemoSignIns> {
  const staff: DemoStaff[] = []
  for (const one of signIns.staff) {
    const account = one.account ?? (await makeAccount(place, one))
    await addStaff(place, account, one.role, one.ports)
    staff.push({ ...one, account })
  }
  for (const { account } of signIns.offices) await addStaff(place, account, 'custodian', [])
  const { email } = signIns.applicant
  const account = signIns.applicant.account ?? (await signInOnce(place, email))
  return { ...signIns, staff, applicant: { email, account } }
}

async function addStaff(
  { perform }: AccountsOfDemo,
  account: string,
  role: DemoStaff['role'],
  ports: readonly string[],
): Promise<void> {
  const input = { account, role, ports: [...ports] as never }
  const key = `demo-add-staff-${account}`
  await perform({ who: administration, act: 'add-staff', input, key })
}

async function makeAccount({ accounts, world }: AccountsOfDemo, staff: DemoStaff): Promise<string> {
  const { user, password, totpSecret } = staff
  try {
    return (await accounts.makeStaffAccount(user, { password, totpSecret })).account
  } catch (error) {
    if (!(error instanceof StaffNameUnusable)) throw error
    const { rows } = await world.database.pool.query<{ id: string }>(
      `select id from accounts."user" where name = $1 and kind = 'staff'`,
      [user],
    )
    if (!rows[0]) throw error
    return rows[0].id
  }
}

/** Signs in and out by the code that would have been sent; gives the account that this made. */
async function signInOnce({ accounts, sender }: AccountsOfDemo, email: string): Promise<string> {
  const to = { kind: 'mail', address: email } as const
  await accounts.sendCode(to, 'es')
  const sent = sender.recentMessages().find((one) => one.to.address === email)
  const code = /\d{6}/.exec(sent?.text ?? '')?.[0] ?? ''
  const came = await accounts.signInByCode(to, code)
  if (!came.ok) throw new Error(`the demo's applicant could not sign in: ${came.name}`)
  await accounts.revoke({ session: came.session.session })
  return came.session.account
}

// What the start of a demo prints: where to look, and how to sign in as anybody.

import type { DemoSignIns } from './sign-ins.ts'

/** @param address as people type it, without a slash at the end. */
export function greeting(address: string, { staff, applicant }: DemoSignIns): string {
  const width = Math.max(...staff.map(({ user }) => user.length))
  const rows = staff.map(({ user, password, role, ports }) => {
    const at = ports.length === 1 ? ` at port ${ports[0]}` : ''
    return `  ${user.padEnd(width)}  ${password}  ${role}${at}`
  })
  return [
    '',
    `Garita is at ${address} (a demo: nothing is sent, nobody in it is real)`,
    '',
    'Applicants sign in with any e-mail address at',
    `  ${address}/es/sign-in  or  ${address}/en/sign-in`,
    `and find the code at ${address}/es/demo. ${applicant.email} has a family already.`,
    '',
    `Staff sign in at ${address}/es/officer/sign-in with user name, password and the code of`,
    `the moment, which ${address}/es/demo shows:`,
    ...rows,
    '',
  ].join('\n')
}

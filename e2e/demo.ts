// What the demo tells: the messages that would have been sent and the staff's codes of this moment.

export type DemoStaff = {
  readonly role: string
  readonly user: string
  readonly password: string
  readonly code: string
  readonly secondsLeft: number
}

type Message = {
  readonly to: { readonly address: string }
  readonly subject: string
  readonly text: string
}

type Demo = { readonly messages: readonly Message[]; readonly staff: readonly DemoStaff[] }

export async function demoOf(address: string): Promise<Demo> {
  const answer = await fetch(`${address}/api/demo`)
  if (!answer.ok) throw new Error(`the demo answers ${answer.status}`)
  return (await answer.json()) as Demo
}

/** The newest code of six digits sent to this e-mail or phone. */
export async function codeSentTo(address: string, to: string): Promise<string> {
  const texts = (await messagesTo(address, to)).map(({ text }) => text)
  const code = texts.flatMap((text) => /\b\d{6}\b/.exec(text)?.[0] ?? [])[0]
  if (!code) throw new Error(`no code was sent to ${to}; its messages: ${texts.join(' | ')}`)
  return code
}

/** The messages sent to this e-mail or phone, the newest first. */
export async function messagesTo(address: string, to: string): Promise<readonly Message[]> {
  return (await demoOf(address)).messages.filter((one) => one.to.address === to)
}

/** The first demo member of staff with this role, or the one with this user name. */
export async function staffOf(address: string, who: string): Promise<DemoStaff> {
  const one = (await demoOf(address)).staff.find(({ role, user }) => role === who || user === who)
  if (!one) throw new Error(`the demo has no ${who}`)
  return one
}

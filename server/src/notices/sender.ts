// What leaves the house as a message: e-mail by SMTP, text messages by an HTTP gateway. The demo
// sends nothing and shows what would have been sent. Nothing here is retried: what must arrive is
// a row written by an act and sent by a job, which tries again.

import { createTransport } from 'nodemailer'

/** Where a message goes. `address`: an e-mail address, or a number in E.164 (`+52…`). */
export type Recipient = { readonly kind: 'mail' | 'phone'; readonly address: string }

/** `subject` is left out of text messages. */
export type Message = {
  readonly to: Recipient
  readonly subject: string
  readonly text: string
}

export type SentMessage = Message & { readonly at: number }

export type Sender = {
  /** Whether this installation can send so at all. */
  reaches(kind: Recipient['kind']): boolean
  /** Answers when the next server took the message over. Throws where it did not: an outage. */
  send(message: Message): Promise<void>
  /** Demo alone: what would have been sent, the newest first, at most 200. */
  recentMessages(): readonly SentMessage[]
  close(): void
}

export type SenderPlace = {
  readonly mode: 'demo' | 'production'
  /** `smtp://user:password@host:587` or `smtps://…`, and the address that e-mail comes from. */
  readonly mail: { readonly url: string; readonly from: string } | undefined
  /**
   * Receives `POST {"to": "+52…", "text": "…"}` with `Authorization: Bearer <token>` (left out
   * where the token is empty); any 2xx means taken over.
   */
  readonly sms: { readonly url: string; readonly token: string } | undefined
}

const REMEMBERED = 200
const PATIENCE_MS = 10_000

/** Sends nothing; keeps the last 200 messages in memory for the demo page and for tests. */
export function demoSender(now: () => number = Date.now): Sender {
  const sent: SentMessage[] = []
  return {
    reaches: () => true,
    send: async (message) => {
      sent.unshift({ ...message, at: now() })
      sent.length = Math.min(sent.length, REMEMBERED)
    },
    recentMessages: () => sent,
    close: () => undefined,
  }
}

/** The demo's, or the real one: what has no address in `place` is not reached. */
export function openSender({ mode, mail, sms }: SenderPlace): Sender {
  if (mode === 'demo') return demoSender()
  const transport = mail ? createTransport(mail.url, { from: mail.from }) : undefined
  return {
    reaches: (kind) => (kind === 'mail' ? transport !== undefined : sms !== undefined),
    send: async ({ to, subject, text }) => {
      if (to.kind === 'phone') return await sendText(sms, to.address, text)
      if (!transport) throw new Error('no SMTP server is configured')
      await transport.sendMail({ to: { name: '', address: to.address }, subject, text })
    },
    recentMessages: () => [],
    close: () => transport?.close(),
  }
}

async function sendText(sms: SenderPlace['sms'], to: string, text: string): Promise<void> {
  if (!sms) throw new Error('no gateway for text messages is configured')
  const response = await fetch(sms.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(sms.token ? { authorization: `Bearer ${sms.token}` } : {}),
    },
    body: JSON.stringify({ to, text }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`the gateway for text messages answered ${response.status}`)
}

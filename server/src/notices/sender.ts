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
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly smtpUrl?: string | undefined
  /** The address that e-mail comes from. */
  readonly from?: string | undefined
  /** Receives `POST {"to": "+52…", "text": "…"}`; any 2xx means taken over. */
  readonly smsUrl?: string | undefined
  /** Sent to the gateway as `Authorization: Bearer …`. */
  readonly smsToken?: string | undefined
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

/** The real sender. What has no address in `place` is not reached. */
export function openSender(place: SenderPlace): Sender {
  const mail = place.smtpUrl
    ? createTransport(place.smtpUrl, { from: place.from ?? 'garita@localhost' })
    : undefined
  return {
    reaches: (kind) => (kind === 'mail' ? mail !== undefined : place.smsUrl !== undefined),
    send: async ({ to, subject, text }) => {
      if (to.kind === 'phone') return await sendText(place, to.address, text)
      if (!mail) throw new Error('no SMTP server is configured')
      await mail.sendMail({ to: { name: '', address: to.address }, subject, text })
    },
    recentMessages: () => [],
    close: () => mail?.close(),
  }
}

async function sendText(place: SenderPlace, to: string, text: string): Promise<void> {
  if (!place.smsUrl) throw new Error('no gateway for text messages is configured')
  const response = await fetch(place.smsUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(place.smsToken ? { authorization: `Bearer ${place.smsToken}` } : {}),
    },
    body: JSON.stringify({ to, text }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`the gateway for text messages answered ${response.status}`)
}

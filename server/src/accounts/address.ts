import { createHmac, type KeyObject } from 'node:crypto'
import type { Recipient } from '../notices/sender.ts'

// An applicant signs in by a code sent to an address, and the accounts keep no address: only a
// keyed pseudonym of it, in the form that better-auth takes for an e-mail. So the same address
// must always be written the same way before the pseudonym is taken.

const MAX_LENGTH = 254
/** No controls, turned directions or halves of characters either: nobody has such an address. */
const MAIL = /^[^\s@,;<>"()\p{C}]+@[^\s@,;<>"()\p{C}]+\.[^\s@.,;<>"()\p{C}]{2,}$/u
const PHONE = /^\+[1-9][0-9]{6,14}$/
const PSEUDONYM_HEX = 40

/**
 * Reads what was typed as an e-mail address or a phone number with its country code, in one
 * spelling; undefined where it is neither. Mexican mobiles lose the old `1` after `+52`.
 */
export function readAddress(typed: string): Recipient | undefined {
  const text = typed.normalize('NFKC').trim()
  if (text.includes('@')) {
    const address = text.toLowerCase()
    const fits = address.length <= MAX_LENGTH && MAIL.test(address)
    return fits ? { kind: 'mail', address } : undefined
  }
  const digits = text.replace(/[\s().-]/g, '').replace(/^00/, '+')
  const address = digits.replace(/^\+521([0-9]{10})$/, '+52$1')
  return PHONE.test(address) ? { kind: 'phone', address } : undefined
}

/**
 * Where an address arrives, for counting messages and for nothing else: what follows a `+` and dots
 * lead to one mailbox at the large providers, and so make as many spellings of it as one likes.
 */
export function mailboxOf(to: Recipient): Recipient {
  if (to.kind === 'phone') return to
  const [name = '', host = ''] = to.address.split('@')
  return { kind: 'mail', address: `${name.replace(/\+.*/, '').replaceAll('.', '')}@${host}` }
}

/** 160 bits of HMAC-SHA-256 at a domain that never delivers: `<40 hex>@mail.garita.invalid`. */
export function pseudonymOf(key: KeyObject, { kind, address }: Recipient): string {
  const mac = createHmac('sha256', key).update(`${kind}:${address}`).digest('hex')
  return `${mac.slice(0, PSEUDONYM_HEX)}@${kind}.garita.invalid`
}

import { createHmac, randomInt } from 'node:crypto'

// Time-based codes as authenticator apps make them (RFC 6238: SHA-1, 30 s, six digits).
// better-auth keys them with the UTF-8 bytes of a text, and apps read the base32 of those bytes.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const STEP_MS = 30_000
/** 20 printable characters hold 131 bits; RFC 4226 asks for at least 128. */
const SECRET_LENGTH = 20
const FIRST_PRINTABLE = 33
const AFTER_PRINTABLE = 127

/** A new secret, as better-auth keeps it; `base32` gives what people type into an app. */
export function makeTotpKey(): string {
  const codes = Array.from({ length: SECRET_LENGTH }, () =>
    randomInt(FIRST_PRINTABLE, AFTER_PRINTABLE),
  )
  return String.fromCharCode(...codes)
}

/** Base32 (RFC 4648) without padding. */
export function base32(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => ALPHABET[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

export function fromBase32(secret: string): Buffer {
  const digits = [...secret.toUpperCase().replace(/[\s=-]/g, '')]
  const bits = digits.map((digit) => ALPHABET.indexOf(digit).toString(2).padStart(5, '0')).join('')
  const bytes = bits.match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)))
}

/** The six digits that an app shows for this base32 secret at an instant of real time. */
export function currentTotp(secret: string, at = Date.now()): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / STEP_MS)))
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0x0f
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** What a QR code carries into an authenticator app. */
export function totpUri(name: string, secret: string): string {
  const query = new URLSearchParams({ secret, issuer: 'Garita', digits: '6', period: '30' })
  return `otpauth://totp/Garita:${encodeURIComponent(name)}?${query}`
}

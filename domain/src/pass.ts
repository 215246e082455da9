// A pass is what a phone or a sheet of paper carries to the port: a code to read and a token to
// scan. The token says which appointment, in which version, where, when and for how many, and
// nothing about a person. It is signed with ECDSA P-256 under a key that has an id, so that keys
// can change; who reads it verifies the signature over `signed` by WebCrypto, without network.
// Form: `garita1.<key id>.<appointment>~<version>~<port>~<start in seconds>~<size>.<signature>`.

import type { Decision } from './decision.ts'
import { allowed, refused } from './decision.ts'
import type { Instant } from './time.ts'

export {
  makeCode,
  makeRecoveryCode,
  printCode,
  readCode,
  readRecoveryCode,
} from './code.ts'

export type PassFacts = {
  readonly appointment: string
  readonly version: number
  /** The port's code. */
  readonly port: string
  /** To the second. */
  readonly startsAt: Instant
  /** Members of the group. */
  readonly size: number
}

export type Pass = PassFacts & {
  readonly keyId: string
  /** What the signature covers, as UTF-8. */
  readonly signed: string
  /** 64 bytes, r and s. */
  readonly signature: Uint8Array<ArrayBuffer>
}

const form = 'garita1'
const idForm = '[A-Za-z0-9_-]{1,60}'
const payloadForm = new RegExp(`^(${idForm})~(\\d{1,6})~(\\d{4})~(\\d{1,12})~(\\d{1,2})$`)
const keyIdForm = new RegExp(`^${idForm}$`)
const signatureLength = 64

/** [C5] The canonical text of a pass: the same facts are the same text. */
export function passPayload(facts: PassFacts): string {
  const { appointment, version, port, startsAt, size } = facts
  const payload = [appointment, version, port, Math.floor(startsAt / 1000), size].join('~')
  if (!payloadForm.test(payload)) throw new RangeError('not the facts of a pass')
  return payload
}

/** [C6] What is signed: the payload with its form and its key's id, so that neither can be changed. */
export function passSigned(facts: PassFacts, keyId: string): string {
  if (!keyIdForm.test(keyId)) throw new RangeError('not a key id')
  return `${form}.${keyId}.${passPayload(facts)}`
}

/** The token that a QR code carries: what was signed, and the signature. */
export function passToken(signed: string, signature: Uint8Array): string {
  return `${signed}.${toBase64Url(signature)}`
}

/** A token's contents. Nothing in it is to be believed before the signature was verified. */
export function readPass(text: string): Decision<Pass, 'pass-damaged'> {
  const [start, keyId = '', payload = '', signed64 = '', ...more] = text.trim().split('.')
  const found = payloadForm.exec(payload)
  const signature = fromBase64Url(signed64)
  const isWhole = start === form && keyIdForm.test(keyId) && more.length === 0
  if (!isWhole || !found || signature?.length !== signatureLength) return refused('pass-damaged')
  const [, appointment = '', version, port = '', seconds, size] = found
  return allowed({
    appointment,
    version: Number(version),
    port,
    startsAt: Number(seconds) * 1000,
    size: Number(size),
    keyId,
    signed: `${form}.${keyId}.${payload}`,
    signature,
  })
}

function toBase64Url(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Null for what is not base64url, or is not the only way to write its bytes. */
function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return null
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (symbol) => symbol.charCodeAt(0))
  return toBase64Url(bytes) === text ? bytes : null
}

// Proof of work instead of a lock or a picture puzzle (ALTCHA, version 2 of its challenges): after
// too many tries a phone works for some seconds, and nobody is ever shut out.
//
// A challenge is made for a counter that only the server knows, and signed; the key that the phone
// finds is checked against its signature, one HMAC of some microseconds. Deriving that key once,
// when the challenge is made, happens in Node's thread pool. Each challenge is good once and for
// ten minutes: spending one is a row (`spent_proofs`), written by the act that needs it.

import { randomBytes } from 'node:crypto'
import type { Instant } from '@garita/domain/time'
import { createChallenge, type Payload, randomInt, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import type { KeyStore } from './keys.ts'

/** As sent to the phone: ALTCHA's own shape. */
export type Challenge = { readonly [key: string]: unknown }

/** A proof that holds; it counts only once it is spent. */
export type Proof = { readonly signature: string; readonly expiresAt: Instant }

export type Proofs = {
  challenge(now: Instant): Promise<Challenge>
  /**
   * The proof in a payload (base64 of JSON, as ALTCHA's client makes it), or null for anything
   * that is not a solved, unexpired challenge of ours. Never throws, whatever is sent.
   */
  verify(payload: string, now: Instant): Promise<Proof | null>
}

/** How long a challenge is good for. */
export const proofLifeMs = 10 * 60_000

/**
 * Work asked of a phone: some 600 derivations of 1,000 rounds each, about two million SHA-256
 * blocks. That is under a second on a laptop and, at the 0.3 million blocks a second that the
 * slowest phones reach in WebCrypto, some five seconds.
 */
const work = { cost: 1_000, counterFrom: 400, counterTo: 800 }

/** The secret is the installation's own, so that a proof made for one server holds at another. */
export async function openProofs(keys: Pick<KeyStore, 'secret'>): Promise<Proofs> {
  const secret = await keys.secret('proofs/1', () => randomBytes(32))
  const hex = Buffer.from(secret).toString('hex')
  const secrets = {
    hmacSignatureSecret: `challenge ${hex}`,
    hmacKeySignatureSecret: `key ${hex}`,
  }
  return {
    challenge: async (now) => {
      const made = await createChallenge({
        ...secrets,
        algorithm: 'PBKDF2/SHA-256',
        cost: work.cost,
        counter: randomInt(work.counterTo, work.counterFrom),
        deriveKey,
        // Not the library's own expiry, which reads the machine's clock: ours is the door's.
        data: { expiresAt: now + proofLifeMs },
      })
      return { ...made }
    },
    verify: async (payload, now) => {
      const read = readPayload(payload)
      const expiresAt = read?.challenge.parameters?.data?.expiresAt
      if (!read || typeof expiresAt !== 'number' || expiresAt <= now) return null
      try {
        const result = await verifySolution({ ...secrets, ...read, deriveKey })
        const { signature } = read.challenge
        return result.verified && signature ? { signature, expiresAt } : null
      } catch {
        return null
      }
    },
  }
}

/** What was sent, if it is JSON of about the right shape; the signature vouches for the rest. */
function readPayload(payload: string): Payload | null {
  try {
    const read: Payload | null = JSON.parse(Buffer.from(payload, 'base64').toString('utf8'))
    return read?.challenge && read.solution ? read : null
  } catch {
    return null
  }
}

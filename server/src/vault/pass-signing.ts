import {
  createPrivateKey,
  createPublicKey,
  sign as ecdsaSign,
  verify as ecdsaVerify,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto'
import { type Pass, type PassFacts, passSigned, passToken, readPass } from '@garita/domain/pass'
import type { KeyStore } from './keys.ts'

// A pass is signed so that a port without network can still tell a true one: ECDSA P-256 over
// SHA-256, which every browser's WebCrypto checks. Keys are numbered from 1 and the highest signs;
// older public keys stay published, because passes live for up to two weeks.

const STARTING_WITH = 'pass/'

/** As published at `GET /api/asks/pass-keys`: a public key (RFC 7517) with its id. */
export type PassKey = {
  readonly kid: string
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
  readonly alg: 'ES256'
  readonly use: 'sig'
}

export type PassSigning = {
  /** The token of a pass, signed with the current key. */
  sign(facts: PassFacts): string
  /** What the pass says, or null for anything that no key of ours signed. */
  verify(token: string): Pass | null
  publicKeys(): readonly PassKey[]
  currentKeyId(): string
  /** Makes the next key and signs with it from now on; gives its id. */
  rotate(): Promise<string>
  /** Takes up keys that another server made; to be called every minute or so. */
  refresh(): Promise<void>
}

type Pair = { readonly id: string; readonly secret: KeyObject; readonly open: KeyObject }

export async function openPassSigning(keys: KeyStore): Promise<PassSigning> {
  const pairs = new Map<string, Pair>()
  let current = await load('1')

  async function load(id: string): Promise<Pair> {
    const known = pairs.get(id)
    if (known) return known
    const der = await keys.secret(`${STARTING_WITH}${id}`, makePrivateKey)
    const secret = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })
    const pair = { id, secret, open: createPublicKey(secret) }
    pairs.set(id, pair)
    return pair
  }

  async function refresh(): Promise<void> {
    const names = await keys.secrets(STARTING_WITH)
    const ids = names.map((name) => name.slice(STARTING_WITH.length))
    for (const id of ids.sort((a, b) => Number(a) - Number(b))) current = await load(id)
  }

  await refresh()
  return {
    sign: (facts) => signWith(current, facts),
    verify: (token) => verifyWith(pairs, token),
    publicKeys: () => [...pairs.values()].map(published),
    currentKeyId: () => current.id,
    rotate: async () => {
      await refresh()
      current = await load(String(Number(current.id) + 1))
      return current.id
    },
    refresh,
  }
}

function makePrivateKey(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return privateKey.export({ format: 'der', type: 'pkcs8' })
}

function signWith(pair: Pair, facts: PassFacts): string {
  const signed = passSigned(facts, pair.id)
  // `ieee-p1363` is r and s side by side, as WebCrypto has it; Node's own default is DER.
  const key = { key: pair.secret, dsaEncoding: 'ieee-p1363' as const }
  return passToken(signed, ecdsaSign('sha256', Buffer.from(signed), key))
}

function verifyWith(pairs: ReadonlyMap<string, Pair>, token: string): Pass | null {
  const read = readPass(token)
  if (!read.ok) return null
  const pass = read.value
  const pair = pairs.get(pass.keyId)
  if (!pair) return null
  const key = { key: pair.open, dsaEncoding: 'ieee-p1363' as const }
  return ecdsaVerify('sha256', Buffer.from(pass.signed), key, pass.signature) ? pass : null
}

function published(pair: Pair): PassKey {
  const { x, y }: JsonWebKey = pair.open.export({ format: 'jwk' })
  if (!x || !y) throw new Error(`the pass key ${pair.id} is not on P-256`)
  return { kid: pair.id, kty: 'EC', crv: 'P-256', x, y, alg: 'ES256', use: 'sig' }
}

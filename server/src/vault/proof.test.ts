import { randomBytes } from 'node:crypto'
import { type Challenge as Sent, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Challenge, openProofs, type Proofs, proofLifeMs } from './proof.ts'

/** What ALTCHA's client sends. */
async function solve(sent: Challenge): Promise<string> {
  const challenge = sent as unknown as Sent
  const solution = await solveChallenge({ challenge, deriveKey })
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
}

describe('proof of work', () => {
  const now = Date.UTC(2023, 0, 10)
  const open = async () => {
    const secret = randomBytes(32)
    return await openProofs({ secret: async () => secret })
  }
  let proofs: Proofs
  beforeAll(async () => {
    proofs = await open()
  })

  it('takes a solved challenge for ten minutes by the one clock', async () => {
    const payload = await solve(await proofs.challenge(now))
    expect(await proofs.verify(payload, now)).toEqual({
      signature: expect.stringMatching(/^[0-9a-f]{64}$/),
      expiresAt: now + proofLifeMs,
    })
    expect(await proofs.verify(payload, now + proofLifeMs)).toBeNull()
  })

  it('fits the limit of the contract', async () => {
    expect((await solve(await proofs.challenge(now))).length).toBeLessThan(2000)
  })

  it('refuses a key that was not found by working', async () => {
    const challenge = await proofs.challenge(now)
    const guess = { challenge, solution: { counter: 1, derivedKey: '00'.repeat(32) } }
    const payload = Buffer.from(JSON.stringify(guess)).toString('base64')
    expect(await proofs.verify(payload, now)).toBeNull()
  })

  it('refuses a challenge that another secret signed, or that was made to last longer', async () => {
    const foreign = await open()
    expect(await proofs.verify(await solve(await foreign.challenge(now)), now)).toBeNull()
    const own = JSON.parse(
      Buffer.from(await solve(await proofs.challenge(now)), 'base64').toString('utf8'),
    )
    own.challenge.parameters.data.expiresAt += 1
    const stretched = Buffer.from(JSON.stringify(own)).toString('base64')
    expect(await proofs.verify(stretched, now)).toBeNull()
  })

  it.each(['', 'nothing', 'bnVsbA==', 'e30=', 'eyJjaGFsbGVuZ2UiOnt9LCJzb2x1dGlvbiI6e319'])(
    'answers null for %j and never throws',
    async (payload) => {
      expect(await proofs.verify(payload, now)).toBeNull()
    },
  )
})

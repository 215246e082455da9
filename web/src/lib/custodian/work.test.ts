import { commitmentOf, secretOf } from '@garita/domain/custodian'
import { addDays } from '@garita/domain/time'
import { expect, test } from 'vitest'
import { openPhone } from '../phone.ts'
import { forgetSecret, keepSecret, keptSecret, newLongSecret, secretFile } from './long-secret.ts'
import { commitmentsFor, madeWithAnother } from './work.ts'

const secret = new Uint8Array(32).fill(7)
/** Eleven in the morning in New York: commitments to the second of March are still taken. */
const now = Date.parse('2023-03-01T16:00:00Z')
const open = Array.from({ length: 60 }, (_, day) => addDays('2023-03-02', day))

test('[M8] the next thirty draws are committed to, with hashes alone', () => {
  const commitments = commitmentsFor(secret, { open, committed: [], now })
  expect(commitments).toHaveLength(30)
  expect(commitments[0]?.commitment).toBe(commitmentOf(secretOf(secret, '2023-03-02')))
  expect(JSON.stringify(commitments)).not.toContain(secretOf(secret, '2023-03-02'))
})

test('[M8] after thirty nothing is missing until a day has gone by', () => {
  const committed = commitmentsFor(secret, { open, committed: [], now })
  const known = committed.map(({ draw }) => draw)
  const left = open.filter((draw) => !known.includes(draw))
  expect(commitmentsFor(secret, { open: left, committed, now })).toEqual([])
  const tomorrow = now + 24 * 3600 * 1000
  const next = commitmentsFor(secret, { open: left, committed, now: tomorrow })
  expect(next.map(({ draw }) => draw)).toEqual(['2023-04-01'])
})

test('a file of another secret is noticed by the earlier commitments', () => {
  const [first] = commitmentsFor(secret, { open, committed: [], now })
  const committed = first ? [first] : []
  expect(madeWithAnother(secret, { committed })).toEqual([])
  expect(madeWithAnother(newLongSecret(), { committed })).toEqual(['2023-03-02'])
})

test('the file holds one line of digits, and a kept secret comes back the same', () => {
  expect(secretFile(secret)).toBe(`${'07'.repeat(32)}\n`)
  const phone = openPhone(undefined)
  keepSecret(secret, phone)
  expect(keptSecret(phone)).toEqual(secret)
  forgetSecret(phone)
  expect(keptSecret(phone)).toBeUndefined()
})

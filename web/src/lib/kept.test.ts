import { beforeEach, describe, expect, test } from 'vitest'
import { fakeStorage } from './fake-storage.ts'
import { forgetAnswers, keepAnswer, keptAnswer } from './kept.ts'
import { openPhone, type Phone } from './phone.ts'

let phone: Phone

beforeEach(() => {
  phone = openPhone(fakeStorage())
})

describe('kept answers', () => {
  test('an answer comes back with the time at which it was kept', () => {
    keepAnswer('my-journey', 1, { groups: [] }, 1000, phone)
    expect(keptAnswer('my-journey', 1, phone)).toEqual({ at: 1000, answer: { groups: [] } })
  })

  test('an answer of another shape is not shown', () => {
    keepAnswer('my-journey', 1, {}, 1000, phone)
    expect(keptAnswer('my-journey', 2, phone)).toBeUndefined()
  })

  test('forgetting takes the answers and leaves what was typed', () => {
    keepAnswer('my-journey', 1, {}, 1000, phone)
    phone.write('draft:attest:', { version: 1 })
    forgetAnswers(phone)
    expect(phone.names()).toEqual(['draft:attest:'])
  })
})

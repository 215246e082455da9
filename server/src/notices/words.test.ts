import { expect, test } from 'vitest'
import { readWords } from './words.ts'

const words = readWords()

test('a message is said in the language of its reader', () => {
  const told = { code: '123456', minutes: 10 }
  expect(words.say('es', 'messages-sent', 'sign-in-code.text', told)).toContain('123456')
  expect(words.say('en', 'messages-sent', 'sign-in-code.text', told)).toContain('10 minutes')
})

test('a sentence that is not there is a fault, a refusal without one is still answered', () => {
  expect(() => words.say('es', 'messages-sent', 'no-such-key')).toThrow('no-such-key')
  expect(words.sentence('en', 'no-such-refusal')).toMatch(/could not be done/)
})

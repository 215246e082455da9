import { expect, test } from 'vitest'
import { fakeStorage } from './fake-storage.ts'
import { openPhone } from './phone.ts'

test('a phone with storage keeps what is written', () => {
  const storage = fakeStorage()
  openPhone(storage).write('word', 'uva')
  expect(openPhone(storage).read('word')).toBe('uva')
  expect(openPhone(storage).lasting).toBe(true)
})

test('a full phone still knows what was written, and says that it does not last', () => {
  const storage = fakeStorage()
  storage.full = true
  const phone = openPhone(storage)
  phone.write('word', 'uva')
  expect(phone.read('word')).toBe('uva')
  expect(phone.lasting).toBe(false)

  storage.full = false
  phone.write('word', 'piña')
  expect(phone.lasting).toBe(true)
})

test('a browser without storage keeps it for this page', () => {
  const phone = openPhone(undefined)
  phone.write('word', 'uva')
  expect(phone.read('word')).toBe('uva')
  expect(phone.lasting).toBe(false)
  phone.remove('word')
})

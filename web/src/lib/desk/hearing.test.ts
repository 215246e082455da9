import { expect, test } from 'vitest'
import { type Heard, hear, type Place } from './hearing.ts'

const plain = {
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
}

function heard(key: string, place: Place, more: Partial<typeof plain> = {}): Heard {
  return hear({ ...plain, key, ...more }, place)
}

test('every key in a field is the field’s own', () => {
  for (const key of ['a', '1', ' ', 'Enter', 'ArrowDown', 'Escape', 'Backspace']) {
    expect(heard(key, 'field')).toBe('field')
  }
})

test('a part that scrolls keeps its arrows up and down, and no other key', () => {
  expect(heard('ArrowDown', 'scroller')).toBe('theirs')
  expect(heard('ArrowUp', 'scroller')).toBe('theirs')
  expect(heard('ArrowRight', 'scroller')).toBe('named')
  expect(heard(' ', 'scroller')).toBe('letter')
  expect(heard('ArrowDown', 'page')).toBe('named')
})

test('the space bar is a button’s own, letters pressed on a button are the desk’s', () => {
  expect(heard(' ', 'control')).toBe('theirs')
  expect(heard('c', 'control')).toBe('letter')
  expect(heard(' ', 'page')).toBe('letter')
})

test('a ring keeps its arrows and the space bar; letters and numbers pressed on it are the desk’s', () => {
  for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', ' ']) {
    expect(heard(key, 'ring')).toBe('theirs')
  }
  expect(heard('s', 'ring')).toBe('letter')
  expect(heard('2', 'ring')).toBe('letter')
  expect(heard('Escape', 'ring')).toBe('named')
})

test('a key held down counts once', () => {
  expect(heard('Enter', 'page', { repeat: true })).toBe('held')
  expect(heard(' ', 'control', { repeat: true })).toBe('held')
  expect(heard('ArrowDown', 'page', { repeat: true })).toBe('named')
})

test('what Ctrl, Alt, the system’s key or a half-written letter brings is not the desk’s', () => {
  for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }]) {
    expect(heard('c', 'page', more)).toBe('theirs')
  }
  expect(heard('n', 'page', { isComposing: true })).toBe('theirs')
})

test('arrows with Shift mark text; letters and signs with Shift are keys', () => {
  expect(heard('ArrowLeft', 'page', { shiftKey: true })).toBe('theirs')
  expect(heard('?', 'page', { shiftKey: true })).toBe('letter')
})

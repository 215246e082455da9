import { expect, test } from 'vitest'
import { openWedge } from './wedge.ts'

/** A wedge whose pauses pass when the test says so. */
function opened() {
  const keys: string[] = []
  const scans: string[] = []
  let waiting: (() => void) | undefined
  const wedge = openWedge(
    { onKey: (key) => keys.push(key), onScan: (text) => scans.push(text) },
    (task) => {
      waiting = task
      return () => {
        waiting = undefined
      }
    },
  )
  const pause = () => waiting?.()
  const burst = (text: string) => {
    for (const key of text) wedge.type(key)
  }
  return { keys, scans, wedge, pause, burst }
}

test('one key and a pause is a shortcut', () => {
  const { keys, wedge, pause } = opened()
  wedge.type('c')
  expect(keys).toEqual([])
  pause()
  expect(keys).toEqual(['c'])
})

test('a burst that ends with Enter is a scan and presses no shortcut', () => {
  const { keys, scans, wedge, burst } = opened()
  burst('garita1.k1.c-1~2~2504.x')
  expect(wedge.enter()).toBe(true)
  expect(scans).toEqual(['garita1.k1.c-1~2~2504.x'])
  expect(keys).toEqual([])
})

test('a scan that broke off presses no shortcut either', () => {
  const { keys, scans, pause, burst } = opened()
  burst('7KQ4-M2')
  pause()
  expect([keys, scans]).toEqual([[], []])
})

test('two shortcuts in a hurry count one after the other', () => {
  const { keys, pause, burst } = opened()
  burst('11')
  pause()
  expect(keys).toEqual(['1', '1'])
})

test('Enter right after a shortcut comes after it, and is free to do its own work', () => {
  const { keys, wedge } = opened()
  wedge.type('1')
  expect(wedge.enter()).toBe(false)
  expect(keys).toEqual(['1'])
})

test('after a scan the next key is a shortcut again', () => {
  const { keys, wedge, pause, burst } = opened()
  burst('7KQ4M2XR9D0Z')
  wedge.enter()
  wedge.type('c')
  pause()
  expect(keys).toEqual(['c'])
})

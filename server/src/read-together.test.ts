import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openReader } from './read-together.ts'

/** A reader whose readings end one by one, when they are told to. */
function slowReader(patienceMs?: number) {
  const readings: { names: readonly string[]; end: (fault?: Error) => void }[] = []
  const read = openReader<string>((names) => {
    return new Promise((resolve, reject) => {
      const values = new Map(names.map((name) => [name, `${name} ${readings.length}`]))
      readings.push({ names, end: (fault) => (fault ? reject(fault) : resolve(values)) })
    })
  }, patienceMs)
  return { read, readings }
}

it('reads for whoever asks in the same turn once, each name once', async () => {
  const { read, readings } = slowReader()
  const answers = ['a', 'b', 'a'].map(read)
  await setImmediate()
  expect(readings.map(({ names }) => names)).toEqual([['a', 'b']])
  readings[0]?.end()
  expect(await Promise.all(answers)).toEqual(['a 0', 'b 0', 'a 0'])
})

it('who asks while a reading is under way gets a newer one, the same name too', async () => {
  const { read, readings } = slowReader()
  const first = read('a')
  await setImmediate()
  const later = ['a', 'c'].map(read)
  await setImmediate()
  expect(readings).toHaveLength(1)
  readings[0]?.end()
  expect(await first).toBe('a 0')
  await setImmediate()
  expect(readings[1]?.names).toEqual(['a', 'c'])
  readings[1]?.end()
  expect(await Promise.all(later)).toEqual(['a 1', 'c 1'])
})

it('a fault is that reading’s alone', async () => {
  const { read, readings } = slowReader()
  const first = expect(read('a')).rejects.toThrow('gone')
  await setImmediate()
  const later = read('a')
  readings[0]?.end(new Error('gone'))
  await first
  await setImmediate()
  readings[1]?.end()
  expect(await later).toBe('a 1')
})

it('more than one reading takes ride in the one after', async () => {
  const { read, readings } = slowReader()
  const answers = Array.from({ length: 130 }, (_, index) => read(`${index}`))
  await setImmediate()
  expect(readings[0]?.names).toHaveLength(128)
  readings[0]?.end()
  await answers[0]
  await setImmediate()
  expect(readings[1]?.names).toEqual(['128', '129'])
  readings[1]?.end()
  await Promise.all(answers)
})

it('a reading that never ends is given up, and the next goes on', async () => {
  const { read, readings } = slowReader(20)
  const first = expect(read('a')).rejects.toThrow('too long')
  await setImmediate()
  const later = read('b')
  await first
  await setImmediate()
  readings[1]?.end()
  expect(await later).toBe('b 1')
})

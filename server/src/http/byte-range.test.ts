import { describe, expect, it } from 'vitest'
import { cut, rangeOf } from './byte-range.ts'

describe('a range of bytes', () => {
  it.each([
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=3-', { first: 3, last: 9 }],
    ['bytes=3-500', { first: 3, last: 9 }],
    ['bytes=-4', { first: 6, last: 9 }],
    ['bytes=-400', { first: 0, last: 9 }],
  ])('%s of ten bytes is what it says', (header, range) => {
    expect(rangeOf(header, 10)).toEqual(range)
  })

  it.each([undefined, '', 'bytes=-', 'bytes=0-1,4-5', 'lines=0-1', 'bytes=5-4', 'bytes=a-b'])(
    '%s asks for the whole',
    (header) => {
      expect(rangeOf(header, 10)).toBeUndefined()
    },
  )

  it.each(['bytes=10-', 'bytes=10-12', 'bytes=-0'])('%s is not there', (header) => {
    expect(rangeOf(header, 10)).toBeNull()
    expect(rangeOf('bytes=-1', 0)).toBeNull()
  })

  it('is cut out of parts, wherever these end', async () => {
    const text = 'abcdefghij'
    const parts = async function* () {
      for (const part of ['abc', '', 'defg', 'hij']) yield Buffer.from(part)
    }
    for (let first = 0; first < 10; first += 1) {
      for (let last = first; last < 10; last += 1) {
        const cuts: Uint8Array[] = []
        for await (const one of cut(parts(), { first, last })) cuts.push(one)
        expect(Buffer.concat(cuts).toString()).toBe(text.slice(first, last + 1))
      }
    }
  })
})

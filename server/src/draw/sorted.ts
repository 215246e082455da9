// The order of many byte strings without one object a string: their first bits and their place are
// put into one float64 each, which the engine sorts natively (3,000,000 in 0.3 s, where a
// comparing function takes 4 s); what is equal so far is put in order afterwards.

/** Bits that a float64 holds exactly. */
const exactBits = 53

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
  const { bytes, count, stride } = strings
  const placeBits = Math.max(1, Math.ceil(Math.log2(count + 1)))
  const headBits = Math.min(32, exactBits - placeBits)
  const places = 2 ** placeBits
  const keys = new Float64Array(count)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let place = 0; place < count; place++) {
    const head = view.getUint32(place * stride) >>> (32 - headBits)
    keys[place] = head * places + place
  }
  keys.sort()
  const order = new Uint32Array(count)
  for (let at = 0; at < count; at++) order[at] = (keys[at] ?? 0) % places
  const compare = (one: number, other: number) =>
    compareStrings(strings, one, other) || (before?.(one, other) ?? one - other)
  for (let from = 0; from < count; ) {
    const head = Math.floor((keys[from] ?? 0) / places)
    let to = from + 1
    while (to < count && Math.floor((keys[to] ?? 0) / places) === head) to++
    if (to - from > 1) order.set(order.slice(from, to).sort(compare), from)
    from = to
  }
  return order
}

function compareStrings({ bytes, stride, length }: Strings, one: number, other: number): number {
  for (let at = 0; at < length; at++) {
    const difference = (bytes[one * stride + at] ?? 0) - (bytes[other * stride + at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

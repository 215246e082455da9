// The `Range` header (RFC 9110, section 14) as far as it serves: one range of bytes, so that a
// download that broke off goes on where it stopped. Several at once are answered by the whole.

/** From the first to the last byte, both included. */
export type ByteRange = { readonly first: number; readonly last: number }

/** What the header asks of `length` bytes: undefined for the whole, null for what is not there. */
export function rangeOf(header: string | undefined, length: number): ByteRange | null | undefined {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  const [, from = '', to = ''] = asked ?? []
  if (from === '' && to === '') return undefined
  if (from === '') return lastBytes(Number(to), length)
  const first = Number(from)
  if (to !== '' && Number(to) < first) return undefined
  const last = to === '' ? length - 1 : Math.min(Number(to), length - 1)
  return first < length ? { first, last } : null
}

function lastBytes(count: number, length: number): ByteRange | null {
  const first = Math.max(0, length - count)
  return count > 0 && length > 0 ? { first, last: length - 1 } : null
}

/** The bytes of a range out of those that come in parts. */
export async function* cut(
  parts: AsyncIterable<Uint8Array>,
  { first, last }: ByteRange,
): AsyncGenerator<Uint8Array> {
  let start = 0
  for await (const part of parts) {
    if (start > last) return
    const wanted = part.subarray(Math.max(0, first - start), last + 1 - start)
    start += part.length
    if (wanted.length > 0) yield wanted
  }
}

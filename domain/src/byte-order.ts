// Byte strings of one length that stand in larger rooms, compared where they stand. Sorting in a
// draw's record compares bytes, and hexadecimal digits sort as the bytes that they mean.

/** Below 0 where the first is less, 0 where both are the same, above 0 where it is more. */
export function compareBytes(
  one: Uint8Array,
  oneAt: number,
  other: Uint8Array,
  otherAt: number,
  length: number,
): number {
  for (let i = 0; i < length; i += 1) {
    const way = (one[oneAt + i] as number) - (other[otherAt + i] as number)
    if (way !== 0) return way
  }
  return 0
}

export function copyBytes(
  from: Uint8Array,
  fromAt: number,
  into: Uint8Array,
  at: number,
  length: number,
): void {
  for (let i = 0; i < length; i += 1) into[at + i] = from[fromAt + i] as number
}

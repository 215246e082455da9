// Where everything stands in a ticket's fixed-width record. A draw of three million tickets would
// not fit into memory as objects: threads share these bytes instead, in ticket order, and they are
// kept (sealed, never served) as `entries.bin`. Whole numbers begin with their most significant byte.

/** Bytes of one record of `entries.bin`. */
export const recordBytes = 68

export const ticketAt = 0
export const nonceAt = 16
/** The id of the request that the ticket is of. */
export const requestAt = 32
export const sizeAt = 48
/** How many ports follow. */
export const portCountAt = 49
/** Two bytes. */
export const chancesAt = 50
/** Eight times two bytes: the number that the port's code is. */
export const portsAt = 52

/**
 * Rows as `store/standing.ts` packs them: id, size, pressing, registration, ports, and a line feed
 * between two rows. Only in the ports a line feed is the end: in what comes before it is a byte as any.
 */
export const rowSizeAt = 16
export const rowPressingAt = 18
/** Eight bytes: microseconds since 2000, as the database has them. */
export const rowRegisteredAt = 19
/** At most eight times four digits. */
export const rowPortsAt = 27
export const rowEnd = 10

/** Bytes of one record of `ranks.bin`, in ticket order: ticket, rank (four bytes), chances (two). */
export const rankBytes = 22
export const rankRankAt = 16
export const rankChancesAt = 20

export function readShort(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}

export function writeShort(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 8
  bytes[at + 1] = value
}

export function readWord(bytes: Uint8Array, at: number): number {
  return readShort(bytes, at) * 0x1_0000 + readShort(bytes, at + 2)
}

export function writeWord(bytes: Uint8Array, at: number, value: number): void {
  writeShort(bytes, at, value >>> 16)
  writeShort(bytes, at + 2, value & 0xffff)
}

/** The ports of the record that begins at `start`, in the group's own order. */
export function portsOf(records: Uint8Array, start: number): string[] {
  const count = records[start + portCountAt] ?? 0
  return Array.from({ length: count }, (_, one) =>
    String(readShort(records, start + portsAt + 2 * one)).padStart(4, '0'),
  )
}

/** A UUID as its 16 bytes. */
export function uuidBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}

/** 16 bytes as a UUID in lower case. */
export function uuidOf(bytes: Uint8Array, at: number): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset + at, 16).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

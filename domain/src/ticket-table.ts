// The tickets of a draw as bare numbers: three million of them take some 80 MB. They stand sorted,
// as in their file; a ticket is found by its first bits, and by halving among those that share
// them. Tickets of an honest draw are random, so that few do; of any other it only takes longer.

import { compareBytes, copyBytes } from './byte-order.ts'

export type TicketTable = {
  count(): number
  /** Where the ticket whose 16 bytes these are stands, from 0; -1 where it does not. */
  find(ticket: Uint8Array): number
  chances(index: number): number
  isTicket(index: number, ticket: Uint8Array): boolean
  /** By the first eight bytes of a leaf, which are enough to tell which line differs. */
  isLeaf(index: number, leaf: Uint8Array): boolean
}

export type GrowingTable = TicketTable & {
  /** Adds the next ticket; below 0 or 0 where it is less than the last one or the same. */
  add(ticket: Uint8Array, chances: number, leaf: Uint8Array): number
}

const ticketBytes = 16
const leafBytes = 8

/** Grows by doubling: the number of tickets that a file states is not to be trusted with memory. */
export function ticketTable(): GrowingTable {
  let count = 0
  let tickets = new Uint8Array(ticketBytes * 1024)
  let leaves = new Uint8Array(leafBytes * 1024)
  let chances = new Uint16Array(1024)
  let find: FindTicket | undefined
  return {
    add(ticket, chance, leaf) {
      const last = (count - 1) * ticketBytes
      const way = count === 0 ? 1 : compareBytes(ticket, 0, tickets, last, ticketBytes)
      if (way <= 0) return way
      if (count === chances.length) {
        tickets = doubled(tickets, new Uint8Array(tickets.length * 2))
        leaves = doubled(leaves, new Uint8Array(leaves.length * 2))
        chances = doubled(chances, new Uint16Array(chances.length * 2))
      }
      copyBytes(ticket, 0, tickets, count * ticketBytes, ticketBytes)
      copyBytes(leaf, 0, leaves, count * leafBytes, leafBytes)
      chances[count] = chance
      count += 1
      find = undefined
      return way
    },
    count: () => count,
    find(ticket) {
      find ??= ticketFinder(tickets, count, ticketBytes)
      return find(ticket, 0)
    },
    chances: (index) => chances[index] ?? 0,
    isTicket: (index, ticket) =>
      index < count && compareBytes(tickets, index * ticketBytes, ticket, 0, ticketBytes) === 0,
    isLeaf: (index, leaf) =>
      index < count && compareBytes(leaves, index * leafBytes, leaf, 0, leafBytes) === 0,
  }
}

/** What stands in `from`, in larger room. */
export function doubled<Numbers extends Uint8Array | Uint16Array | Uint32Array>(
  from: Numbers,
  into: Numbers,
): Numbers {
  into.set(from)
  return into
}

/** Room for these first bits at most: four million numbers. */
const headBitsLimit = 22

/** The place, from 0, of the ticket that stands in `bytes` from `at` on; -1 where it has none. */
export type FindTicket = (bytes: Uint8Array, at: number) => number

/** Among `count` sorted tickets, of which each begins `stride` bytes after the one before. */
export function ticketFinder(tickets: Uint8Array, count: number, stride: number): FindTicket {
  const bits = Math.min(headBitsLimit, Math.max(1, Math.ceil(Math.log2(count + 1))))
  const headOf = (bytes: Uint8Array, at: number) => wordAt(bytes, at) >>> (32 - bits)
  // Where those with the same first bits begin, told by these bits.
  const starts = new Uint32Array(2 ** bits + 1)
  for (let index = 0; index < count; index += 1) {
    const next = headOf(tickets, index * stride) + 1
    starts[next] = (starts[next] as number) + 1
  }
  for (let head = 1; head < starts.length; head += 1) {
    starts[head] = (starts[head] as number) + (starts[head - 1] as number)
  }
  return (bytes, at) => {
    const head = headOf(bytes, at)
    let low = starts[head] as number
    let high = (starts[head + 1] as number) - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const way = compareBytes(tickets, middle * stride, bytes, at, ticketBytes)
      if (way === 0) return middle
      if (way < 0) low = middle + 1
      else high = middle - 1
    }
    return -1
  }
}

const wordAt = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] as number) << 24) |
    ((bytes[at + 1] as number) << 16) |
    ((bytes[at + 2] as number) << 8) |
    (bytes[at + 3] as number)) >>>
  0

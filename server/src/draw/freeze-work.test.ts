import { rulesAtLaunch } from '@garita/domain/programme'
import { daysMs } from '@garita/domain/time'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startFreeze } from './freeze-work.ts'
import { chancesAt, portsOf, readShort, recordBytes, requestAt, sizeAt, uuidOf } from './record.ts'

const frozenAt = Date.UTC(2023, 0, 18, 17)
const yearTwoThousand = Date.UTC(2000, 0, 1)

const anyRow = fc.record({
  id: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  size: fc.integer({ min: 1, max: 20 }),
  pressing: fc.boolean(),
  periods: fc.integer({ min: 0, max: 20 }),
  ports: fc.uniqueArray(fc.integer({ min: 0, max: 9999 }), { minLength: 1, maxLength: 8 }),
})
type Row = typeof anyRow extends fc.Arbitrary<infer T> ? T : never

const codes = (row: Row) => row.ports.map((port) => String(port).padStart(4, '0'))

/** As `store/standing.ts` has the database pack them. */
function packed(rows: readonly Row[]): Buffer {
  const pieces = rows.map((row) => {
    const head = Buffer.alloc(11)
    head.writeInt16BE(row.size)
    head[2] = Number(row.pressing)
    const registeredAt = frozenAt - row.periods * daysMs(30)
    head.writeBigInt64BE(BigInt(registeredAt - yearTwoThousand) * 1000n, 3)
    return Buffer.concat([row.id, head, Buffer.from(codes(row).join(''))])
  })
  return Buffer.concat(pieces.flatMap((piece, n) => (n > 0 ? [Buffer.from('\n'), piece] : [piece])))
}

function frozen(batches: readonly (readonly Row[])[], without: ReadonlySet<string> = new Set()) {
  const ticketKey = Buffer.alloc(32, 7)
  const freeze = startFreeze({ ticketKey, rules: rulesAtLaunch, frozenAt, without })
  for (const rows of batches) freeze.add(packed(rows))
  const { records, tickets } = freeze.order()
  const entries = Array.from({ length: tickets }, (_, n) => n * recordBytes).map((start) => ({
    request: uuidOf(records, start + requestAt),
    size: records[start + sizeAt],
    chances: readShort(records, start + chancesAt),
    ports: portsOf(records, start),
  }))
  return entries.sort((one, other) => (one.request < other.request ? -1 : 1))
}

function expected(rows: readonly Row[]) {
  const { base, need, wait, waitLimit } = rulesAtLaunch.chances
  return rows
    .map((row) => ({
      request: uuidOf(row.id, 0),
      size: row.size,
      chances: base + need * Number(row.pressing) + wait * Math.min(row.periods, waitLimit),
      ports: codes(row),
    }))
    .sort((one, other) => (one.request < other.request ? -1 : 1))
}

const anyRows = fc.uniqueArray(anyRow, { maxLength: 12, selector: ({ id }) => uuidOf(id, 0) })

describe('the standing requests as the database packs them', () => {
  it('become entries, whatever bytes are in them', () => {
    fc.assert(
      fc.property(anyRows, fc.nat(12), (rows, cut) => {
        const batches = [rows.slice(0, cut), rows.slice(cut)].filter((some) => some.length > 0)
        expect(frozen(batches)).toEqual(expected(rows))
      }),
    )
  })

  it('are told apart where a line feed stands in an id, a size and a date too', () => {
    const rows = [1, 2, 3].map((n) => ({
      id: new Uint8Array(16).fill(10).fill(n, 15),
      ...{ size: 10, pressing: true, periods: 1, ports: [2504, 2503] },
    }))
    expect(frozen([rows])).toEqual(expected(rows))
  })

  it('[D31] lose those whose group has no turn', () => {
    const rows = [1, 2, 3].map((n) => ({
      id: new Uint8Array(16).fill(n),
      ...{ size: n, pressing: false, periods: 0, ports: [2504] },
    }))
    const without = new Set([uuidOf(new Uint8Array(16).fill(2), 0)])
    const left = rows.filter(({ size }) => size !== 2)
    expect(frozen([rows], without)).toEqual(expected(left))
  })
})

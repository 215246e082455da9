// What a seal is made of: each record as one line of JSON with its keys sorted, in the order of
// (transaction, id); the root of the seal before is the first leaf.

import { createHash } from 'node:crypto'
import { merkleTree } from '@garita/domain/merkle'
import type { Row } from './database/tables.ts'
import { sortedJson } from './settle.ts'

export type RecordRow = Row<'records'>
/** Records in the order of (xid, id), some at a time. */
export type RecordBatches = AsyncIterable<readonly RecordRow[]>

/** One record as the line that is sealed. Instants are epoch milliseconds. */
function recordLine(record: RecordRow): string {
  return sortedJson(record)
}

/** [Z1] The root over the previous root, where there is one, and these records, in hexadecimal. */
export async function sealOf(
  previous: string | null,
  batches: RecordBatches,
): Promise<{ readonly root: string; readonly records: number }> {
  const tree = merkleTree((bytes) => createHash('sha256').update(bytes).digest())
  if (previous !== null) tree.add(Buffer.from(previous, 'hex'))
  let records = 0
  for await (const batch of batches) {
    for (const record of batch) tree.add(Buffer.from(recordLine(record)))
    records += batch.length
  }
  return { root: Buffer.from(tree.root()).toString('hex'), records }
}

// Draws brought to a stage by writing it straight into the tables, for tests of what stands around
// a draw: the acts of the draw itself are tested through the door.

import { createHash } from 'node:crypto'
import { commitmentsText } from '@garita/domain/draw-record'
import type { Tx } from '../src/act.ts'
import { insertFile, insertParts, readWhole } from '../src/store/draw-files.ts'
import { findCustody, insertDraw, updateDraw } from '../src/store/draws.ts'
import type { House } from './house.ts'

export const hashOf = (bytes: Uint8Array | string) =>
  createHash('sha256').update(bytes).digest('hex')

/** Publishes a file, in the parts given; the files of auditors and of the server are sealed. */
export async function putFile(
  house: House,
  draw: string,
  name: string,
  parts: readonly string[],
  sealed = false,
): Promise<void> {
  const bytes = Buffer.from(parts.join(''))
  const file = { draw, name, sealed, sha256: hashOf(bytes), bytes: bytes.length }
  await house.db.transaction().execute(async (tx) => {
    await insertFile(tx, { ...file, lines: 0, publishedAt: house.world.now() })
    const about = (part: number) => ({ draw, name, part, lines: 0, root: null })
    const rows = parts.map((text, part) => ({ ...about(part), bytes: Buffer.from(text) }))
    if (rows.length > 0) await insertParts(tx, rows)
  })
}

/** Closes the commitments of a draw and publishes them; gives who is among them. */
export async function closeDraw(house: House, draw: string): Promise<readonly string[]> {
  const custodians = await findCustody(house.db, draw)
  await change(house, (tx) =>
    insertDraw(tx, { id: draw, sealedTicketKey: Buffer.alloc(1), committedAt: house.world.now() }),
  )
  const text = commitmentsText({ draw, custodians, beacon: null })
  await putFile(house, draw, 'commitments.json', [text])
  return custodians.map((one) => one.name)
}

/** @param over what `frozen.json` says otherwise than it should. */
export async function freezeDraw(house: House, draw: string, over: object = {}): Promise<void> {
  const commitmentsHash = hashOf(await readWhole(house.db, draw, 'commitments.json'))
  const frozen = { version: 1, draw, commitmentsHash, ...over }
  await putFile(house, draw, 'frozen.json', [`${JSON.stringify(frozen)}\n`])
  const frozenAt = house.world.now()
  await change(house, (tx) => updateDraw(tx, draw, { state: 'frozen', frozenAt }))
}

export async function publishDraw(house: House, draw: string): Promise<{ drawHash: string }> {
  const text = `{"version":1,"draw":"${draw}"}\n`
  await putFile(house, draw, 'draw.json', [text])
  const ended = { publishedAt: house.world.now(), drawHash: hashOf(text) }
  await change(house, (tx) => updateDraw(tx, draw, { state: 'published', ...ended }))
  return ended
}

async function change(house: House, write: (tx: Tx) => Promise<void>): Promise<void> {
  await house.db.transaction().execute(write)
}

// Writes a draw that was run: ranking and results as the thread makes their parts, the outcome, and
// `draw.json`, which binds all of it. [D40] Every file was checked before the transaction ends: a
// draw that does not hold is not published.

import { hash } from 'node:crypto'
import { drawText, outcomeText } from '@garita/domain/draw-record'
import type { Tx } from '../act.ts'
import { DrawBroken } from './draw-broken.ts'
import type { MadeFile } from './parts.ts'
import type { PreparedRun } from './prepare-run.ts'
import { checkParts, type Published, writeMade, writeText } from './write-parts.ts'

/** Writes all files and gives the SHA-256 of `draw.json`. */
export async function publishDrawn(
  tx: Tx,
  published: Published,
  prepared: PreparedRun,
): Promise<string> {
  const { drawing, checking, outcome } = prepared
  const checked = checkParts(checking)
  const files = await writeMade(tx, drawing, 'next-drawn', published, checked.see)
  const foundAgain = prepared.findAgain()
  foundAgain.catch(() => undefined)
  await checked.sent()
  const outcomeJson = outcomeText(outcome)
  const outcomeHash = await writeText(tx, 'outcome.json', outcomeJson, published)
  const drawJson = drawTextOf(published.draw, prepared, files, outcomeHash)
  const drawHash = await writeText(tx, 'draw.json', drawJson, published)
  const texts = new Map<string, Uint8Array>([
    ...prepared.texts,
    ['outcome.json', Buffer.from(outcomeJson)],
    ['draw.json', Buffer.from(drawJson)],
  ])
  // One thread finds what is left of the lots while the other checks what needs none.
  await checking.ask({ kind: 'check-rest', texts })
  await foundAgain
  const verdict = await checking.ask({ kind: 'check-end', texts })
  if (!verdict.ok) throw new DrawBroken(published.draw, verdict.finding)
  return drawHash
}

function drawTextOf(
  draw: string,
  { seed, secrets, texts }: PreparedRun,
  files: ReadonlyMap<string, MadeFile>,
  outcomeHash: string,
): string {
  const ranking = files.get('ranking.ndjson')
  const results = files.get('results.ndjson')
  if (!ranking?.root || !results) throw new Error('the thread of the draw made no ranking')
  return drawText({
    draw,
    frozenHash: hash('sha256', texts.get('frozen.json') ?? ''),
    secrets: secrets.map((secret) => Buffer.from(secret).toString('hex')),
    beacon: null,
    seed: Buffer.from(seed).toString('hex'),
    rankingHash: ranking.sha256,
    rankingRoot: ranking.root,
    outcomeHash,
    resultsHash: results.sha256,
  })
}

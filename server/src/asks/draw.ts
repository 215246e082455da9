// One draw in numbers: how far each port reached, who keeps its secrets, what became of its offers,
// and what auditors found.

import type { AskAnswerOf } from '@garita/contract'
import { allowed, refused } from '@garita/domain/decision'
import { drawFreezesAt, newDayOf } from '@garita/domain/draw'
import type { Rules } from '@garita/domain/programme'
import { fewerThan10 } from '@garita/domain/tally'
import { addDays, hoursMs, type Instant, isDay } from '@garita/domain/time'
import type { Kysely } from 'kysely'
import { ask } from '../ask.ts'
import type { Tables } from '../database/tables.ts'
import { countersignaturesOf } from '../store/countersignatures.ts'
import { publishedCommitments, revealsOf } from '../store/custodians.ts'
import { findFiles } from '../store/draw-files.ts'
import { findDrawPorts } from '../store/draw-slots.ts'
import { countTaken } from '../store/drawn-offers.ts'
import { type Draw, findDraw } from '../store/draws.ts'
import { drawLine } from './draw-line.ts'

type Answer = AskAnswerOf<'draw'>

export default ask('draw', async ({ db, now, rules }, query) => {
  const draw = isDay(query.draw) ? await findDraw(db, query.draw) : undefined
  if (!draw) return refused('draw-unknown')
  const custodians = await custodiansOf(db, draw)
  return allowed({
    ...drawLine(draw),
    now,
    freezesAt: drawFreezesAt(draw.id, rules),
    drawHash: draw.drawHash,
    custodians,
    missing: draw.missing ?? (draw.state === 'frozen' ? missingOf(custodians) : []),
    voidReason: draw.voidReason,
    ports: await portsOf(db, draw.id),
    offers: await offersOf(db, draw, now, rules),
    files: await filesOf(db, draw.id),
    countersignatures: await countersignaturesOf(db, draw.id),
  })
})

async function custodiansOf(db: Kysely<Tables>, { id }: Draw): Promise<Answer['custodians']> {
  const revealed = await revealsOf(db, id)
  const committed = await publishedCommitments(db, id)
  return committed.map(({ name }) => ({ name, revealed: revealed.has(name) }))
}

const missingOf = (custodians: Answer['custodians']) =>
  custodians.filter(({ revealed }) => !revealed).map(({ name }) => name)

async function portsOf(db: Kysely<Tables>, draw: string): Promise<Answer['ports']> {
  const rows = (await findDrawPorts(db, [draw])).get(draw) ?? []
  return rows.map(({ port, places, given, closedAt }) => ({
    ...{ port: port as Answer['ports'][number]['port'], places, given, closedAt },
  }))
}

/**
 * [Y3] People, not groups: they compare with places. [Y10] Told once all offers are answered, and who
 * came once their day is over: a figure that grew as people came would say how many came when.
 */
async function offersOf(
  db: Kysely<Tables>,
  { id, publishedAt }: Draw,
  now: Instant,
  rules: Rules,
): Promise<Answer['offers']> {
  if (publishedAt === null || now < publishedAt + hoursMs(rules.offerHours)) return []
  const isOver = now >= drawFreezesAt(addDays(newDayOf(id, rules), 1), rules)
  const rows = await countTaken(db, id)
  return rows.map(({ port, accepted, arrived }) => ({
    port: port as Answer['offers'][number]['port'],
    accepted: fewerThan10(accepted),
    arrived: isOver ? fewerThan10(arrived) : null,
  }))
}

async function filesOf(db: Kysely<Tables>, draw: string): Promise<Answer['files']> {
  const files = await findFiles(db, draw)
  return files
    .filter(({ sealed }) => !sealed)
    .map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }))
}

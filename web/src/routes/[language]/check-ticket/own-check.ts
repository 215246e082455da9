// A group's own check: the domain's, and then its chances from what it knows of itself. Whether a pressing need was
// attested at the freeze is told, not asked, for it may have been attested since.

import { type CheckedEntry, checkEntry, type OwnResult } from '@garita/domain/check-entry'
import { finding } from '@garita/domain/check-finding'
import { type Chances, chancesOf } from '@garita/domain/draw'
import type { TicketCheck } from './kept-check.ts'
import { readEntry, readFrozen, readOutcome, readSlotLines } from './own-files.ts'

export type OwnCheck =
  | { ok: true; result: OwnResult; chances: Chances; reached: PortReached[] }
  | Extract<CheckedEntry, { ok: false }>

/** One of the group's ports in its own order. */
export type PortReached = {
  port: string
  /** The rank that closed it; undefined where it reached every group. */
  closedAt: number | undefined
  /** It had a slot large enough for the group. */
  fits: boolean
}

export async function checkOwn(check: TicketCheck): Promise<OwnCheck> {
  const open = (name: string) => {
    const text: string | undefined = check.files[name as keyof TicketCheck['files']]
    return text === undefined ? undefined : oncePiece(new TextEncoder().encode(text))
  }
  const checked = await checkEntry(open, check.proof)
  if (!checked.ok) return checked
  const chances = whichChances(check, checked.result.chances)
  if (!chances) return { ok: false, finding: finding('entry', 'chances', 'chances') }
  return { ok: true, result: checked.result, chances, reached: reachedBy(check) }
}

/** The sum that gives the entry's chances: without or with pressing need; undefined where neither does. */
function whichChances({ files, registeredAt }: TicketCheck, counted: number): Chances | undefined {
  const frozen = readFrozen(files['frozen.json'])
  if (!frozen) return undefined
  return [false, true]
    .map((pressing) =>
      chancesOf({ pressing, registeredAt }, frozen.frozenAt, { chances: frozen.rules }),
    )
    .find(({ chances }) => chances === counted)
}

function reachedBy({ files, proof }: TicketCheck): PortReached[] {
  const entry = readEntry(proof.entry)
  const outcome = readOutcome(files['outcome.json'])
  const frozen = readFrozen(files['frozen.json'])
  if (!entry || !outcome || !frozen) return []
  const slots = readSlotLines(files['slots.ndjson'])
  return entry.ports.map((port) => {
    const closedAt = outcome.closedAt.get(port)
    return {
      port,
      closedAt: closedAt === undefined || closedAt > frozen.tickets ? undefined : closedAt,
      fits: slots.some((slot) => slot.port === port && slot.places >= entry.size),
    }
  })
}

async function* oncePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

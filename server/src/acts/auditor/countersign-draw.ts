// An auditor's public finding on a published draw. The hash says which draw was checked: of a draw
// that reads otherwise to the auditor than to the server nothing is signed.

import type { Reason } from '@garita/domain/decision'
import { decide, refused } from '@garita/domain/decision'
import { isDay } from '@garita/domain/time'
import { act } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import {
  hasCountersigned,
  insertCountersignature,
  namesOfAuditors,
} from '../../store/countersignatures.ts'
import { lockDraw } from '../../store/draws.ts'

export default act('countersign-draw', async ({ tx, who, now }, input) => {
  const { draw, name, drawHash, finding } = input
  const note = input.note.trim()
  const row = isDay(draw) ? await lockDraw(tx, draw) : undefined
  if (!row) return refused('draw-unknown')
  const isSigned = await hasCountersigned(tx, draw, who.account)
  const names = await namesOfAuditors(tx, who.account, name)
  const reasons = [...reasonsOf(row, { ...input, note }, isSigned), ...againstName(names, name)]
  const decision = decide(reasons, () => ({ draw, finding }))
  if (!decision.ok) return decision
  const signed = { draw, accountId: who.account, name, drawHash, finding, note }
  await insertCountersignature(tx, signed, now)
  return decision
})

/** [M11] One name an auditor, and one auditor a name. */
function againstName(
  { own, isTaken }: Awaited<ReturnType<typeof namesOfAuditors>>,
  name: string,
): Reason<'auditor-name-fixed' | 'auditor-name-taken'>[] {
  if (own !== undefined && own !== name)
    return [{ name: 'auditor-name-fixed', facts: { name: own } }]
  return isTaken ? [{ name: 'auditor-name-taken' }] : []
}

type Why = 'draw-not-published' | 'draw-hash-wrong' | 'draw-countersigned' | 'note-missing'
type Found = { readonly drawHash: string; readonly finding: string; readonly note: string }

/** [M11] A published draw, by its hash, once; [M12] and why, where it does not hold. */
function reasonsOf(row: Row<'draws'>, found: Found, isSigned: boolean): Reason<Why>[] {
  if (row.state !== 'published') return [{ name: 'draw-not-published' }]
  const isUnexplained = found.finding === 'does-not-hold' && found.note === ''
  return [
    ...(found.drawHash === row.drawHash ? [] : [{ name: 'draw-hash-wrong' as const }]),
    ...(isSigned ? [{ name: 'draw-countersigned' as const }] : []),
    ...(isUnexplained ? [{ name: 'note-missing' as const }] : []),
  ]
}

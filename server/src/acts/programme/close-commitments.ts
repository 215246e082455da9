// A day before the freeze the commitments of a draw close. What they are is published at once, and
// the draw gets the key that its tickets are made with, so that each group can see its own before
// the freeze.

import { allowed, refused } from '@garita/domain/decision'
import { commitmentsCloseAt } from '@garita/domain/draw'
import { commitmentsText } from '@garita/domain/draw-record'
import { act } from '../../act.ts'
import { writeText } from '../../draw/write-parts.ts'
import { lockCommitments } from '../../store/custodians.ts'
import { findCustody, findDraw, insertDraw } from '../../store/draws.ts'
import { findSuspension } from '../../store/suspensions.ts'
import { isSuspendedNow } from '../suspended.ts'

export default act('close-commitments', async ({ tx, now, rules, world }, { draw }) => {
  await lockCommitments(tx)
  const closesAt = commitmentsCloseAt(draw, rules)
  if (now < closesAt) return refused('draw-early', { closesAt }) // [D35]
  if (await findDraw(tx, draw)) return refused('draw-known')
  if (isSuspendedNow(await findSuspension(tx), now, rules)) return refused('programme-suspended')
  const custody = await findCustody(tx, draw)
  const minimum = rules.draw.custodiansMinimum
  // [D36]
  if (custody.length < minimum) {
    return refused('commitments-missing', { committed: custody.length, minimum })
  }
  const sealedTicketKey = world.vault.drawKeys.make(draw)
  await insertDraw(tx, { id: draw, sealedTicketKey, committedAt: now })
  const custodians = custody.map(({ name, commitment }) => ({ name, commitment }))
  const text = commitmentsText({ draw, custodians, beacon: null })
  await writeText(tx, 'commitments.json', text, { draw, at: now })
  return allowed({ draw, custodians: custodians.length })
})

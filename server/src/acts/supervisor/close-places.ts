// Does exactly what propose-closure showed, all or nothing: it is worked out again under the locks,
// and where it came out otherwise nothing is done and it is shown again.

import { allowed, refused } from '@garita/domain/decision'
import { act } from '../../act.ts'
import { readClosure } from '../../proposal.ts'
import { mayShape } from '../../works-at.ts'
import { doClosure, lockClosure } from './closing.ts'

export default closePlacesWith(lockClosure, readClosure)

/** The act with its way of locking and of reading again: the race test shows what each is for. */
export function closePlacesWith(lock: typeof lockClosure, readAgain: typeof readClosure) {
  return act('close-places', async (context, input) => {
    const { tx, now, who, rules, note } = context
    const { port, slots, reason } = input
    if (!mayShape(who, port)) return refused('port-not-mine')
    const shown = await readClosure(tx, port, slots, now, rules)
    if (!shown.ok) return shown
    // [H12] Nobody waits for locks that would be for nothing.
    if (shown.value.proposal !== input.proposal) return refused('proposal-outdated')
    const locked = await lock(tx, shown.value)
    const closure = await readAgain(tx, port, slots, now, rules)
    if (!closure.ok) return closure
    if (closure.value.proposal !== input.proposal) return refused('proposal-outdated')
    await doClosure(context, closure.value, locked, reason)
    note({ port, slots: slots.map((one) => one.slot) })
    const count = (how: string) => closure.value.moves.filter((one) => one.how === how).length
    return allowed({
      closed: closure.value.changed.length,
      moved: count('moved'),
      offered: count('offered'),
      displaced: count('displaced'),
      ended: count('ended'),
    })
  })
}

import { drawsToCommit } from '@garita/domain/custodian'
import { allowed } from '@garita/domain/decision'
import { addDays, dayOf } from '@garita/domain/time'
import { type AskContext, ask } from '../ask.ts'
import { commitmentsBy, frozenDraws, missingReveals, nameOfCustodian } from '../store/custodians.ts'

type Context = AskContext<'custody'>

/** So many draws ahead are told of; the client commits to thirty. */
const drawsAhead = 60
/** Draws that are over stay in the list for some days, so that a client can tell what it did. */
const daysBack = 7

export default ask('custody', async (context) => {
  const { db, now, who, rules } = context
  const name = (await nameOfCustodian(db, who.account)) ?? null
  const from = addDays(dayOf(now, rules.draw.zone), -daysBack)
  const before = await commitmentsBy(db, who.account, from)
  const committed = [...before].map(([draw, commitment]) => ({ draw, commitment })).slice(0, 200)
  const open = drawsToCommit(now, rules, new Set(before.keys()), drawsAhead)
  const due = name === null ? [] : await dueOf(context, name)
  return allowed({ name, now, committed, open, due })
})

/** Frozen draws whose commitments name this custodian and that lack its secret. */
async function dueOf({ db }: Context, name: string) {
  const due: { draw: string; frozenAt: number; missing: number }[] = []
  for (const { draw, frozenAt } of (await frozenDraws(db)).slice(0, 10)) {
    const missing = await missingReveals(db, draw)
    if (missing.includes(name)) due.push({ draw, frozenAt, missing: missing.length })
  }
  return due
}

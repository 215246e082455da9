// Everything that waits for a supervisor, read anew every few seconds while somebody looks. Where one of the two asks
// fails, what it last said stays, and the page says so.

import { ask } from '../perform.ts'
import type { Problem } from '../problem.ts'
import { type Cases, listCases } from './cases.ts'
import { type DeskQuestions, listDesk } from './desk-questions.ts'

/** Milliseconds. A family stands and waits for what is at the desk. */
const everyMs = 5_000

export class Waiting {
  cases = $state.raw<Cases>()
  desk = $state.raw<DeskQuestions>()
  casesProblem = $state.raw<Problem>()
  deskProblem = $state.raw<Problem>()
  readonly parts = $derived({
    ...(this.desk ? listDesk(this.desk) : { held: [], countersigns: [], found: [] }),
    cases: this.cases ? listCases(this.cases) : [],
  })
  /** All of it in the order of the page, for the keys that go up and down. */
  readonly all = $derived([
    ...this.parts.held,
    ...this.parts.countersigns,
    ...this.parts.found,
    ...this.parts.cases,
  ])

  /** @returns how to stop. */
  watch(then: () => void): () => void {
    const look = () => void this.read().then(then)
    look()
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') look()
    }, everyMs)
    return () => clearInterval(timer)
  }

  async read(): Promise<void> {
    const [cases, desk] = await Promise.all([ask('cases'), ask('questions')])
    // The same problem again is no news: said anew every few seconds, it would take the focus each time.
    if (cases.kind === 'answered') this.casesProblem = undefined
    else if (cases.kind !== this.casesProblem?.kind) this.casesProblem = cases
    if (desk.kind === 'answered') this.deskProblem = undefined
    else if (desk.kind !== this.deskProblem?.kind) this.deskProblem = desk
    if (cases.kind === 'answered') this.cases = cases.answer
    if (desk.kind === 'answered') this.desk = desk.answer
  }
}

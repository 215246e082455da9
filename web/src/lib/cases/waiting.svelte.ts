// Everything that waits for a supervisor, read anew while somebody looks. What is at the desk is asked for with the
// version that stands here: mostly the answer is that nothing moved. Where one of the two asks fails, what it last said
// stays, and the page says so.

import type { QueryOf } from '@garita/contract'
import { SvelteMap } from 'svelte/reactivity'
import { ask } from '../perform.ts'
import type { Problem } from '../problem.ts'
import { type Cases, duplicateId, listCases } from './cases.ts'
import { type DeskQuestions, type Gone, listDesk, type Question } from './desk-questions.ts'
import { keepOpen } from './keeping.ts'
import { typed } from './typed.svelte.ts'

/** [R45] Milliseconds. A family stands and waits for what is at the desk; nobody stands for the rest. */
const deskEveryMs = 1_500
const casesEveryMs = 5_000
const minuteMs = 60_000
/** How many cases of a kind one page more has. */
const pageOfCases = 200

type Kind = QueryOf<'settled-case'>['kind']

export class Waiting {
  cases = $state.raw<Cases>()
  desk = $state.raw<DeskQuestions>()
  casesProblem = $state.raw<Problem>()
  deskProblem = $state.raw<Problem>()
  /** The case that is open on the page. */
  current = $state<string>()
  /** The server's clock, by whole minutes: nothing that is shown goes finer. */
  now = $state(0)
  /** What began to hold a group since the page was opened and was not looked at yet, the newest last. */
  news = $state.raw<readonly Question[]>([])
  /** Cases that are listed though they wait no more, and what became of them; undefined until that is known. */
  readonly gone = new SvelteMap<string, Gone>()
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
  /** How many groups are held now. */
  readonly holding = $derived(this.parts.held.filter(({ id }) => !this.gone.has(id)).length)
  readonly more = $derived(
    this.cases
      ? this.cases.more.troubles + this.cases.more.appeals + this.cases.more.duplicates
      : 0,
  )
  #upTo = pageOfCases
  #stopped = true
  #timers: ReturnType<typeof setTimeout>[] = []

  /** @returns how to stop. */
  watch(): () => void {
    this.#stopped = false
    // A window that nobody sees still counts what waits in its title.
    void this.#again(0, deskEveryMs, async () => this.readDesk())
    void this.#again(1, casesEveryMs, async () => {
      if (document.visibilityState === 'visible') await this.readCases()
    })
    return () => {
      this.#stopped = true
      for (const timer of this.#timers) clearTimeout(timer)
    }
  }

  async #again(place: number, ms: number, read: () => Promise<void>): Promise<void> {
    await read()
    if (!this.#stopped)
      this.#timers[place] = setTimeout(() => void this.#again(place, ms, read), ms)
  }

  async read(): Promise<void> {
    await Promise.all([this.readDesk(), this.readCases()])
  }

  async readDesk(): Promise<void> {
    const known = this.desk?.version
    const result = await ask('questions', known === undefined ? {} : { known })
    this.deskProblem = problemAfter(this.deskProblem, result)
    if (result.kind !== 'answered') return
    this.now = Math.floor(result.answer.now / minuteMs) * minuteMs
    if (!result.answer.unchanged) this.#takeDesk(result.answer)
  }

  async readCases(): Promise<void> {
    const upTo = this.#upTo
    const result = await ask('cases', upTo === pageOfCases ? {} : { upTo: `${upTo}` })
    this.casesProblem = problemAfter(this.casesProblem, result)
    if (result.kind === 'answered' && upTo === this.#upTo) this.#takeCases(result.answer)
  }

  /** Lists as many more of each kind. */
  async showMore(): Promise<void> {
    this.#upTo += pageOfCases
    await this.readCases()
  }

  /** A case that was answered here, or that one has read through: it goes, with what was typed to it. */
  putAway(id: string): void {
    typed.forget(id)
    this.gone.delete(id)
    if (this.current === id) this.current = undefined
    this.news = this.news.filter((one) => one.question !== id)
    const { desk, cases } = this
    if (desk) {
      const questions = desk.questions.filter((one) => one.question !== id)
      const countersigns = desk.countersigns.filter((one) => one.determination !== id)
      this.desk = { ...desk, questions, countersigns }
    }
    if (cases) {
      const troubles = cases.troubles.filter((one) => one.trouble !== id)
      const appeals = cases.appeals.filter((one) => one.appeal !== id)
      const duplicates = cases.duplicates.filter((one) => duplicateId(one) !== id)
      this.cases = { ...cases, troubles, appeals, duplicates }
    }
  }

  seen(id: string): void {
    this.news = this.news.filter((one) => one.question !== id)
  }

  #takeDesk(answer: DeskQuestions): void {
    const before = this.desk
    const known = new Set(before?.questions.map((one) => one.question))
    const questions = this.#keep('question', before?.questions, answer.questions, questionId)
    const countersigns = this.#keep(
      'countersign',
      before?.countersigns,
      answer.countersigns,
      (one) => one.determination,
    )
    this.desk = { ...answer, questions: [...questions], countersigns: [...countersigns] }
    if (!before) return
    const waits = new Set(answer.questions.map(questionId))
    const raised = answer.questions.filter((one) => one.holds && !known.has(one.question))
    this.news = [...this.news.filter((one) => waits.has(one.question)), ...raised]
  }

  #takeCases(answer: Cases): void {
    const before = this.cases
    const { troubles, appeals, duplicates } = answer
    this.cases = {
      ...answer,
      troubles: [...this.#keep('trouble', before?.troubles, troubles, (one) => one.trouble)],
      appeals: [...this.#keep('appeal', before?.appeals, appeals, (one) => one.appeal)],
      duplicates: [...this.#keep('duplicate', before?.duplicates, duplicates, duplicateId)],
    }
  }

  #keep<T>(
    kind: Kind,
    before: readonly T[] = [],
    now: readonly T[],
    idOf: (one: T) => string,
  ): readonly T[] {
    const isKept = (id: string) => id === this.current || this.gone.has(id) || typed.has(id)
    const { list, gone } = keepOpen(before, now, idOf, isKept)
    for (const one of now) this.gone.delete(idOf(one))
    for (const id of gone) if (!this.gone.has(id)) void this.#tell(kind, id)
    return list
  }

  /** Who settled what is gone. */
  async #tell(kind: Kind, id: string): Promise<void> {
    this.gone.set(id, undefined)
    const [one = '', other] = id.split(' ')
    const query = { kind, case: one, ...(other ? { other } : {}) }
    const result = await ask('settled-case', query)
    if (result.kind === 'answered' && this.gone.has(id)) this.gone.set(id, result.answer.settled)
  }
}

const questionId = (one: Question): string => one.question

/** The same problem again is no news: said anew every few seconds, it would take the focus each time. */
function problemAfter(
  before: Problem | undefined,
  result: Problem | { readonly kind: 'answered' },
): Problem | undefined {
  if (result.kind === 'answered') return undefined
  return result.kind === before?.kind ? before : result
}

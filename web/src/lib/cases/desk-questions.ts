// What waits for a supervisor at the desks today, in the order in which it is urgent: what holds a group, what needs
// another signature, what was found when the network came back.

import type { AskAnswerOf } from '@garita/contract'

export type DeskQuestions = AskAnswerOf<'questions'>
export type Question = DeskQuestions['questions'][number]
export type Countersign = DeskQuestions['countersigns'][number]
/** Who settled a case, when and how; null where it waits no more for another reason, undefined until it is known. */
export type Gone = AskAnswerOf<'settled-case'>['settled'] | undefined
export type Glass = DeskQuestions['glasses'][number]

export type DeskCase = { readonly id: string } & (
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'countersign'; readonly countersign: Countersign }
)

/** How one case stands open in the list, whatever it is. */
export type Opening = {
  /** The server's clock, by whole minutes. */
  readonly now: number
  readonly isOpen: boolean
  readonly ontoggle: () => void
  /** What became of it, where somebody else settled it while it was open. */
  readonly gone?: { readonly settled: Gone } | undefined
  readonly onaway: () => void
  readonly onsettled: (words: string) => Promise<void>
}

export type DeskAnswer = {
  readonly value: string
  readonly text: string
  /** What is said where it is given without words, though it needs some. */
  readonly needs?: string
}

export type DeskCases = {
  readonly held: readonly DeskCase[]
  readonly countersigns: readonly DeskCase[]
  readonly found: readonly DeskCase[]
}

/** A child alone comes before all; else the longest wait first. What already waits for something comes last. */
export function listDesk({
  questions,
  countersigns,
}: Pick<DeskQuestions, 'questions' | 'countersigns'>): DeskCases {
  const inOrder = [...questions].sort(
    (a, b) =>
      rankOf(a) - rankOf(b) || a.raisedAt - b.raisedAt || (a.question < b.question ? -1 : 1),
  )
  const asCase = (question: Question): DeskCase => ({
    ...{ id: question.question, kind: 'question', question },
  })
  return {
    held: inOrder.filter(({ holds }) => holds).map(asCase),
    countersigns: [...countersigns]
      .sort((a, b) => Number(a.mine) - Number(b.mine) || a.determinedAt - b.determinedAt)
      .map((countersign) => ({ id: countersign.determination, kind: 'countersign', countersign })),
    found: inOrder.filter(({ holds }) => !holds).map(asCase),
  }
}

function rankOf({ kind, held }: Question): number {
  if (held !== null) return 2
  return kind === 'child-alone' ? 0 : 1
}

/** What was attested and the officer did not see. */
export function unseenOf({ attested, seen }: Countersign): Countersign['attested'] {
  return attested.filter((criterion) => !seen.includes(criterion))
}

/** How many of the others stand how; `open` for whom nobody has decided on. */
export function othersOf({ others }: Pick<Countersign, 'others'>) {
  const order = ['excepted', 'not-excepted', 'referred', 'open'] as const
  return order
    .map((outcome) => ({
      outcome,
      count: others.filter((one) => (one.outcome ?? 'open') === outcome).length,
    }))
    .filter(({ count }) => count > 0)
}

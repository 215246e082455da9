// The tables of the port's morning as Kysely sees them, like those in `tables.ts`.

import type { Generated } from 'kysely'

export type DeskTables = {
  arrivalNumbers: { port: string; day: string; last: number }
  calls: {
    id: string
    appointmentId: string
    port: string
    day: string
    number: number
    lane: number
    byAccount: string
    calledAt: number
  }
  identities: {
    id: string
    appointmentId: string
    memberId: string
    verdict: 'same' | 'not-same' | 'cannot-tell'
    ground: 'photo' | 'document' | 'known' | 'other'
    sealedWords: Buffer | null
    shownBand: string | null
    shownScore: number | null
    byAccount: string
    confirmedAt: number
    entered: Generated<number>
  }
  criteriaCounts: {
    month: string
    criterion: string
    people: number
    attested: number
    seen: number
    attestedAndSeen: number
  }
  determinations: {
    id: string
    appointmentId: string
    memberId: string
    outcome: 'excepted' | 'not-excepted' | 'referred'
    reason: string
    sealedNote: Buffer | null
    byAccount: string
    determinedAt: number
    replacedBy: string | null
    /** Attested and seen; opened by `openCriteria`. */
    sealedCriteria: Generated<Buffer | null>
    countersign: Generated<'not-needed' | 'awaited' | 'confirmed' | 'returned'>
    countersignedBy: Generated<string | null>
    countersignedAt: Generated<number | null>
    sealedAnswer: Generated<Buffer | null>
  }
  questions: {
    id: string
    port: string
    day: string
    appointmentId: string
    kind: QuestionKind
    holds: boolean
    extra: Generated<number>
    memberId: string | null
    raisedBy: string
    raisedAt: number
    act: string | null
    sealedContent: Buffer | null
    photoId: Generated<string | null>
    why: Generated<string[]>
    doneAt: number | null
    sealedHeld: Generated<Buffer | null>
    settledBy: Generated<string | null>
    settledAt: Generated<number | null>
    sealedAnswer: Generated<Buffer | null>
  }
  deskNotes: {
    id: string
    groupId: string
    appointmentId: string
    sealedWords: Buffer
    byAccount: string
    madeAt: number
  }
  glasses: {
    id: string
    accountId: string
    groupId: string
    appointmentId: string
    port: string
    sealedWords: Buffer
    openedAt: number
    until: number
  }
}

type QuestionKind =
  | 'partly-here'
  | 'extra-people'
  | 'child-alone'
  | 'not-same-person'
  | 'double-arrival'
  | 'cancelled-meanwhile'
  | 'clash'

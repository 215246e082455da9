// The tables as Kysely sees them (camelCase here, snake_case in SQL). Instants read as epoch
// milliseconds; write them with `at()`. Days are text YYYY-MM-DD.

import type { Rules } from '@garita/domain/programme'
import type { Generated, Insertable, Selectable } from 'kysely'
import type { DeskTables } from './desk-tables.ts'
import type { DrawTables } from './draw-tables.ts'

type Json = import('@garita/domain/decision').Plain

export type Tables = DrawTables &
  DeskTables & {
    rules: { version: string; inForceFrom: number; body: Rules }
    staff: {
      accountId: string
      role: 'officer' | 'supervisor' | 'planner' | 'auditor' | 'custodian'
      ports: string[]
      addedAt: number
      removedAt: number | null
    }
    /** Written by `accounts/session-locks.ts` alone. */
    'accounts.sessionLocks': { sessionId: string }
    slots: {
      id: string
      port: string
      day: string
      startsAt: number
      kind: 'general' | 'urgent'
      places: number
      taken: Generated<number>
      waiting: Generated<number>
      urgent: Generated<number>
      drawnAt: number | null
      closedAt: number | null
      openedAt: number
    }
    groups: {
      id: string
      keyId: string
      registeredAt: number
      language: 'es' | 'en'
      size: number
      sealed: Buffer
      recoveryVersion: Generated<number>
      recoveryMac: Buffer
      attestedAt: number | null
      attestedLanguage: string | null
      attestedRules: string | null
      pressing: Generated<boolean>
      photosDecided: Generated<boolean>
      verdict: 'in' | 'doubt' | 'out' | 'stated' | null
      verdictState: string | null
      verdictAccuracyMeters: number | null
      verdictAt: number | null
      verdictSettled: Generated<boolean>
    }
    accountGroups: {
      accountId: string
      groupId: string
      since: number
      opensAt: number
      endedAt: number | null
    }
    members: {
      id: string
      groupId: string
      position: number
      sealed: Buffer
      sealedAttestation: Buffer | null
      photo: Generated<'missing' | 'sent' | 'at-port'>
      photoId: string | null
      leftAt: number | null
    }
    fingerprints: { memberId: string; groupId: string; keyId: string; mac: Buffer }
    corrections: {
      id: Generated<number>
      groupId: string
      at: number
      accountId: string
      fields: string[]
      sealed: Buffer
    }
    photos: {
      id: string
      groupId: string
      accountId: string
      size: number
      received: Generated<number>
      sha256: string | null
      madeAt: number
      namedAt: number | null
    }
    photoParts: { photoId: string; start: number; length: number; sealed: Buffer }
    appointments: {
      id: string
      groupId: string
      slotId: string
      size: number
      code: string
      version: Generated<number>
      state: 'standing' | 'displaced' | 'cancelled' | 'arrived' | 'absent' | 'done'
      madeAt: number
      changedAt: number
      arrivedAt: number | null
      number: Generated<number | null>
      walkIn: Generated<boolean>
      sealedReason: Generated<Buffer | null>
    }
    presences: {
      appointmentId: string
      memberId: string
      presentAt: number
      byAccount: string
      photoId: string | null
      photoAt: number | null
    }
    comparisons: {
      id: string
      appointmentId: string
      memberId: string
      sentPhoto: string | null
      takenPhoto: string
      band: 'same' | 'unsure' | 'different' | 'cannot-compare'
      score: number | null
      reason: string | null
      flags: string[]
      modelId: string | null
      modelHash: string | null
      bandsVersion: string
      tookMs: number
      comparedAt: number
    }
    moves: {
      id: string
      appointmentId: string
      fromSlot: string
      toSlot: string
      version: number
      byAccount: string
      movedAt: number
      sealedReason: Buffer
    }
    placeChanges: {
      id: Generated<number>
      at: number
      port: string
      day: string
      slotId: string | null
      kind: 'opened' | 'planned' | 'changed' | 'closed' | 'reopened'
      placesBefore: number
      placesAfter: number
      reason: string
    }
    requests: {
      id: string
      groupId: string
      state: 'standing' | 'offered' | 'won' | 'picked' | 'withdrawn' | 'expired' | 'ended'
      ports: string[]
      ruledOut: string[]
      madeAt: number
      changedAt: number
      aliveAt: number
      remindedAt: number | null
    }
    sharedTravelers: {
      groupA: string
      groupB: string
      foundAt: number
      settledAt: number | null
      settledBy: string | null
      verdict: 'same' | 'different' | null
      keep: string | null
      members: string[]
    }
    offers: {
      id: string
      groupId: string
      slotId: string
      size: number
      state: 'open' | 'accepted' | 'declined' | 'expired' | 'withdrawn'
      because: 'draw' | 'closure'
      draw: string | null
      rank: number | null
      requestId: string | null
      appointmentId: string | null
      madeAt: number
      expiresAt: number
      answeredAt: number | null
    }
    troubles: {
      id: string
      groupId: string
      appointmentId: string
      port: string
      kind: 'late' | 'ill' | 'no-signal' | 'threatened' | 'dangerous-port'
      sealedWords: Buffer | null
      state: 'open' | 'settled'
      reportedAt: number
      answerBy: number
      settledAt: number | null
      settledBy: string | null
      answer: 'noted' | 're-seated' | null
      sealedAnswer: Buffer | null
    }
    appeals: {
      id: string
      groupId: string
      port: string
      sealedWords: Buffer
      state: 'open' | 'settled'
      madeAt: number
      answerBy: number
      settledAt: number | null
      settledBy: string | null
      verdict: 'in' | 'out' | null
      sealedAnswer: Buffer | null
    }
    suspensions: {
      id: string
      fromDay: string
      reason: string
      proposedBy: string
      proposedAt: number
      approvedBy: string | null
      approvedAt: number | null
      endedBy: string | null
      endedAt: number | null
    }
    ruleProposals: {
      id: string
      version: string
      inForceFrom: number
      body: Rules
      reason: string
      proposedBy: string
      proposedAt: number
      decidedBy: string | null
      decidedAt: number | null
      decision: 'approved' | 'rejected' | null
    }
    keys: {
      actor: string
      act: string
      key: string
      inputMac: Buffer
      groupId: string | null
      answer: Json
      at: number
    }
    tries: { what: string; day: string; count: number }
    spentProofs: { signature: string; expiresAt: number }
    notices: {
      id: string
      groupId: string
      kind: string
      facts: Json
      madeAt: number
      sentAt: number | null
      tries: Generated<number>
      failedAt: number | null
    }
    records: {
      id: Generated<number>
      xid: Generated<string>
      at: number
      actorKind: string
      actor: string
      act: string
      outcome: string
      groupId: string | null
      facts: Json
    }
    seals: {
      id: number
      sealedAt: number
      fromXid: string
      belowXid: string
      records: number
      root: string
      previous: string | null
    }
  }

export type Row<T extends keyof Tables> = Selectable<Tables[T]>
export type NewRow<T extends keyof Tables> = Insertable<Tables[T]>

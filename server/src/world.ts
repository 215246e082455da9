// What an act may need besides its facts: everything that reaches outside comes from here, made
// once in `run.ts`, so that tests can hand in their own clock, seed and engines.

import type { Area } from '@garita/domain/location'
import type { Rules } from '@garita/domain/programme'
import type { Instant } from '@garita/domain/time'
import type { Database } from './database/open.ts'
import type { FaceEngine } from './faces/engine.ts'
import type { Proofs } from './vault/proof.ts'
import type { Vault } from './vault/vault.ts'

export type World = {
  readonly database: Database
  readonly vault: Vault
  readonly faces: FaceEngine
  /** The one clock. */
  readonly now: () => Instant
  /** A fresh UUID. */
  readonly newId: () => string
  readonly randomBytes: (count: number) => Uint8Array
  /** The rules in force at an instant. */
  readonly rulesAt: (now: Instant) => Rules
  /** Reads the versions of the rules anew, after one was approved. */
  readonly reloadRules: () => Promise<void>
  /** Mexican states as polygons, for the verdict on a location. */
  readonly area: Area
  readonly proofs: Proofs
}

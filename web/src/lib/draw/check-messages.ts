// What the page and the worker that checks a draw say to each other.

import type { Checked } from '@garita/domain/check-draw'
import type { DrawSource } from './draw-source.ts'

export type CheckTask = DrawSource

export type CheckProgress = {
  kind: 'progress'
  file: string
  lines: number
  /** Lines that the file should have. */
  of: number
  /** Read so far, of all files. */
  bytes: number
}

export type FromCheck =
  | CheckProgress
  | { kind: 'checked'; checked: Checked; bytes: number }
  /** A file did not come; `status` is undefined where there was no answer. */
  | { kind: 'unread'; file: string; status: number | undefined }
  /** The worker itself failed: no memory, or a browser that cannot do it. */
  | { kind: 'broken' }

/**
 * How much of the work of a whole check each file is, measured: the ranking is where every lot is worked out again.
 * Files in the order in which they are read.
 */
const shares = {
  public: { 'tickets.ndjson': 0.25, 'ranking.ndjson': 0.75 },
  sealed: {
    'tickets.ndjson': 0.15,
    'ranking.ndjson': 0.5,
    'entries.ndjson': 0.25,
    'results.ndjson': 0.1,
  },
} as const

/** How much of the whole is done, 0 to 1. */
export function doneShare(progress: Omit<CheckProgress, 'kind'>, sealed: boolean): number {
  let before = 0
  for (const [file, share] of Object.entries(shares[sealed ? 'sealed' : 'public'])) {
    if (file === progress.file) {
      return before + share * Math.min(1, progress.lines / Math.max(1, progress.of))
    }
    before += share
  }
  return 0
}

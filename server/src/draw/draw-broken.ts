// What stops a draw that does not pass its own check from being frozen or published.

import type { Finding } from '@garita/domain/check-finding'

/** A fault: the draw failed its own check. Says the first thing that does not hold. */
export class DrawBroken extends Error {
  readonly finding: Finding
  constructor(draw: string, finding: Finding) {
    const { file, line, fault, at } = finding
    super(`draw ${draw} failed its own check: ${file} line ${line ?? '-'}: ${fault} ${at ?? ''}`)
    this.name = 'DrawBroken'
    this.finding = finding
  }
}

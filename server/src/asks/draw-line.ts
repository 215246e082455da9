// What everybody may see of a draw in one line.

import type { AskAnswerOf } from '@garita/contract'
import type { Draw } from '../store/draws.ts'

export function drawLine(draw: Draw): AskAnswerOf<'draws'>['draws'][number] {
  const { id, state, frozenAt, publishedAt, tickets, places, given } = draw
  return { draw: id, state, frozenAt, publishedAt, tickets, places, given }
}

// More people than can be served at once: the server says so at once, and when to come again. What was to be sent
// goes again by itself then; nobody gains by tapping, and nobody loses a place in a queue, since there is none.

import type { Problem } from './problem.ts'

type Crowded = Extract<Problem, { kind: 'too-many' }>

/**
 * What `send` gives, sent again as long as there is no room and at most `tries` times more. `onCrowded` is told of
 * each such answer, so that the page can say that it waits.
 */
export async function throughRush<Result extends { kind: string }>(
  send: () => Promise<Result>,
  tries: number,
  onCrowded: (result: Result) => void = () => undefined,
): Promise<Result> {
  for (let left = tries; ; left -= 1) {
    const result = await send()
    if (!isCrowded(result) || left <= 0) return result
    onCrowded(result)
    await untilRoom(result)
  }
}

function isCrowded<Result extends { kind: string }>(result: Result): result is Result & Crowded {
  return result.kind === 'too-many' && (result as Result & Crowded).overload
}

/** Waits as long as the server asked, at most a minute. */
function untilRoom({ retryAfterSeconds }: Crowded): Promise<void> {
  const seconds = Math.min(60, Math.max(1, retryAfterSeconds))
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000))
}

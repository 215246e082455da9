// The long run of a custodian's client: look, wait, look again. A house that cannot be reached is
// tried calmly until it can; what was said once is not said again at every look.

import { HouseAway, HouseRefused, SignInRefused } from './custody-house.ts'
import { keptBackSentences, type Round } from './custody-round.ts'

export type Watch = {
  /** One look. */
  readonly round: () => Promise<Round>
  readonly say: (line: string) => void
  /** Waits; resolves early where the watch shall end. */
  readonly pause: (milliseconds: number) => Promise<void>
  readonly isOver: () => boolean
}

/** Secrets are due within 30 minutes of the freeze; a look costs one small question. */
const betweenLooksMs = 30_000
const firstRetryMs = 10_000
const longestRetryMs = 300_000

/** Looks until told to end. Throws only what waiting cannot mend: a sign-in refused from the first. */
export async function keepWatch(watch: Watch): Promise<void> {
  const { say, pause, isOver } = watch
  const told = new Set<string>()
  let hasWorked = false
  let retryMs = 0
  while (!isOver()) {
    const trouble = await lookOnce(watch, told, hasWorked)
    hasWorked ||= trouble === undefined
    if (trouble && retryMs === 0) say(`${trouble.message} Trying on …`)
    if (!trouble && retryMs > 0) say('It answers again.')
    retryMs = trouble ? nextRetry(retryMs) : 0
    if (!isOver()) await pause(retryMs || betweenLooksMs)
  }
}

/** Gives what kept it from looking, where waiting may mend it. */
async function lookOnce(
  { round, say }: Watch,
  told: Set<string>,
  hasWorked: boolean,
): Promise<Error | undefined> {
  try {
    tellTrouble(await round(), say, told)
    return undefined
  } catch (error) {
    if (error instanceof HouseAway || error instanceof HouseRefused) return error
    // What let us in before was right: a code at the edge of its half minute, a clock put right.
    if (error instanceof SignInRefused && hasWorked) return error
    throw error
  }
}

function nextRetry(retryMs: number): number {
  return Math.min(longestRetryMs, retryMs === 0 ? firstRetryMs : retryMs * 2)
}

/** Says what is wrong, each thing once. Gives whether anything is. */
export function tellTrouble(
  { keptBack, foreign }: Round,
  say: (line: string) => void,
  told = new Set<string>(),
): boolean {
  const troubles = keptBack.map(
    ({ draw, why }) => `The secret of ${draw} is kept back: ${keptBackSentences[why] ?? why}.`,
  )
  if (foreign.length > 0) {
    troubles.push(
      `Another secret file was committed with to ${foreign.length} draws, the first ${foreign[0]}: find it, or these draws become void.`,
    )
  }
  for (const trouble of troubles.filter((one) => !told.has(one))) {
    told.add(trouble)
    say(trouble)
  }
  return troubles.length > 0
}

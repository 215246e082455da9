// [W3] The server says of any call that this session is locked; whoever shows the desk is told and locks the page.

type Ear = (askedAt: number) => void

const ears = new Set<Ear>()

/** For an `$effect`. `askedAt`: when the call began, in milliseconds of `performance.now()`. */
export function onSessionLocked(hear: Ear): () => void {
  ears.add(hear)
  return () => {
    ears.delete(hear)
  }
}

/** Passes a problem on, and tells of it where it is that one. */
export function heard<P extends { kind: string }>(problem: P, askedAt: number): P {
  if (problem.kind === 'session-locked') for (const hear of ears) hear(askedAt)
  return problem
}

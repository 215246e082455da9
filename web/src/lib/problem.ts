// What the server says when it does not do what was asked, read from its problem+json into one of a few kinds.
// The name decides, never the status number alone: a number comes from proxies too, a name only from us.

/**
 * One reason of a refusal: its name has a sentence in `refusals.json` and one in `remedies.json`. Facts help to
 * go on (the nearest slots); `member` (counted from 0) and `field` tell which field of a form is meant.
 */
export type Reason = { name: string; facts: Record<string, unknown> }

/** One field that does not fit the contract: where it is, and a name of `fields.json` for what is wrong. */
export type FieldProblem = { path: string; problem: string }

export type Problem =
  /** A rule said no. `sentence` is the server's own wording, for names that this page does not know yet. */
  | { kind: 'refused'; reasons: Reason[]; sentence: string | undefined }
  | { kind: 'malformed'; fields: FieldProblem[] }
  | { kind: 'not-signed-in' }
  | { kind: 'not-permitted' }
  /** Staff whose session is locked: what was asked for can be sent again once it is unlocked. */
  | { kind: 'session-locked' }
  /** Too many tries, or (`overload`) too many people at once. */
  | { kind: 'too-many'; overload: boolean; retryAfterSeconds: number }
  /** Nobody's fault on this side; the reference finds it in the server's log. */
  | { kind: 'fault'; reference: string }
  /** No answer came. Whether the act was done is unknown; sending again under the same key finds out. */
  | { kind: 'offline' }

/** Reads an answer that is not a success. Never throws: a body that is not ours becomes a fault. */
export async function readProblem(response: Response): Promise<Problem> {
  const body = await readObject(response)
  const name = textOf(body.name)
  if (name === 'not-signed-in' || name === 'not-permitted' || name === 'session-locked')
    return { kind: name }
  if (name === 'too-many-tries' || name === 'overload') {
    const retryAfterSeconds = Number(response.headers.get('retry-after')) || 60
    return { kind: 'too-many', overload: name === 'overload', retryAfterSeconds }
  }
  if (Array.isArray(body.fields)) return { kind: 'malformed', fields: body.fields.flatMap(fieldOf) }
  if (name === undefined || response.status >= 500) {
    return { kind: 'fault', reference: textOf(body.reference) ?? `http-${response.status}` }
  }
  return { kind: 'refused', reasons: reasonsOf(body, name), sentence: textOf(body.sentence) }
}

/** Every reason that was given; a refusal that lists none is its own reason. */
function reasonsOf(body: Record<string, unknown>, name: string): Reason[] {
  const reasons = Array.isArray(body.reasons) ? body.reasons.flatMap(reasonOf) : []
  return reasons.length > 0 ? reasons : [{ name, facts: {} }]
}

async function readObject(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await response.json()
    return isObject(body) ? body : {}
  } catch {
    return {}
  }
}

function reasonOf(value: unknown): Reason[] {
  if (!isObject(value)) return []
  const name = textOf(value.name)
  return name === undefined ? [] : [{ name, facts: isObject(value.facts) ? value.facts : {} }]
}

function fieldOf(value: unknown): FieldProblem[] {
  if (!isObject(value)) return []
  return [{ path: textOf(value.path) ?? '', problem: textOf(value.problem) ?? 'wrong-form' }]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

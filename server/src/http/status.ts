// Status numbers stand here and nowhere else. A refusal is nobody's fault: 404 for what is unknown
// (another's thing is always unknown), else 409. The rest have names of their own.

const statusByName: { readonly [name: string]: number } = {
  malformed: 400,
  'key-missing': 400,
  'not-signed-in': 401,
  'sign-in-refused': 401,
  'sign-in-code-wrong': 401,
  'sign-in-code-expired': 401,
  'unlock-refused': 401,
  'not-permitted': 403,
  'session-locked': 403,
  'origin-refused': 403,
  'address-unknown': 404,
  'method-unknown': 405,
  'too-large': 413,
  'unsupported-picture': 415,
  'unsupported-media': 415,
  'too-many-tries': 429,
  fault: 500,
  overload: 503,
}

export function statusOf(name: string): number {
  return statusByName[name] ?? (name.endsWith('-unknown') ? 404 : 409)
}

// The history of a group as the server names it: a field for each change, never what stood in it.

/** What was changed, in one line each. */
export type Change =
  | { kind: 'added' | 'removed' | 'contact' | 'language' | 'other' }
  | { kind: 'person' | 'attestation' | 'photo'; member: string }

const wholes = ['added', 'removed'] as const

/** The lines of one correction, each once: names as `<member>/<field>`, `contact/<field>`, `language`. */
export function changesOf(fields: readonly string[]): Change[] {
  const found = new Map<string, Change>()
  for (const field of fields) {
    const change = changeOf(field)
    found.set(JSON.stringify(change), change)
  }
  return [...found.values()]
}

function changeOf(field: string): Change {
  const [about = '', what] = field.split('/')
  if (about === 'contact' || about === 'language') return { kind: about }
  if (what === undefined) return { kind: 'other' }
  const whole = wholes.find((one) => one === what)
  if (whole) return { kind: whole }
  if (what === 'attestation' || what === 'photo') return { kind: what, member: about }
  return { kind: 'person', member: about }
}

// What was changed since the registration. The history names fields, never their content: `<member>/<field>`,
// `<member>/added`, `<member>/removed`, `contact/<field>` and `language`.

export type Change =
  | { readonly kind: 'member'; readonly member: string; readonly field: string }
  | { readonly kind: 'contact' }
  | { readonly kind: 'language' }

type Entry = { readonly at: number; readonly fields: readonly string[] }

/** The changes of one correction, each told once. */
export function changesOf({ fields }: Entry): readonly Change[] {
  const told = new Map<string, Change>()
  for (const name of fields) {
    const [about = '', field = ''] = name.split('/')
    if (about === 'contact') told.set('contact', { kind: 'contact' })
    else if (about === 'language' || field === 'language')
      told.set('language', { kind: 'language' })
    else told.set(name, { kind: 'member', member: about, field })
  }
  return [...told.values()]
}

/** Entries in which somebody changed something, the latest first. */
export function latestFirst(history: readonly Entry[]): readonly Entry[] {
  return history.filter(({ fields }) => fields.length > 0).sort((a, b) => b.at - a.at)
}

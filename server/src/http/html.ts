// HTML for the pages without script. Whatever is put into a page is escaped unless it is markup
// that was made here.

/** Markup, as made by `html`. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Piece = string | number | Markup | readonly Piece[]

/** A template whose values are escaped; lists are put one after the other. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(
    parts
      .map((part, index) => `${part}${index < pieces.length ? write(pieces[index]) : ''}`)
      .join(''),
  )
}

function write(piece: Piece | undefined): string {
  if (piece instanceof Markup) return piece.text
  if (typeof piece === 'object') return piece.map(write).join('')
  return escaped(String(piece ?? ''))
}

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

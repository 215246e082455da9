// Every key of the desk, once. Parts of the pages bind keys by these names alone, buttons show them by name, and the
// help lists them all: so that none works that the help does not tell, and none is told that does nothing. Where two
// parts on the screen have the same key, the later part has it.

/** A page that listens to keys. */
export type KeyPage = 'arrivals' | 'walk-in' | 'cases'

export type KeyPart =
  | 'desk'
  | 'list'
  | 'check-in'
  | 'group'
  | 'person'
  | 'step'
  | 'elsewhere'
  | 'walk-in'
  | 'cases'

export type DeskKey = {
  readonly part: KeyPart
  /** As `KeyboardEvent.key` says them, small. Each does the same; of the numbers each is one choice's. */
  readonly keys: readonly string[]
  /** A field's or a button's own way with this key: nothing else is bound to it. */
  readonly own?: true
}

/** One a choice, as far as there are so many. */
const numbers = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

const table = {
  help: { part: 'desk', keys: ['?'] },
  bar: { part: 'desk', keys: ['b'] },
  lock: { part: 'desk', keys: ['z'] },

  find: { part: 'list', keys: ['/'] },
  camera: { part: 'list', keys: ['q'] },
  'walk-in': { part: 'list', keys: ['w'] },
  port: { part: 'list', keys: ['p'] },
  'row-after': { part: 'list', keys: ['arrowdown'] },
  'row-before': { part: 'list', keys: ['arrowup'] },
  'row-open': { part: 'list', keys: ['enter'], own: true },

  mark: { part: 'check-in', keys: numbers },
  more: { part: 'check-in', keys: ['+'] },
  fewer: { part: 'check-in', keys: ['-'] },
  'check-in': { part: 'check-in', keys: ['enter'] },
  'older-pass': { part: 'check-in', keys: ['v'] },

  'check-in-rest': { part: 'group', keys: ['c'] },
  call: { part: 'group', keys: ['l'] },
  note: { part: 'group', keys: ['n'] },
  history: { part: 'group', keys: ['h'] },
  'person-before': { part: 'group', keys: ['arrowleft'] },
  'person-after': { part: 'group', keys: ['arrowright'] },
  'group-next': { part: 'group', keys: ['enter'] },
  'group-close': { part: 'group', keys: ['escape'] },

  photo: { part: 'person', keys: [' '] },
  file: { part: 'person', keys: ['f'] },
  'photo-keep': { part: 'person', keys: ['x'] },
  compare: { part: 'person', keys: ['m'] },
  accept: { part: 'person', keys: ['enter'] },
  identity: { part: 'person', keys: ['i'] },
  decide: { part: 'person', keys: ['d'] },
  amend: { part: 'person', keys: ['a'] },

  choose: { part: 'step', keys: numbers },
  words: { part: 'step', keys: ['t'] },
  record: { part: 'step', keys: ['enter'] },
  'step-back': { part: 'step', keys: ['backspace'] },
  'step-leave': { part: 'step', keys: ['escape'] },

  receive: { part: 'elsewhere', keys: ['r'] },
  'undo-absent': { part: 'elsewhere', keys: ['u'] },
  'other-time': { part: 'elsewhere', keys: ['o'] },
  glass: { part: 'elsewhere', keys: ['g'] },

  'next-field': { part: 'walk-in', keys: ['enter'], own: true },
  'person-add': { part: 'walk-in', keys: ['n'] },
  hints: { part: 'walk-in', keys: ['h'] },
  send: { part: 'walk-in', keys: ['ctrl enter'], own: true },
  photos: { part: 'walk-in', keys: ['enter'], own: true },
  print: { part: 'walk-in', keys: ['p'] },
  another: { part: 'walk-in', keys: ['a'] },
  'walk-in-leave': { part: 'walk-in', keys: ['escape'] },

  'case-after': { part: 'cases', keys: ['j', 'arrowdown'] },
  'case-before': { part: 'cases', keys: ['k', 'arrowup'] },
  'case-open': { part: 'cases', keys: ['enter'], own: true },
  'case-close': { part: 'cases', keys: ['escape'] },
  'case-answer': { part: 'cases', keys: numbers },
  'case-words': { part: 'cases', keys: ['t'] },
  'case-send': { part: 'cases', keys: ['s'] },
  'case-group': { part: 'cases', keys: ['g'] },
  'case-copy': { part: 'cases', keys: ['c'] },
  'case-away': { part: 'cases', keys: ['x'] },
  'case-news': { part: 'cases', keys: ['n'] },
  'case-more': { part: 'cases', keys: ['m'] },
  'case-again': { part: 'cases', keys: ['r'] },
} as const satisfies Readonly<Record<string, DeskKey>>

export type KeyName = keyof typeof table

export const deskKeys: Readonly<Record<KeyName, DeskKey>> = table
export const keyNames = Object.keys(table) as readonly KeyName[]

/** In the order of the help. */
const parts: Readonly<Record<KeyPage, readonly KeyPart[]>> = {
  arrivals: ['list', 'check-in', 'group', 'person', 'step', 'elsewhere', 'desk'],
  'walk-in': ['walk-in', 'desk'],
  cases: ['cases', 'desk'],
}

/** The keys of a page, part by part. */
export function keysOf(page: KeyPage): readonly { part: KeyPart; names: readonly KeyName[] }[] {
  return parts[page].map((part) => ({
    part,
    names: keyNames.filter((name) => deskKeys[name].part === part),
  }))
}

/** What goes when the single letters are switched off: signs and numbers, too; the space bar is no letter. */
function isLetter(key: string): boolean {
  return key.length === 1 && key !== ' '
}

/** The keys of a name that do something, with or without the single letters. */
function working(name: KeyName, letters: boolean): readonly string[] {
  return deskKeys[name].keys.filter((key) => letters || !isLetter(key))
}

const shown: Readonly<Record<string, string>> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  enter: '↵',
  escape: 'Esc',
  backspace: '⌫',
  'ctrl enter': 'Ctrl ↵',
}

/**
 * As it is drawn on a button; empty where none of its keys does anything. `space` is the word on the space bar in the
 * reader's language.
 */
export function shownKeys(name: KeyName, letters: boolean, space: string): string {
  const keys = working(name, letters)
  if (keys.length === numbers.length) return '1 … 9'
  return keys.map((key) => (key === ' ' ? space : (shown[key] ?? key.toUpperCase()))).join(' ')
}

const spoken: Readonly<Record<string, string>> = {
  ' ': 'Space',
  '+': 'Plus',
  arrowup: 'ArrowUp',
  arrowdown: 'ArrowDown',
  arrowleft: 'ArrowLeft',
  arrowright: 'ArrowRight',
  enter: 'Enter',
  escape: 'Escape',
  backspace: 'Backspace',
  'ctrl enter': 'Control+Enter',
}

/** As `aria-keyshortcuts` wants it; empty where none of its keys does anything. */
export function spokenKeys(name: KeyName, letters: boolean): string {
  return working(name, letters)
    .map((key) => spoken[key] ?? key)
    .join(' ')
}

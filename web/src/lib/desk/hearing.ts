// What a key means before anybody asks which one it is: whether it belongs to the field, the button or the page on
// which it was pressed, or to the desk. Fields keep all their keys; a part that scrolls keeps its arrows, and so do rings,
// which choose by them; what a button or a link does by Enter and the space bar stays theirs.

/**
 * Where the keyboard is. `ring`: one of several, of which the arrows choose; `scroller`: a part that takes the focus so
 * that its arrows scroll it.
 */
export type Place = 'field' | 'control' | 'ring' | 'scroller' | 'page'

/**
 * `field`: the field's own, unless a scan ends in it; `held`: a key that is held down, of which the first press counted;
 * `theirs`: left alone; else for the desk.
 */
export type Heard = 'theirs' | 'field' | 'held' | 'enter' | 'named' | 'letter'

type Press = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey' | 'repeat' | 'isComposing'
>

export function hear(press: Press, place: Place): Heard {
  const { key, repeat } = press
  if (isOfTheSystem(press)) return 'theirs'
  if (place === 'field') return 'field'
  // Nobody is decided on by a hand that rests on Enter.
  if (repeat && (key === 'Enter' || key === ' ')) return 'held'
  if (key === 'Enter') return 'enter'
  if (key.length > 1) return isLeftAlone(press, place) ? 'theirs' : 'named'
  return key === ' ' && (place === 'control' || place === 'ring') ? 'theirs' : 'letter'
}

/** With Shift they mark text; up and down scroll a part that scrolls; each arrow goes to another ring. */
function isLeftAlone({ key, shiftKey }: Press, place: Place): boolean {
  if (shiftKey || (place === 'ring' && key.startsWith('Arrow'))) return true
  return place === 'scroller' && (key === 'ArrowUp' || key === 'ArrowDown')
}

/** With a key of the system's own, or half a letter that is still being put together. */
function isOfTheSystem({ ctrlKey, altKey, metaKey, isComposing }: Press): boolean {
  return ctrlKey || altKey || metaKey || isComposing
}

export function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof HTMLElement)) return 'page'
  if (isField(target)) return 'field'
  if (target instanceof HTMLInputElement && target.type === 'radio') return 'ring'
  if (target.closest('a, button, summary, input')) return 'control'
  return target.tabIndex === 0 ? 'scroller' : 'page'
}

/** Where letters are text. A tick box and a ring take no letters. */
function isField(target: HTMLElement): boolean {
  if (target instanceof HTMLInputElement)
    return target.type !== 'checkbox' && target.type !== 'radio'
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.isContentEditable
  )
}

// What a key means before anybody asks which one it is: whether it belongs to the field, the button or the page on
// which it was pressed, or to the desk. Fields keep all their keys; a part that scrolls keeps its arrows; what a button
// or a link does by Enter and the space bar stays theirs.

/** Where the keyboard is. `scroller`: a part that takes the focus so that its arrows scroll it. */
export type Place = 'field' | 'control' | 'scroller' | 'page'

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
  return key === ' ' && place === 'control' ? 'theirs' : 'letter'
}

/** With Shift they mark text; up and down scroll a part that scrolls. */
function isLeftAlone({ key, shiftKey }: Press, place: Place): boolean {
  return shiftKey || (place === 'scroller' && (key === 'ArrowUp' || key === 'ArrowDown'))
}

/** With a key of the system's own, or half a letter that is still being put together. */
function isOfTheSystem({ ctrlKey, altKey, metaKey, isComposing }: Press): boolean {
  return ctrlKey || altKey || metaKey || isComposing
}

export function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof HTMLElement)) return 'page'
  if (isField(target)) return 'field'
  if (target.closest('a, button, summary, input')) return 'control'
  return target.tabIndex === 0 ? 'scroller' : 'page'
}

/** Where letters are text. A tick box takes no letters. */
function isField(target: HTMLElement): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox'
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.isContentEditable
  )
}

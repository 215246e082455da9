// At a desk, Enter goes to the next field: it must never send a family of which half is written down.

const fields = 'input, select, textarea, button, summary'

/** Moves the keyboard to the field after this one; returns whether there was one. */
export function goToNextField(form: HTMLElement, from: EventTarget | null): boolean {
  const all = [...form.querySelectorAll<HTMLElement>(fields)].filter(isReachable)
  const at = from instanceof HTMLElement ? all.indexOf(from) : -1
  // Of several rings, the one that is chosen stands for all.
  const next = all.slice(at + 1).find((one) => !isSameChoice(one, from))
  next?.focus()
  return next !== undefined
}

function isReachable(field: HTMLElement): boolean {
  return field.checkVisibility?.() ?? field.offsetParent !== null
}

function isSameChoice(field: HTMLElement, from: EventTarget | null): boolean {
  const both = field instanceof HTMLInputElement && from instanceof HTMLInputElement
  return both && field.type === 'radio' && field.name === from.name
}

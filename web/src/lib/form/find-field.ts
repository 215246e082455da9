import { fieldId } from './field-id.ts'

/**
 * The element of a field by its path; where a part has none of its own (`members/0/contact/phone`), the nearest
 * field around it. Undefined where the page has no such field.
 */
function findField(path: string): HTMLElement | undefined {
  const parts = fieldId(path).split('-')
  for (let length = parts.length; length > 1; length--) {
    const found = document.getElementById(parts.slice(0, length).join('-'))
    if (found) return found
  }
  return undefined
}

/** What the form calls a field: the legend of its group of inputs, or its label. Empty where it has none. */
export function labelOfField(path: string): string {
  const field = findField(path)
  if (!field) return ''
  const label =
    field.closest('fieldset[id^="field-"]')?.querySelector('[data-label]') ??
    document.querySelector(`label[for="${CSS.escape(field.id)}"] [data-label]`)
  return label?.textContent?.trim() ?? ''
}

/** Moves the reader to a field: the first input of a group. Returns whether there was one. */
export function goToField(path: string): boolean {
  const field = findField(path)
  if (!field) return false
  const target = field instanceof HTMLFieldSetElement ? field.querySelector('input') : field
  target?.focus()
  field.scrollIntoView({ block: 'center' })
  return true
}

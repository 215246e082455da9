/**
 * `{@attach takesFocus}` on what appears in the place of a button that was pressed: the button is gone and the focus
 * with it, so that a screen reader falls silent and the keyboard starts again at the top of the page. Things that
 * are no controls need `tabindex="-1"`.
 */
export function takesFocus(element: HTMLElement): void {
  element.focus()
}

/**
 * `{@attach focusStays}` on a part whose buttons go when they are pressed: where the keyboard was on one of them, it goes
 * to the nearest part around it that takes the focus (`tabindex="-1"`), at last to this one, and not to the top of the
 * page. Whoever points has let go of the button before, and stays free.
 */
export function focusStays(part: HTMLElement): () => void {
  let last: Element | undefined

  const came = ({ target }: FocusEvent) => {
    last = target instanceof Element ? target : undefined
  }
  // Some browsers tell of a button's loss just before they take it away: whether it stays is known a moment later.
  const left = ({ target }: FocusEvent) => {
    queueMicrotask(() => {
      const isFree = target === last && document.activeElement !== target
      if (isFree && target instanceof Element && target.isConnected) last = undefined
    })
  }
  const gone = new MutationObserver((changes) => {
    if (!last || last.isConnected || document.activeElement !== document.body) return
    const lost = last
    last = undefined
    const change = changes.find(({ removedNodes }) =>
      [...removedNodes].some((node) => node.contains(lost)),
    )
    nearest(change?.target, part).focus({ preventScroll: true })
  })

  part.addEventListener('focusin', came)
  part.addEventListener('focusout', left)
  gone.observe(part, { childList: true, subtree: true })
  return () => {
    part.removeEventListener('focusin', came)
    part.removeEventListener('focusout', left)
    gone.disconnect()
  }
}

/** What is still there: the place of the change may itself have gone with what is around it. */
function nearest(place: Node | undefined, part: HTMLElement): HTMLElement {
  if (!(place instanceof Element) || !part.contains(place)) return part
  return place.closest<HTMLElement>('[tabindex="-1"]') ?? part
}

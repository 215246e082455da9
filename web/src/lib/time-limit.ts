/** As `AbortSignal.timeout`, which iPhones with iOS 15 do not have. */
export function timeLimit(milliseconds: number): AbortSignal {
  if (typeof AbortSignal.timeout === 'function') return AbortSignal.timeout(milliseconds)
  const controller = new AbortController()
  setTimeout(() => {
    controller.abort()
  }, milliseconds)
  return controller.signal
}

/** A phone's storage for tests: what `localStorage` is, and a way to make it full. */
export function fakeStorage(): Storage & { full: boolean } {
  const kept = new Map<string, string>()
  return {
    full: false,
    get length() {
      return kept.size
    },
    clear: () => kept.clear(),
    getItem: (name) => kept.get(name) ?? null,
    key: (index) => [...kept.keys()][index] ?? null,
    removeItem: (name) => {
      kept.delete(name)
    },
    setItem(name, text) {
      if (this.full) throw new DOMException('full', 'QuotaExceededError')
      kept.set(name, text)
    },
  }
}

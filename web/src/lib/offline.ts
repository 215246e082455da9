// The page's side of the service worker: it tells it which pages were seen, so that these open without network.

/** Registers the worker. Plain http (other than localhost) and some private modes have none: then nothing. */
export async function registerWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  try {
    // Not as a module: built it is one file without imports, and Firefox knows no others.
    await navigator.serviceWorker.register('/service-worker.js')
  } catch {
    // Without a worker the site works as long as there is a network.
  }
}

/** Keeps a page that was seen, with what it is made of, for the next time without network. */
export async function keepForOffline(pathname: string): Promise<void> {
  if (!('serviceWorker' in navigator) || !navigator.onLine) return
  const { active } = await navigator.serviceWorker.ready
  active?.postMessage({ keep: pathname })
}

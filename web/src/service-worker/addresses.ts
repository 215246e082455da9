// Which addresses the service worker keeps.

/** Our own pages: `/es/…`, `/en/…`, but not the script-free ones, which the server draws anew each time. */
export function isPage(pathname: string): boolean {
  return /^\/(es|en)\/[a-z]/.test(pathname) && !/^\/(es|en)\/plain\//.test(pathname)
}

/** Files whose name holds a hash of their content, and models in a folder with their version. */
export function isAsset(pathname: string): boolean {
  return pathname.startsWith('/_app/immutable/') || pathname.startsWith('/faces/')
}

/** A page's address without what may follow it: ids travel in the query and never name another page. */
export function pageAddress(pathname: string): string {
  return pathname.length > 1 && pathname.endsWith('/') ? pathname.slice(0, -1) : pathname
}

/** The hashed files that a page's HTML names: styles, preloads and the start script's imports. */
export function assetsIn(html: string): string[] {
  return [...new Set([...html.matchAll(/\/_app\/immutable\/[\w./-]+/g)].map(([file]) => file))]
}

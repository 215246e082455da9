// Where someone wanted to go before they had to sign in. It stands in the address, so anybody can write a link with
// one: only pages of this site are followed, or a letter could lead from our sign-in to a copy of it elsewhere.

const ownPage = /^\/(es|en)\/[a-z0-9/-]+$/

/** The path with its query if it is a page of this site and not sign-in itself; else undefined. */
export function readNext(next: string | null): string | undefined {
  const address = next?.startsWith('/') ? addressOf(next) : undefined
  if (!address) return undefined
  const { origin, pathname, search } = address
  if (origin !== here || !ownPage.test(pathname) || isSignIn(pathname)) return undefined
  return pathname + search
}

/** The address of sign-in that leads back to a page afterwards; staff pages have their own. */
export function signInAddress(language: string, pathname: string, search: string): string {
  const isStaff = /^\/[a-z]+\/(officer|planner|auditor|custodian|supervisor|staff)(\/|$)/.test(
    pathname,
  )
  const page = `/${language}/${isStaff ? staffSignIn : 'sign-in'}`
  const next = readNext(pathname + search)
  return next ? `${page}?next=${encodeURIComponent(next)}` : page
}

/** Below the language. */
export const staffSignIn = 'officer/sign-in'

const here = 'https://garita.invalid'

function addressOf(text: string): URL | undefined {
  try {
    return new URL(text, here)
  } catch {
    return undefined
  }
}

const isSignIn = (pathname: string) => /\/sign-in$/.test(pathname)

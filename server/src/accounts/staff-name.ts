// Staff have user names, given by the administration. better-auth wants the form of an e-mail, so
// a name without a domain gets one that never delivers. Nothing is ever sent to it.

const DOMAIN = 'staff.garita.invalid'
const NAME = /^[a-z0-9][a-z0-9._-]{1,62}(@[a-z0-9-]+(\.[a-z0-9-]+)+)?$/
/** The domains of applicants' pseudonyms: no user name may look like one. */
const PSEUDONYM = /@(mail|phone)\.garita\.invalid$/

/** The stored form of a user name, or undefined for what cannot be one. */
export function staffEmail(typed: string): string | undefined {
  const name = typed.normalize('NFKC').trim().toLowerCase()
  if (!NAME.test(name) || PSEUDONYM.test(name)) return undefined
  return name.includes('@') ? name : `${name}@${DOMAIN}`
}

// Comparing in the browser, with the same models and bands as on the server. The part that does it is fetched while
// there is a network, and kept by the service worker; where it is not there, there is no comparison, and the officer
// looks, and says by what.

import type { Compared } from './group-now.ts'

export type Outcome = Omit<Compared, 'comparedAt'>

type Bytes = Uint8Array<ArrayBuffer>

export type CompareHere = (sent: Bytes | undefined, taken: Bytes | undefined) => Promise<Outcome>

/** No comparison is no verdict. */
export function cannotCompare(reason: string): Outcome {
  return { band: 'cannot-compare', score: null, reason, flags: [] }
}

/** Compares two photos here; whatever goes wrong is an answer. */
export const compareHere: CompareHere = async (sent, taken) => {
  if (!sent || !taken) return cannotCompare('photo-not-kept')
  try {
    const { compareDescribed, describeInBrowser } = await import('../../faces/describe.ts')
    const [first, second] = await Promise.all([
      describeInBrowser(new Blob([sent])),
      describeInBrowser(new Blob([taken])),
    ])
    const { band, score, reason, flags } = compareDescribed(first, second)
    return { band, score: score ?? null, reason: reason ?? null, flags: [...flags] }
  } catch {
    return cannotCompare('engine-unavailable')
  }
}

/** A browser that cannot do it is not asked again and again. */
const triesAtMost = 5
let tries = 0
let prepared: Promise<unknown> | undefined

/** Fetches ahead what comparing and reading codes need here, after the service worker can keep it, until all has come. */
export function prepareFaces(): Promise<unknown> {
  prepared ??= prepare().catch(() => {
    tries += 1
    if (tries < triesAtMost) prepared = undefined
  })
  return prepared
}

async function prepare(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  await navigator.serviceWorker.ready
  const { prepareInBrowser } = await import('../../faces/describe.ts')
  if (!(await prepareInBrowser())) throw new Error('the models did not come')
  const { openQrReader } = await import('../../read-qr.ts')
  await openQrReader()
}

// The people who look at all pages. An applicant signs in once, and every window goes on from there;
// staff sign in for each window, since a session of theirs locks: when a desk is locked, and by
// itself where nobody touched it for minutes.

import type { Browser, BrowserContext } from 'playwright-core'
import { signIn } from './applicant.ts'
import { readyGroup, signInApplicant } from './client.ts'
import { prepareCast } from './desk-cast.ts'
import { groupOf } from './family.ts'
import { signInStaff } from './officer.ts'
import { type RunningHouse, runHouse } from './running-house.ts'
import type { Viewer } from './state.ts'
import { openVisitor, phone, screen, type Visitor, type VisitorOptions } from './visit.ts'

type Kept = Awaited<ReturnType<BrowserContext['storageState']>>

/** Which house somebody looks at, and as whom: nobody where nothing is kept. */
type Looker = { readonly house: RunningHouse; readonly kept?: Kept }

export type Viewers = {
  /** What a new window of this person begins with. */
  of(viewer: Viewer): Promise<Looker>
  /** The house for learning ends; the other one is whoever's who began it. */
  leave(): Promise<void>
}

const staff: ReadonlyMap<Viewer, string> = new Map([
  ['officer', 'officer'],
  ['lane', 'officer'],
  ['trainee', 'officer'],
  ['supervisor', 'supervisor'],
  ['planner', 'planner'],
  ['auditor', 'auditor'],
  ['custodian', 'custodian'],
])

/** Signs applicants in and prepares their groups; begins a house for learning beside. */
export async function gatherViewers(browser: Browser, house: RunningHouse): Promise<Viewers> {
  const applicants = await keepApplicants(browser, house)
  const training = await runHouse({ training: true, env: { GARITA_DEMO_GROUPS: '60' } })
  return {
    of: async (viewer) => {
      const at = viewer === 'trainee' ? training : house
      const role = staff.get(viewer)
      const kept = role ? await keepStaff(browser, at, role) : applicants.get(viewer)
      return kept ? { house: at, kept } : { house: at }
    },
    leave: () => training.stop(),
  }
}

async function keepApplicants(browser: Browser, house: RunningHouse): Promise<Map<Viewer, Kept>> {
  await prepareCast(house)
  const ready = await signInApplicant(house.address, 'lista@example.org')
  await readyGroup(ready, groupOf('Lista', 3))
  const waiting = await signInApplicant(house.address, 'espera@example.org')
  const { group } = await readyGroup(waiting, groupOf('Espera', 3))
  await waiting.perform('make-request', { group, ports: ['2504', '2503'], ruledOut: ['2301'] })
  const outside = await signInApplicant(house.address, 'fuera@example.org')
  const far = await readyGroup(outside, groupOf('Fuera', 2))
  const tapachula = { latitude: 14.903, longitude: -92.26, accuracyMeters: 30 }
  await outside.perform('confirm-location', { group: far.group, where: tapachula })
  const begun = await signInApplicant(house.address, 'empezada@example.org')
  await begun.perform('register-group', groupOf('Empezada', 3))
  const viewers = new Map<Viewer, Kept>()
  const applicants: readonly (readonly [Viewer, string])[] = [
    ['family', 'familia.ejemplo@example.org'],
    ['ready', 'lista@example.org'],
    ['waiting', 'espera@example.org'],
    ['outside', 'fuera@example.org'],
    ['begun', 'empezada@example.org'],
    ['alone', 'sola@example.org'],
  ]
  for (const [viewer, email] of applicants) {
    const kept = await keep(browser, house, phone, async (visitor) => {
      await visitor.visit('/es/sign-in')
      await signIn(visitor, email)
      await visitor.page.waitForURL('**/es/journey')
    })
    viewers.set(viewer, kept)
  }
  return viewers
}

async function keepStaff(browser: Browser, house: RunningHouse, role: string): Promise<Kept> {
  return await keep(browser, house, screen, async (visitor) => {
    await signInStaff(visitor, role)
    await visitor.page.waitForURL(/officer\/(arrivals|signed-in)|planner|auditor|custodian/)
  })
}

async function keep(
  browser: Browser,
  house: RunningHouse,
  options: VisitorOptions,
  enter: (visitor: Visitor) => Promise<void>,
): Promise<Kept> {
  const visitor = await openVisitor(browser, house, options)
  await enter(visitor)
  const kept = await visitor.context.storageState()
  await visitor.close()
  return kept
}

/** The widths at which every page is looked at: a small phone and a desk. */
export const widths = [320, 1280] as const

/** How somebody looks at this width in this language. */
export function looking(
  width: (typeof widths)[number],
  language: VisitorOptions['language'],
  kept?: Kept,
): VisitorOptions {
  const { deviceScaleFactor: _, ...small } = phone
  const options = width === 320 ? small : screen
  const locale = language === 'es' ? 'es-MX' : 'en-US'
  return { ...options, language, locale, ...(kept ? { storageState: kept } : {}) }
}

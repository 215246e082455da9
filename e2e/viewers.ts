// The people who look at all pages: each signs in once, and every window of theirs goes on from
// there.

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
  of(viewer: Viewer): Looker
  /** The house for learning ends; the other one is whoever's who began it. */
  leave(): Promise<void>
}

/** Signs everybody in and prepares their groups; begins a house for learning beside. */
export async function gatherViewers(browser: Browser, house: RunningHouse): Promise<Viewers> {
  const kept = await keepAll(browser, house)
  const training = await runHouse({ training: true, env: { GARITA_DEMO_GROUPS: '60' } })
  const trainee = await keepStaff(browser, training, 'officer').catch(async (failure: unknown) => {
    await training.stop()
    throw failure
  })
  return {
    of: (viewer) => {
      if (viewer === 'trainee') return { house: training, kept: trainee }
      const own = kept.get(viewer)
      return own ? { house, kept: own } : { house }
    },
    leave: () => training.stop(),
  }
}

async function keepAll(browser: Browser, house: RunningHouse): Promise<Map<Viewer, Kept>> {
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
  for (const role of ['officer', 'supervisor', 'planner', 'auditor', 'custodian'] as const) {
    viewers.set(role, await keepStaff(browser, house, role))
  }
  const officer = viewers.get('officer')
  if (officer) viewers.set('lane', officer)
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

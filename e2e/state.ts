// A page in a state worth looking at: who looks, at which address, and what leads to it.

import type { Locator } from 'playwright-core'
import type { Visitor } from './visit.ts'

/**
 * Who looks. `family` has an appointment, `ready` may pick a place, `waiting` asked for the draw,
 * `outside` is not in the area, `begun` has only registered, `alone` has signed in and no group,
 * `lane` is an officer whose desk keeps the day's list, `trainee` one in the house for learning.
 */
export type Viewer =
  | 'nobody'
  | 'family'
  | 'ready'
  | 'waiting'
  | 'outside'
  | 'begun'
  | 'alone'
  | 'officer'
  | 'lane'
  | 'trainee'
  | 'supervisor'
  | 'planner'
  | 'auditor'
  | 'custodian'

export type State = {
  /** File name of the picture: the page, and after it what is special. */
  readonly name: string
  /** Below the language. */
  readonly path: string
  readonly as: Viewer
  /** What leads from opening the page to this state; must change nothing for good. */
  readonly then?: (visitor: Visitor) => Promise<void>
}

export const state = (as: Viewer, path: string, more = '', then?: State['then']): State => {
  const page = path.split('?')[0]?.replaceAll('/', '-') ?? ''
  const name = more ? `${page}-${more}` : page
  return then ? { name, path, as, then } : { name, path, as }
}

/** Opens the page and leads it to the state. */
export async function open(visitor: Visitor, { path, then }: State): Promise<void> {
  const { page, house, language } = visitor
  // A state before this one may have been without a network.
  await visitor.cutNetwork(false)
  await page.goto(`${house.address}/${language}/${path}`, { waitUntil: 'networkidle' })
  await then?.(visitor)
}

export type Find = (visitor: Visitor) => Locator

/** Waits for what says that the page has all it shows. */
export function until(find: Find): State['then'] {
  return async (visitor) => await find(visitor).waitFor()
}

export function press(page: string, key: string): State['then'] {
  return async (visitor) => await said('button', page, key)(visitor).click()
}

export function link(name: string): Find {
  return ({ page }) => page.getByRole('link', { name }).first()
}

export function said(role: 'link' | 'button', page: string, key: string): Find {
  return (visitor) => visitor.page.getByRole(role, { name: visitor.say(page, key) }).first()
}

export function heading(page: string, key: string): Find {
  return (visitor) => visitor.page.getByRole('heading', { name: visitor.say(page, key) })
}

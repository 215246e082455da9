// Every page in the states worth looking at. One list serves the test that checks them all and the
// script that draws them; a test compares it with the pages that there are.

import type { Locator } from 'playwright-core'
import { wordsOf } from './applicant.ts'
import type { Visitor } from './visit.ts'

/**
 * Who looks. `family` has an appointment, `ready` may pick a place, `begun` has only registered,
 * `alone` has signed in and no group.
 */
export type Viewer =
  | 'nobody'
  | 'family'
  | 'ready'
  | 'begun'
  | 'alone'
  | 'officer'
  | 'planner'
  | 'auditor'

/** Opens the page and leads it to the state. */
export async function open(visitor: Visitor, { path, then }: State): Promise<void> {
  const { page, house, language } = visitor
  await page.goto(`${house.address}/${language}/${path}`, { waitUntil: 'networkidle' })
  await then?.(visitor)
}

export type State = {
  /** File name of the picture: the page, and after it what is special. */
  readonly name: string
  /** Below the language. */
  readonly path: string
  readonly as: Viewer
  /** What leads from opening the page to this state; must change nothing for good. */
  readonly then?: (visitor: Visitor) => Promise<void>
}

const state = (as: Viewer, path: string, more = '', then?: State['then']): State => {
  const page = path.split('?')[0]?.replaceAll('/', '-') ?? ''
  const name = more ? `${page}-${more}` : page
  return then ? { name, path, as, then } : { name, path, as }
}

export const states: readonly State[] = [
  state('nobody', 'start'),
  state(
    'nobody',
    'open-places',
    '',
    until(({ page }) => page.getByText('San Ysidro').first()),
  ),
  state('nobody', 'rules'),
  state('nobody', 'privacy'),
  state('nobody', 'check-appointment'),
  state('nobody', 'check-appointment', 'wrong', press('check-appointment', 'send')),
  state('nobody', 'check-appointment', 'no', checkAppointment),
  state('nobody', 'sign-in'),
  state('nobody', 'recover-group'),
  state(
    'nobody',
    'demo',
    '',
    until(({ page }) => page.getByText('demo-officer').first()),
  ),
  state('nobody', 'not-found'),
  state('nobody', 'offline'),
  state('nobody', 'plain/start'),
  state('nobody', 'plain/open-places'),
  state('nobody', 'plain/rules'),
  state('nobody', 'plain/pass'),
  state('nobody', 'register-group'),
  state('nobody', 'register-group', 'person', press('group', 'add-first')),
  state('nobody', 'register-group', 'wrong', sayNothing),
  state(
    'alone',
    'journey',
    'none',
    until(({ page }) => page.locator('.card').first()),
  ),
  state('begun', 'journey', 'begun', until(said('link', 'journey', 'go-attest'))),
  state('begun', 'recovery-code', '', until(said('link', 'recovery-code', 'back'))),
  state('begun', 'correct-group', '', until(said('button', 'group', 'all-here'))),
  state('begun', 'correct-group', 'contact', toContact),
  state('begun', 'attest', '', until(said('button', 'attest', 'begin'))),
  state('begun', 'attest', 'person', press('attest', 'begin')),
  state('begun', 'add-photo', '', until(said('button', 'add-photo', 'take'))),
  state('begun', 'add-photo', 'camera', openCamera),
  state('begun', 'add-photo', 'taken', takePhoto),
  state('begun', 'confirm-location', '', until(said('button', 'confirm-location', 'use'))),
  state('begun', 'confirm-location', 'stated', press('confirm-location', 'write')),
  state('ready', 'journey', 'ready', until(said('link', 'journey', 'go-pick-slot'))),
  state('ready', 'pick-slot', '', until(link('San Ysidro'))),
  state('ready', 'pick-slot?port=2504', 'day', readDays),
  state('ready', 'pick-slot?port=2504', 'time', chooseDay),
  state('family', 'journey', '', until(said('link', 'journey', 'go-pass'))),
  state('family', 'pass', '', readPass),
  state('nobody', 'officer/sign-in'),
  state(
    'auditor',
    'officer/signed-in',
    '',
    until(({ page }) => page.locator('.card').first()),
  ),
  state('officer', 'officer/arrivals', '', readList),
  state('officer', 'officer/arrivals', 'check-in', openRow('state-expected')),
  state('officer', 'officer/arrivals', 'here', openRow('state-here')),
  state('officer', 'officer/arrivals', 'decided', openRow('state-determined')),
  state('planner', 'planner/open-places', '', planDay),
]

type Find = (visitor: Visitor) => Locator

/** Waits for what says that the page has all it shows. */
function until(find: Find): State['then'] {
  return async (visitor) => await find(visitor).waitFor()
}

function press(page: string, key: string): State['then'] {
  return async (visitor) => await said('button', page, key)(visitor).click()
}

function link(name: string): Find {
  return ({ page }) => page.getByRole('link', { name }).first()
}

function said(role: 'link' | 'button', page: string, key: string): Find {
  return (visitor) => visitor.page.getByRole(role, { name: visitor.say(page, key) }).first()
}

async function checkAppointment(visitor: Visitor): Promise<void> {
  const t = wordsOf(visitor, 'check-appointment')
  // Well formed, and nobody's.
  await visitor.field(t('code')).fill('0000-0000-0000')
  await visitor.field(visitor.say('shell', 'date-year')).fill('1990')
  await visitor.button(t('send')).click()
  await visitor.reads(t('no-text'))
}

/** Goes on from the screen of a person without having typed anything. */
async function sayNothing(visitor: Visitor): Promise<void> {
  const t = wordsOf(visitor, 'group')
  await visitor
    .button(t('add-first'))
    .or(visitor.button(t('add')))
    .click()
  await visitor.button(t('person-done')).click()
  await visitor.page.getByRole('alert').waitFor()
}

async function toContact(visitor: Visitor): Promise<void> {
  const t = wordsOf(visitor, 'group')
  await visitor.button(t('all-here')).click()
  await visitor.sees(t('contact-title'))
}

async function openCamera(visitor: Visitor): Promise<void> {
  const t = wordsOf(visitor, 'add-photo')
  await visitor.button(t('take')).click()
  await visitor.reads(t('camera-hint'))
}

async function takePhoto(visitor: Visitor): Promise<void> {
  await openCamera(visitor)
  const t = wordsOf(visitor, 'add-photo')
  await visitor.page.getByRole('button', { name: t('capture'), exact: true }).click()
  await visitor.button(t('send')).waitFor()
}

async function readDays(visitor: Visitor): Promise<void> {
  const name = visitor.say('pick-slot', 'day')
  await visitor.page.getByRole('group', { name, exact: true }).waitFor()
}

/** The fifth day, and its second time. */
async function chooseDay(visitor: Visitor): Promise<void> {
  await readDays(visitor)
  const cards = visitor.page.locator('label').filter({ has: visitor.page.locator('input:enabled') })
  const days = cards.filter({ has: visitor.page.locator('[name=day]') })
  await days.nth(4).click()
  const times = cards.filter({ has: visitor.page.locator('[name=slot]') })
  await times.nth(1).click()
}

async function readPass(visitor: Visitor): Promise<void> {
  await visitor.page.getByRole('img', { name: visitor.say('pass', 'qr') }).waitFor()
}

async function readList({ page }: Visitor): Promise<void> {
  await page.locator('[data-appointment]').first().waitFor()
}

/** Opens the first group in this state, as the list calls it. */
function openRow(key: string) {
  return async (visitor: Visitor) => {
    const rows = visitor.page.locator('[data-appointment]')
    const said = visitor.say('arrivals', key, { minutes: '@' }).split('@')[0] ?? ''
    await rows.filter({ hasText: said }).first().click()
    await visitor.page.getByRole('complementary').locator('dl').first().waitFor()
  }
}

async function planDay(visitor: Visitor): Promise<void> {
  const t = wordsOf(visitor, 'planner-open-places')
  await visitor.field(t('port')).selectOption({ label: 'San Ysidro, California' })
  await visitor.page.getByRole('table').waitFor()
}

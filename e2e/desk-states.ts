// The officers' and supervisors' pages in the states worth looking at: also the seldom ones, of groups
// that were led there before (`desk-cast.ts`).

import { castOf } from './desk-cast.ts'
import { choosePin, netOf, unlock } from './lane.ts'
import * as desk from './officer.ts'
import { beginning } from './say.ts'
import { heading, press, type State, said, state, until } from './state.ts'
import type { Visitor } from './visit.ts'

type Then = NonNullable<State['then']>

const arrivals = 'officer/arrivals'

export const deskStates: readonly State[] = [
  state('officer', arrivals, '', readList),
  state('officer', arrivals, 'none-found', typeNobody),
  state('officer', arrivals, 'not-known', lookUpNobody),
  state('officer', arrivals, 'check-in', openRow('state-expected')),
  state('officer', arrivals, 'late', openRow('state-late')),
  state('officer', arrivals, 'half-here', halfHere),
  state('officer', arrivals, 'here', openRow('state-here')),
  state(
    'officer',
    arrivals,
    'not-same',
    after(openRow('state-here'), pressing('i'), pressing('2')),
  ),
  state('officer', arrivals, 'held', openRow('state-partly-here')),
  state('officer', arrivals, 'held-words', openGroup('Sola')),
  state('officer', arrivals, 'decided', openRow('state-determined')),
  state('officer', arrivals, 'amend', after(openRow('state-determined'), pressing('a'))),
  state('officer', arrivals, 'awaits-countersign', openGroup('Firma')),
  state('officer', arrivals, 'returned', openGroup('Devuelta')),
  state('officer', arrivals, 'walk-in', openGroup('Llegada')),
  state('officer', arrivals, 'absent', absent),
  state('officer', arrivals, 'wrong-day', elsewhere('Mañana')),
  state('officer', arrivals, 'wrong-port', elsewhere('Vecina')),
  state('officer', arrivals, 'other-time', after(elsewhere('Vecina'), otherTime)),
  state('officer', arrivals, 'glass-why', after(elsewhere('Mañana'), glassWhy)),
  state('officer', arrivals, 'glass', openGroup('Vidrio')),
  state('officer', arrivals, 'gone', gone),
  state('officer', 'officer/receive-walk-in', '', until(said('button', 'receive-walk-in', 'add'))),
  state('officer', 'officer/receive-walk-in', 'wrong', receiveNobody),
  state('lane', arrivals, 'pin', press('desk-offline', 'pin-offer')),
  state('lane', arrivals, 'with-pin', keepList),
  state(
    'lane',
    arrivals,
    'locked',
    after(keepList, pressing('z'), sees('desk-offline', 'locked-title')),
  ),
  state('lane', arrivals, 'without-network', withoutNetwork),
  state('trainee', arrivals, 'training', readList),
  state(
    'trainee',
    'waiting-area?port=2504',
    'training',
    until(said('button', 'waiting-area', 'sound')),
  ),
  state(
    'supervisor',
    'officer/arrival-figures',
    '',
    until(heading('arrival-figures', 'bands-title')),
  ),
  state('supervisor', 'officer/cases', '', until(firstCase)),
  state('supervisor', 'officer/cases', 'child-alone', openCase('question-child-alone')),
  state('supervisor', 'officer/cases', 'half-here', openCase('question-partly-here')),
  state('supervisor', 'officer/cases', 'countersign', openCountersign),
]

/** One after the other. */
function after(...steps: readonly Then[]): Then {
  return async (visitor) => {
    for (const step of steps) await step(visitor)
  }
}

function pressing(key: string): Then {
  return async ({ page }) => await page.keyboard.press(key)
}

function sees(page: string, key: string): Then {
  return async (visitor) => await visitor.sees(visitor.say(page, key))
}

async function readList({ page }: Visitor): Promise<void> {
  await page.locator('[data-appointment]').first().waitFor()
}

/** Opens the first group in this state, as the list calls it. */
function openRow(key: string): Then {
  return async (visitor) => {
    const said = visitor.say('arrivals', key, { minutes: '@', missing: 1 }).split('@')[0] ?? ''
    await visitor.page.locator('[data-appointment]').filter({ hasText: said }).first().click()
    await aboutGroup(visitor)
  }
}

async function aboutGroup({ page }: Visitor): Promise<void> {
  await page.getByRole('complementary').locator('dl').first().waitFor()
}

/** One of today's check-in with the last person missing: what will be asked is said before. */
async function halfHere(visitor: Visitor): Promise<void> {
  await desk.find(visitor, castOf(visitor.house, 'Tarde').code)
  await aboutGroup(visitor)
  await visitor.page.getByRole('checkbox').first().uncheck()
  await visitor.reads(visitor.say('arrival', 'will-ask-missing'))
}

/** By its address, as a page that is loaded anew opens it. */
function openGroup(name: string): Then {
  return async (visitor) => {
    const { group, appointment } = castOf(visitor.house, name)
    const query = `?group=${group}&appointment=${appointment}`
    const address = `${visitor.house.address}/${visitor.language}/${arrivals}${query}`
    await visitor.page.goto(address, { waitUntil: 'networkidle' })
    await aboutGroup(visitor)
  }
}

async function absent(visitor: Visitor): Promise<void> {
  const said = visitor.say('arrivals', 'state-absent')
  await visitor.page.locator('[data-appointment]').filter({ hasText: said }).first().click()
  await heading('arrival', 'elsewhere-absent')(visitor).waitFor()
}

/** Of another day or port, by its code. */
function elsewhere(name: string): Then {
  return async (visitor) => {
    await readList(visitor)
    await desk.find(visitor, castOf(visitor.house, name).code)
    await said('button', 'arrival', 'glass')(visitor).waitFor()
    // It has the keyboard, so its keys are heard.
    await visitor.page.locator('h2:focus').waitFor()
  }
}

async function otherTime(visitor: Visitor): Promise<void> {
  await visitor.page.keyboard.press('o')
  await visitor.field(visitor.say('arrival', 're-seat-slot')).waitFor()
}

async function glassWhy(visitor: Visitor): Promise<void> {
  await visitor.page.keyboard.press('g')
  await visitor.reads(visitor.say('arrival', 'glass-means'))
}

/** A group that this officer cannot open. */
async function gone(visitor: Visitor): Promise<void> {
  const { group, appointment } = castOf(visitor.house, 'Mañana')
  const query = `?group=${group}&appointment=${appointment}`
  const address = `${visitor.house.address}/${visitor.language}/${arrivals}${query}`
  await visitor.page.goto(address, { waitUntil: 'networkidle' })
  await visitor.reads(visitor.say('arrival', 'gone'))
}

async function typeNobody(visitor: Visitor): Promise<void> {
  await readList(visitor)
  const name = beginning(visitor.say('arrivals', 'find'))
  await visitor.page.getByRole('searchbox', { name }).fill('Nadie Ejemplo')
  await visitor.reads(visitor.say('arrivals', 'none-found'))
}

/** Well formed, and nobody's. */
async function lookUpNobody(visitor: Visitor): Promise<void> {
  await readList(visitor)
  await desk.find(visitor, '0000-0000-0000')
  await visitor.page.getByRole('alert').first().waitFor()
}

async function receiveNobody(visitor: Visitor): Promise<void> {
  await said('button', 'receive-walk-in', 'add')(visitor).waitFor()
  await visitor.page.keyboard.press('Control+Enter')
  await visitor.page.getByRole('alert').first().waitFor()
}

/** With a PIN chosen, and everything for a lost network on this computer. */
async function keepList(visitor: Visitor): Promise<void> {
  const t = (key: string) => visitor.say('desk-offline', key)
  const locked = visitor.page.getByRole('heading', { name: t('locked-title') })
  await visitor.button(t('pin-offer')).or(locked).first().waitFor()
  if (await locked.isVisible()) await unlock(visitor)
  else await choosePin(visitor)
  await readList(visitor)
}

async function withoutNetwork(visitor: Visitor): Promise<void> {
  await keepList(visitor)
  await visitor.cutNetwork(true)
  await netOf(visitor, 'without').waitFor()
  await openRow('state-expected')(visitor)
}

function firstCase({ page }: Visitor) {
  return page.locator('[data-case]').first()
}

/** The first case of a kind, as the page names it. */
function openCase(key: string): Then {
  return async (visitor) => await openLine(visitor, visitor.say('cases', key))
}

async function openCountersign(visitor: Visitor): Promise<void> {
  const outcome = visitor.say('cases', 'outcome-not-excepted')
  await openLine(visitor, visitor.say('cases', 'countersign-what', { outcome }))
}

async function openLine({ page }: Visitor, what: string): Promise<void> {
  const line = page.locator('.case').filter({ hasText: what }).first()
  await line.getByRole('button').first().click()
  await line.getByRole('textbox').waitFor()
}

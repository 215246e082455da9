// Every page in the states worth looking at. One list serves the test that checks them all and the
// script that draws them; a test compares it with the pages that there are.

import type { Locator } from 'playwright-core'
import { wordsOf } from './applicant.ts'
import { deskStates } from './desk-states.ts'
import { heading, link, press, type State, said, state, until } from './state.ts'
import type { Visitor } from './visit.ts'

export const states: readonly State[] = [
  state('nobody', 'start'),
  state(
    'nobody',
    'open-places',
    '',
    until(({ page }) => page.getByText('San Ysidro').first()),
  ),
  state('nobody', 'rules', '', until(heading('rules', 'history-title'))),
  state('nobody', 'draws', '', until(drawLink)),
  state('nobody', 'draw', 'none', until(said('link', 'draw', 'to-list'))),
  state('nobody', 'draws', 'one', openDraw),
  state('nobody', 'check-draw', 'none', until(said('link', 'check-draw', 'to-list'))),
  state('nobody', 'draws', 'check', checkDraw),
  state('nobody', 'figures', '', until(heading('figures', 'by-port'))),
  state('nobody', 'criteria-seen', '', until(heading('criteria-seen', 'data-title'))),
  state('nobody', 'waiting-area', 'choose', until(link('San Ysidro'))),
  state('nobody', 'waiting-area?port=2504', '', until(said('button', 'waiting-area', 'sound'))),
  state(
    'nobody',
    'place-changes',
    '',
    until(({ page }) => page.locator('.card').first()),
  ),
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
  state('ready', 'make-request', '', until(said('button', 'make-request', 'ask'))),
  state('ready', 'make-request', 'ports', choosePorts),
  state('ready', 'accept-offer', 'none', until(said('link', 'accept-offer', 'back'))),
  state('ready', 'change-appointment', 'none', until(said('link', 'change-appointment', 'back'))),
  state('waiting', 'journey', 'waiting', until(said('link', 'journey', 'go-my-draws'))),
  state('waiting', 'my-draws', '', until(said('link', 'my-draws', 'all-draws'))),
  state('waiting', 'make-request', 'change', until(said('button', 'make-request', 'change'))),
  state('waiting', 'withdraw-request', '', until(said('button', 'withdraw-request', 'withdraw'))),
  state('waiting', 'withdraw-request', 'sure', press('withdraw-request', 'withdraw')),
  state('outside', 'journey', 'outside', until(said('link', 'journey', 'go-appeal'))),
  state('outside', 'appeal-location', '', until(said('button', 'appeal-location', 'send'))),
  state('outside', 'appeal-location', 'wrong', press('appeal-location', 'send')),
  state(
    'outside',
    'confirm-location',
    'outside',
    until(said('link', 'confirm-location', 'appeal')),
  ),
  state(
    'family',
    'check-ticket',
    'none',
    until(({ page }) => page.locator('main p').nth(0)),
  ),
  state('family', 'journey', '', until(said('link', 'journey', 'go-pass'))),
  state('family', 'pass', '', readPass),
  state('family', 'pass', 'cannot-come', async (visitor) => {
    await readPass(visitor)
    await visitor.page.getByText(visitor.say('pass', 'cannot-come')).click()
  }),
  state('family', 'change-appointment', '', until(link('San Ysidro'))),
  state('family', 'cancel-appointment', '', until(said('button', 'cancel-appointment', 'cancel'))),
  state('family', 'cancel-appointment', 'sure', press('cancel-appointment', 'cancel')),
  state('family', 'report-trouble', '', until(said('button', 'report-trouble', 'send'))),
  state('family', 'report-trouble', 'threatened', async (visitor) => {
    await visitor.field(visitor.say('report-trouble', 'threatened')).check()
  }),
  state('nobody', 'officer/sign-in'),
  state('auditor', 'officer/signed-in', '', until(said('link', 'signed-in', 'go-on'))),
  state('auditor', 'auditor/countersign-draw', '', until(drawLink)),
  state('auditor', 'auditor/countersign-draw', 'checked', checkSealed),
  state(
    'custodian',
    'custodian/commit-secrets',
    '',
    until(said('button', 'commit-secrets', 'make')),
  ),
  state('planner', 'planner/open-places', '', planDay),
  state('planner', 'planner/calendar', '', until(heading('calendar', 'changes-month'))),
  state('planner', 'planner/plan-places', '', until(heading('plan-places', 'plan-title'))),
  state('planner', 'planner/propose-rules', '', until(said('button', 'propose-rules', 'propose'))),
  state(
    'planner',
    'planner/suspend-programme',
    '',
    until(heading('suspend-programme', 'effects-title')),
  ),
  ...deskStates,
]

/** The newest draw that was published: the demo has had some. */
function drawLink({ page }: Visitor): Locator {
  const published = page.locator('.tag-good').locator('xpath=..').getByRole('link')
  return published.or(page.getByRole('table').getByRole('link')).first()
}

async function openDraw(visitor: Visitor): Promise<void> {
  await drawLink(visitor).click()
  await said('link', 'draw', 'check')(visitor).waitFor()
}

async function checkDraw(visitor: Visitor): Promise<void> {
  await openDraw(visitor)
  await said('link', 'draw', 'check')(visitor).click()
  await said('button', 'check-draw', 'start')(visitor).click()
  await heading('draw-check', 'holds')(visitor).waitFor()
}

/** As an auditor, with the sealed files too. */
async function checkSealed(visitor: Visitor): Promise<void> {
  const state = visitor.say('countersign-draw', 'state-published')
  await visitor.page.getByRole('row').filter({ hasText: state }).getByRole('link').first().click()
  await said('button', 'countersign-draw', 'check-server')(visitor).click()
  await heading('draw-check', 'holds')(visitor).waitFor()
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

/** Two ports in order, and one never. */
async function choosePorts(visitor: Visitor): Promise<void> {
  const t = wordsOf(visitor, 'make-request')
  await visitor.button(`${t('want')}: San Ysidro`).click()
  await visitor.button(`${t('want')}: Nogales`).click()
  await visitor.button(`${t('never')}: Laredo`).click()
  await visitor.button(`${t('up')}: Nogales`).click()
}

async function readPass(visitor: Visitor): Promise<void> {
  await visitor.page.getByRole('img', { name: visitor.say('pass', 'qr') }).waitFor()
}

async function planDay(visitor: Visitor): Promise<void> {
  const t = wordsOf(visitor, 'planner-open-places')
  await visitor.field(t('port')).selectOption({ label: 'San Ysidro, California' })
  await visitor.page.getByRole('table').waitFor()
}

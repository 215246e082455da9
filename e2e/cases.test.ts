// The supervisors' page while a family stands and waits: what is held is said at once, every answer
// has its key, and what somebody else settles meanwhile takes no typed word away.

import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { openBrowser } from './browser.ts'
import { type Client, signInStaff } from './client.ts'
import { groupOf } from './family.ts'
import * as desk from './officer.ts'
import type { RunningHouse } from './running-house.ts'
import { beginning } from './say.ts'
import { beginDay, openMorning, openShelter, port, type Seated, seat } from './seated.ts'
import { storyOf } from './story.ts'
import { openVisitor, screen, type Visitor } from './visit.ts'

let house: RunningHouse
let browser: Browser
let officer: Client
let other: Client
const visitors: Visitor[] = []
const groups = new Map<string, Seated>()
const story = storyOf({ visitors: () => visitors, house: () => house })

/** A mother and her child of ten. */
function withChild(name: string) {
  const group = groupOf(name, 2)
  const members = group.members.map((one, index) =>
    index === 0 ? one : { ...one, birth: { year: 2012, month: 5, day: 6, approximate: false } },
  )
  return { ...group, members }
}

beforeAll(async () => {
  house = await openMorning()
  const shelter = await openShelter(house)
  for (const name of ['Sola', 'Partida', 'Sumada', 'Callada']) {
    groups.set(name, await seat(shelter, { name, as: withChild(name) }))
  }
  house = await beginDay(house)
  officer = await signInStaff(house.address, 'officer')
  other = await signInStaff(house.address, 'supervisor')
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
  await house?.remove()
})

function groupNamed(name: string): Seated {
  const group = groups.get(name)
  if (!group) throw new Error(`no group ${name}`)
  return group
}

async function checkIn(name: string, present: (of: Seated) => readonly string[], extra = 0) {
  const seated = groupNamed(name)
  const { group, appointment } = seated
  const here = [...present(seated)]
  return await officer.perform('check-in', { group, appointment, port, present: here, extra })
}

/** A supervisor before the list, in this language and on a screen this wide. */
async function lookIn(language: 'es' | 'en', width = 1280): Promise<Visitor> {
  const locale = language === 'es' ? 'es-MX' : 'en-US'
  const viewport = { width, height: 900 }
  const visitor = await openVisitor(browser, house, { ...screen, language, locale, viewport })
  visitors.push(visitor)
  await desk.signInStaff(visitor, 'supervisor')
  await visitor.page.waitForURL('**/officer/arrivals')
  await visitor.visit(`/${language}/officer/cases`)
  await visitor.sees(visitor.say('cases', 'title'))
  return visitor
}

/** A letter may begin a scan: what it does is seen a moment later. */
async function focused(what: Locator): Promise<void> {
  await expect.poll(() => what.evaluate((one) => one === document.activeElement)).toBe(true)
}

const wordsIn = (visitor: Visitor) =>
  visitor.page.getByRole('textbox', { name: beginning(visitor.say('cases', 'settle-words')) })

story('a child alone is said at once, on the page and in the title of the window', async () => {
  const supervisor = await lookIn('es')
  await supervisor.reads(supervisor.say('cases', 'none'))
  await checkIn('Sola', ({ members }) => members.slice(1))
  const name = 'Sola 1 Ejemplo'
  const alert = supervisor.page.getByRole('alert')
  await alert.getByText(supervisor.say('cases', 'news-child-alone', { name })).waitFor()
  await expect.poll(() => supervisor.page.title()).toMatch(/^\(2\) /)
  await supervisor.check()
  await supervisor.page.keyboard.press('n')
  await supervisor.reads(supervisor.say('cases', 'said-child-alone'))
  await supervisor.check()
})

story('every answer has its key: words, hold, and letting go on', async () => {
  const [supervisor] = visitors
  if (!supervisor) throw new Error('nobody looks')
  const { keyboard } = supervisor.page
  await keyboard.press('t')
  await focused(wordsIn(supervisor))
  await keyboard.type('Viene la madre: 1 2 x')
  await keyboard.press('Escape')
  expect(await wordsIn(supervisor).inputValue()).toBe('Viene la madre: 1 2 x')
  // Keys rest where one types; from the list they are the desk's again.
  await supervisor.page.locator('[data-case][aria-expanded="true"]').focus()
  await keyboard.press('2')
  await focused(supervisor.button(supervisor.say('cases', 'hold')))
  await keyboard.press('Enter')
  await supervisor.reads(supervisor.say('cases', 'question-held'))
  await supervisor.page.locator('[data-case]').first().focus()
  await supervisor.button(supervisor.say('cases', 'question-partly-here')).click()
  await keyboard.press('1')
  await focused(supervisor.button(supervisor.say('cases', 'go-on')))
  await keyboard.press('Enter')
  await supervisor.reads(supervisor.say('cases', 'question-done'))
  await supervisor.check()
})

story('what somebody else settles meanwhile says so, and keeps the words', async () => {
  await checkIn('Partida', ({ members }) => members.slice(0, 1))
  const supervisor = await lookIn('en', 768)
  const line = supervisor.page.locator('.case').filter({ hasText: 'Partida 1' })
  await line.getByRole('button').first().click()
  await wordsIn(supervisor).fill('The aunt comes at noon.')
  const { questions } = await other.ask('questions', {})
  const { appointment } = groupNamed('Partida')
  const question = questions.find((one) => one.appointment === appointment)?.question ?? ''
  await other.perform('settle-question', { question, answer: 'go-on' })
  await supervisor.reads(supervisor.say('cases', 'gone-words'))
  const kept = supervisor.page.getByRole('textbox', { name: supervisor.say('cases', 'gone-words') })
  expect(await kept.inputValue()).toBe('The aunt comes at noon.')
  await supervisor.reads(supervisor.say('cases', 'gone-how-go-on'))
  await supervisor.check()
  await line.getByRole('button').first().focus()
  await supervisor.page.keyboard.press('x')
  await line.waitFor({ state: 'hidden' })
  await supervisor.check()
})

story('who comes to a group that is here is told of, and held', async () => {
  const [, supervisor] = visitors
  if (!supervisor) throw new Error('nobody looks')
  await checkIn('Sumada', ({ members }) => members)
  await checkIn('Sumada', () => [], 2)
  const what = supervisor.say('cases', 'question-extra-people')
  const line = supervisor.page.locator('.case').filter({ hasText: 'Sumada 1' })
  await line.getByText(what).waitFor()
  const officerPage = await openVisitor(browser, house, screen)
  visitors.push(officerPage)
  await desk.signInStaff(officerPage, 'officer')
  await officerPage.page.waitForURL('**/officer/arrivals')
  await checkIn('Callada', ({ members }) => members)
  // A page that has its list hears what is typed.
  await officerPage.reads('Callada 1')
  await desk.find(officerPage, groupNamed('Callada').code)
  await officerPage.button(officerPage.say('arrival', 'check-in-others')).click()
  await officerPage.page.keyboard.press('+')
  await officerPage.reads(officerPage.say('arrival', 'extra-count', { count: 1 }))
  await officerPage.check()
  await officerPage.button(officerPage.say('arrival', 'check-in-extra', { count: 1 })).click()
  await officerPage.reads(officerPage.say('arrival', 'question-extra-people'))
  await officerPage.check()
})

story('what one raised oneself another lets go on, and the page says so', async () => {
  const [, supervisor] = visitors
  if (!supervisor) throw new Error('nobody looks')
  const { group, appointment, members } = groupNamed('Callada')
  const said = { verdict: 'not-same' as const, ground: 'known' as const }
  for (const member of members)
    await other.perform('confirm-identity', { group, appointment, member, ...said })
  const line = supervisor.page
    .locator('.case')
    .filter({ hasText: supervisor.say('cases', 'question-not-same-person') })
  await expect.poll(() => line.count()).toBe(2)
  await line.first().getByRole('button').first().click()
  await supervisor.reads(supervisor.say('cases', 'question-mine'))
  expect(await supervisor.button(supervisor.say('cases', 'go-on')).count()).toBe(0)
  await supervisor.check()
})

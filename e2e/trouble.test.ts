// What goes wrong on the way, and that nobody loses anything by it.

import { portOf } from '@garita/domain/port'
import { instantOf } from '@garita/domain/time'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { timeText } from '../web/src/lib/time.ts'
import * as walk from './applicant.ts'
import { wordsOf } from './applicant.ts'
import { openBrowser } from './browser.ts'
import { type Client, readyGroup, signInApplicant, signInStaff } from './client.ts'
import { messagesTo } from './demo.ts'
import { groupOf, mother } from './family.ts'
import { type RunningHouse, runHouse } from './running-house.ts'
import { beginning } from './say.ts'
import { storyOf } from './story.ts'
import { openVisitor, phone, type Visitor, type VisitorOptions } from './visit.ts'

const sanYsidro = portOf('2504')
if (!sanYsidro) throw new Error('no San Ysidro')
const { zone, name: port } = sanYsidro
const day = '2023-01-19'
const slotAt = (time: string) => `2504-${day}-${time.replace(':', '')}`
const wantedAt = (time: string) => ({ port, zone, day, startsAt: instantOf(day, time, zone) })

let house: RunningHouse
let browser: Browser
const visitors: Visitor[] = []
const story = storyOf({ visitors: () => visitors, house: () => house })

beforeAll(async () => {
  house = await runHouse({ env: { GARITA_DEMO_GROUPS: '0' } })
  browser = await openBrowser()
  const planner = await signInStaff(house.address, 'planner')
  const times = ['10:45', '11:15', '11:45'].map((time) => ({ time, places: 20 }))
  await planner.perform('open-places', {
    port: '2504',
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    times,
    from: day,
    to: day,
    kind: 'general',
  })
})
afterEach(async () => {
  for (const visitor of visitors.splice(0)) await visitor.close()
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
})

async function come(options: VisitorOptions = phone): Promise<Visitor> {
  const visitor = await openVisitor(browser, house, options)
  visitors.push(visitor)
  return visitor
}

/** Somebody with a group that may pick, signed in on a phone and by program. */
async function readyPerson(name: string, count: number, options: VisitorOptions = phone) {
  const email = `${name.toLowerCase()}@example.org`
  const client = await signInApplicant(house.address, email)
  const { group } = await readyGroup(client, groupOf(name, count))
  return { client, group, person: await signedIn(email, options) }
}

async function signedIn(email: string, options: VisitorOptions = phone): Promise<Visitor> {
  const person = await come(options)
  await person.visit(`/${person.language}/sign-in`)
  await walk.signIn(person, email)
  await person.sees('')
  return person
}

/** What is shown to everybody is a moment old. */
const patient = { timeout: 30_000, interval: 200 }

const leftOf = async (client: Client, slot: string) => {
  const { slots } = await client.ask('open-places', { port: '2504' })
  return slots.find((one) => one.slot === slot)?.left
}

story(
  'another phone takes a group over by its recovery code, and the old one is told',
  async () => {
    const old = await signInApplicant(house.address, 'perdido@example.org')
    const { group } = await old.perform('register-group', groupOf('Perdido', 2))
    const { code } = await old.ask('recovery-code', { group })
    const person = await come()
    await takeOver(person, code, 'nuevo@example.org')
    await person.sees(person.say('recover-group', 'done-title'))
    await person.check()
    await person.link(person.say('recover-group', 'to-journey')).click()
    await person.link(person.say('journey', 'go-attest')).waitFor()
    expect((await old.ask('my-journey', {})).groups).toEqual([])
    await expect
      .poll(() => messagesTo(house.address, 'perdido@example.org'), patient)
      .toHaveLength(2)
  },
)

story('where an appointment stands, a day passes before the other phone sees it', async () => {
  const old = await signInApplicant(house.address, 'citado@example.org')
  const { group } = await readyGroup(old, groupOf('Citado', 1))
  await old.perform('pick-slot', { group, port: '2504', slot: slotAt('11:45') })
  const { code } = await old.ask('recovery-code', { group })
  const person = await come()
  await takeOver(person, code, 'ladrona@example.org')
  await person.sees(person.say('recover-group', 'waits-title'))
  await person.check()
  await person.link(person.say('recover-group', 'to-journey')).click()
  await person.sees(person.say('journey', 'head-waiting'))
  await person.check()
  expect((await old.ask('my-journey', {})).groups).toHaveLength(1)
})

/** Types the code on a phone where nobody has signed in yet. */
async function takeOver(person: Visitor, code: string, email: string): Promise<void> {
  const t = wordsOf(person, 'recover-group')
  await person.visit('/es/recover-group')
  await person.field(t('code')).fill(code.toLowerCase())
  await walk.typeDate(person, t('birth'), { year: '1985', month: '5', day: '6' })
  await person.button(t('send')).click()
  await walk.signIn(person, email)
  await person.sees(t('title'))
  expect(await person.field(t('code')).inputValue()).toBe(code.toLowerCase())
  await person.button(t('send')).click()
}

story('a sign-in that ended in the middle of registering loses nothing typed', async () => {
  const email = 'vencida@example.org'
  const person = await signedIn(email)
  await person.visit('/es/register-group')
  await walk.typeGroup(person, [mother], email)
  await person.context.clearCookies()
  const send = person.button(person.say('register-group', 'send'))
  await send.click()
  await person.sees(person.say('sign-in', 'title'))
  await person.reads(person.say('sign-in', 'kept'))
  expect(await person.field(person.say('sign-in', 'to')).inputValue()).toBe(email)
  await walk.signIn(person, email)
  await person.sees(person.say('group', 'review-title'))
  await person.reads(mother.givenNames)
  await person.check()
  await send.click()
  await walk.readRecoveryCode(person)
})

story('a slot that filled up meanwhile answers with the nearest ones left', async () => {
  const { client, person } = await readyPerson('Tarde', 2)
  const t = wordsOf(person, 'pick-slot')
  await person.visit('/es/pick-slot')
  await walk.chooseSlot(person, wantedAt('10:45'))
  const others = await signInApplicant(house.address, 'rapidos@example.org')
  const { group } = await readyGroup(others, groupOf('Rapidos', 20))
  await others.perform('pick-slot', { group, port: '2504', slot: slotAt('10:45') })
  await person.button(t('pick', { count: 2 })).click()
  await person.reads(person.say('refusals', 'slot-full'))
  await person.page.getByRole('heading', { name: t('nearest') }).waitFor()
  await person.check()
  const [offered = ''] = t('take-nearest', { day: '@', time: '@', count: 2 }).split('@')
  await person.page
    .getByRole('button', { name: beginning(offered) })
    .first()
    .click()
  await person.sees(person.say('pass', 'title'))
  await person.check()
  const [mine] = (await client.ask('my-journey', {})).groups
  const away = (mine?.appointment?.startsAt ?? 0) - instantOf(day, '10:45', zone)
  expect(Math.abs(away)).toBeLessThanOrEqual(30 * 60_000)
  expect(away).not.toBe(0)
})

story('tapping twice makes one appointment', async () => {
  const { client, group, person } = await readyPerson('Doble', 3)
  await person.visit('/es/pick-slot')
  const before = (await leftOf(client, slotAt('11:45'))) ?? 0
  await walk.chooseSlot(person, wantedAt('11:45'))
  await person.button(person.say('pick-slot', 'pick', { count: 3 })).dblclick()
  await person.sees(person.say('pass', 'title'))
  await expect.poll(() => leftOf(client, slotAt('11:45')), patient).toBe(before - 3)
  const { groups } = await client.ask('my-journey', {})
  expect(groups.find((one) => one.group === group)?.appointment?.state).toBe('standing')
})

story('a phone with another zone and a wrong clock still shows the time of the port', async () => {
  const monterrey = { ...phone, timezoneId: 'America/Monterrey' }
  const { person } = await readyPerson('Reloj', 1, monterrey)
  await person.page.clock.setFixedTime('2023-01-25T03:00:00Z')
  await person.visit('/es/pick-slot')
  const startsAt = instantOf(day, '11:45', zone)
  await walk.chooseSlot(person, wantedAt('11:45'))
  const there = timeText(startsAt, zone, 'es')
  const here = timeText(startsAt, 'America/Monterrey', 'es')
  await person.reads(person.say('pick-slot', 'clock-other', { there, here }))
  await person.button(person.say('pick-slot', 'pick', { count: 1 })).click()
  await person.sees(person.say('pass', 'title'))
  await person.page.getByText(there, { exact: true }).waitFor()
  await person.reads(person.say('pass', 'on-phone', { time: here }))
  await person.check()
})

story('a phone that does not say where it is leads to naming the municipality', async () => {
  const { permissions: _, ...without } = phone
  const client = await signInApplicant(house.address, 'donde@example.org')
  const input = groupOf('Donde', 1)
  const { group, members } = await client.perform('register-group', input)
  const said = members.map((member) => ({ member, criteria: [], preferToSay: true }))
  await client.perform('attest', { group, language: 'es', said })
  const person = await signedIn('donde@example.org', without)
  const t = wordsOf(person, 'confirm-location')
  await person.visit('/es/confirm-location')
  await person.button(t('use')).click()
  await person.reads(t('denied'))
  await person.check()
  await person.field(t('state')).selectOption({ label: 'Baja California' })
  await person.field(t('municipality')).fill('Tijuana')
  await person.button(t('send')).click()
  await person.page.getByRole('heading', { name: t('verdict-stated') }).waitFor()
  await person.check()
})

story('a text file that calls itself a photo gets a sentence and a way on', async () => {
  const person = await withMissingPhoto('Texto')
  const t = wordsOf(person, 'add-photo')
  await walk.chooseFile(person, {
    name: 'foto.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('esto no es una foto'),
  })
  await person.reads(t('unreadable'))
  await person.check()
  await person.button(t('at-port')).click()
  await person.page.getByRole('heading', { name: t('at-port-title') }).waitFor()
  await person.check()
})

story('a picture without a face is advised on and may stay', async () => {
  const person = await withMissingPhoto('Dibujo')
  const t = wordsOf(person, 'add-photo')
  const background = { r: 120, g: 140, b: 160 }
  const gif = sharp({ create: { width: 400, height: 400, channels: 3, background } }).gif()
  await walk.chooseFile(person, {
    name: 'dibujo.gif',
    mimeType: 'image/gif',
    buffer: await gif.toBuffer(),
  })
  await person.button(t('send')).click()
  await person.reads(t('advice-no-face'))
  await person.check()
  await person.button(t('keep')).click()
  await person.page.getByRole('heading', { name: t('sent-title') }).waitFor()
})

/** On the page of a photo that is not decided yet. */
async function withMissingPhoto(name: string): Promise<Visitor> {
  const email = `${name.toLowerCase()}@example.org`
  const client = await signInApplicant(house.address, email)
  await client.perform('register-group', groupOf(name, 1))
  const person = await signedIn(email)
  await person.visit('/es/add-photo')
  await person.button(person.say('add-photo', 'take')).waitFor()
  return person
}

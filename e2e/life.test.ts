// The whole life of an appointment, in a real browser: a planner opens places, a mother registers
// on a small phone in Spanish, and nine days later an officer receives her family in English.

import { portOf } from '@garita/domain/port'
import { instantOf } from '@garita/domain/time'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { localDayText, timeText } from '../web/src/lib/time.ts'
import * as walk from './applicant.ts'
import { wordsOf } from './applicant.ts'
import { openBrowser } from './browser.ts'
import { readyGroup, signInApplicant, signInStaff } from './client.ts'
import { daughter, groupOf, mother, son } from './family.ts'
import * as desk from './officer.ts'
import { hasRealPhotos, photoNamed } from './photos.ts'
import { type RunningHouse, runHouse } from './running-house.ts'
import { storyOf } from './story.ts'
import {
  openVisitor,
  phone,
  screen,
  untilKept,
  type Visitor,
  type VisitorOptions,
} from './visit.ts'

const email = 'madre.ejemplo@example.org'
const sanYsidro = portOf('2504')
if (!sanYsidro) throw new Error('no San Ysidro')
const { zone } = sanYsidro
/** Nine days after the house begins. */
const day = '2023-01-19'
const startsAt = instantOf(day, '10:15', zone)
const wanted = { port: sanYsidro.name, zone, day, startsAt }

/** The list is read anew every few seconds, and the clock ticks every fifteen. */
const patient = { timeout: 120_000, interval: 300 }

let house: RunningHouse
let browser: Browser
let visitor: Visitor
const visitors: Visitor[] = []
const story = storyOf({ visitors: () => visitors, house: () => house })
const known = { code: '', qr: new Uint8Array() as Uint8Array }

beforeAll(async () => {
  house = await runHouse({ keep: true, env: { GARITA_DEMO_GROUPS: '24' } })
  browser = await openBrowser(await photoNamed('002_ref'))
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
  await house?.remove()
})

async function come(options: VisitorOptions, from = browser): Promise<Visitor> {
  await visitor?.close()
  visitor = await openVisitor(from, house, options)
  visitors.splice(0, visitors.length, visitor)
  return visitor
}

story('a planner opens twenty places at San Ysidro, nine days ahead', async () => {
  const planner = await come(screen)
  await desk.signInStaff(planner, 'planner')
  await planner.sees(planner.say('calendar', 'title'))
  const t = wordsOf(planner, 'planner-open-places')
  await planner.visit('/en/planner/open-places')
  await planner.sees(t('title'))
  await planner.check()
  await planner.field(t('port')).selectOption({ label: sanYsidro.name })
  await planner.field(t('from')).fill(day)
  await planner.field(t('to')).fill(day)
  await planner.field(`${t('time')} 1`).fill('10:15')
  await planner.field(`${t('places')} 1`).fill('20')
  await planner.check()
  await planner.button(t('send', { places: '20' })).click()
  await planner.reads(t('done', { slots: 1, places: '20' }))
  await planner.check()
})

story('a mother signs in on her phone with a code', async () => {
  const person = await come(phone)
  const t = wordsOf(person, 'start')
  await person.visit('/es/start')
  await person.sees(t('title'))
  await person.link(t('sign-in')).click()
  await walk.signIn(person, email)
  await person.sees(person.say('journey', 'title-none'))
  await person.check()
})

story('she registers two children with her, and a reload loses nothing typed', async () => {
  const person = visitor
  const t = wordsOf(person, 'group')
  await person.link(person.say('journey', 'register')).click()
  await person.sees(t('people-title-none'))
  await person.check()
  await person.button(t('add-first')).click()
  await walk.typePerson(person, mother)
  await person.button(t('add')).click()
  await person.field(t('given-names')).fill(daughter.givenNames)
  await person.page.reload()
  expect(await person.field(t('given-names')).inputValue()).toBe(daughter.givenNames)
  await walk.typePerson(person, daughter, mother)
  await person.button(t('add')).click()
  await walk.typePerson(person, son, mother)
  await walk.typeContact(person, email)
  await person.reads(String(son.birth.year))
  await person.button(person.say('register-group', 'send')).click()
  const recovery = await walk.readRecoveryCode(person)
  expect(recovery.replaceAll('-', '')).toHaveLength(20)
})

story('she attests, sends two photos and leaves the third to the port', async () => {
  const person = visitor
  const t = wordsOf(person, 'journey')
  await person.link(t('go-attest')).click()
  await walk.attest(person, [mother, daughter, son])
  await person.link(t('go-add-photo')).click()
  await walk.photographByCamera(person, mother)
  const next = person.say('add-photo', 'next')
  await person.link(next).click()
  await walk.chooseFile(person, {
    name: 'hija.jpg',
    mimeType: 'image/jpeg',
    buffer: await photoNamed('004_ref'),
  })
  await walk.sendPhoto(person, daughter)
  await person.link(next).click()
  await walk.leaveToPort(person, son)
  await person.link(person.say('add-photo', 'done')).click()
})

story('she confirms where they are and picks a place nine days from now', async () => {
  const person = visitor
  await person.link(person.say('journey', 'go-confirm-location')).click()
  await walk.confirmLocation(person)
  await walk.chooseSlot(person, wanted)
  await person.reads(person.say('pick-slot', 'clock-same'))
  await person.button(person.say('pick-slot', 'pick', { count: 3 })).click()
  await person.sees(person.say('pass', 'title'))
  await person.reads(localDayText(day, 'es'))
  await person.reads(timeText(startsAt, zone, 'es'))
  await person.check()
  known.code = (await person.page.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/).textContent()) ?? ''
})

story('the pass opens without a network once it was seen', async () => {
  const person = visitor
  await untilKept(person.page)
  await person.cutNetwork(true)
  await person.page.reload()
  await person.reads(known.code)
  known.qr = await person.page.getByRole('img', { name: person.say('pass', 'qr') }).screenshot()
  await person.check()
  await person.cutNetwork(false)
})

story('her journey shows the appointment', async () => {
  const person = visitor
  await person.visit('/es/journey')
  await person.link(person.say('journey', 'go-pass')).waitFor()
  await person.reads(timeText(startsAt, zone, 'es'))
  await person.check()
})

story('anybody can check the code with a birth date, and learns nothing else', async () => {
  const person = visitor
  const t = wordsOf(person, 'check-appointment')
  await person.visit('/es/check-appointment')
  for (const { birth, answer } of [
    { birth: daughter.birth, answer: 'yes-text' },
    { birth: { ...daughter.birth, year: '2011' }, answer: 'no-text' },
  ]) {
    await person.field(t('code')).fill(known.code)
    await walk.typeDate(person, t('birth'), birth)
    await person.button(t('send')).click()
    await person.reads(t(answer))
    await person.check()
    await person.button(t('again')).click()
  }
})

story('another group picks the same time', async () => {
  const client = await signInApplicant(house.address, 'ausente@example.org')
  const { group } = await readyGroup(client, groupOf('Ausente', 2))
  await client.perform('pick-slot', { group, port: '2504', slot: `2504-${day}-1015` })
})

story('on the day the camera at the desk reads the pass and opens the group', async () => {
  await restart('2023-01-19T18:05:00Z')
  const officer = await come(screen, await browserWith(known.qr))
  await desk.signInStaff(officer, 'officer')
  await officer.sees(officer.say('arrivals', 'title'))
  await officer.reads(`${mother.givenNames} ${mother.familyNames}`)
  await officer.check()
  expect(await desk.countsOf(officer)).toMatchObject({ here: 0, determined: 0, absent: 0 })
  await officer.button(officer.say('arrivals', 'find-camera')).click()
  await officer.page
    .getByRole('heading', { name: officer.say('arrival', 'check-in-title') })
    .waitFor()
  await officer.reads(daughter.givenNames)
  await officer.check()
})

story('an officer finds the group by its code and checks in those who are there', async () => {
  const officer = await comeBack('002_live-webcam', '/en/officer/arrivals')
  await desk.find(officer, known.code)
  await desk.checkIn(officer, [mother, daughter], [son])
  await officer.page.getByRole('heading', { level: 2, name: mother.givenNames }).waitFor()
  await officer.check()
  await expect.poll(() => desk.countsOf(officer), patient).toMatchObject({ here: 2 })
})

story('nobody is decided on before a supervisor has seen that one is missing', async () => {
  await visitor.reads(visitor.say('arrival', 'question-partly-here'))
  await visitor.reads(visitor.say('arrival', 'held-person'))
  const supervisor = await signInStaff(house.address, 'supervisor')
  const { questions } = await supervisor.ask('questions', {})
  expect(questions).toMatchObject([{ kind: 'partly-here', present: 2, size: 3, holds: true }])
  const question = questions[0]?.question ?? ''
  await supervisor.perform('settle-question', { question, answer: 'go-on' })
  await visitor.page.getByText(visitor.say('arrival', 'held-person')).waitFor({ state: 'hidden' })
})

story('another photo of the same person lands in same, and one key decides', async () => {
  const band = await desk.photograph(visitor)
  if (hasRealPhotos) expect(band).toBe('same')
  await visitor.check()
  const keys = await desk.acceptByKeys(visitor)
  if (hasRealPhotos) expect(keys).toBe(1)
  await visitor.page.getByRole('heading', { level: 2, name: daughter.givenNames }).waitFor()
})

story('a photo of another person does not land in same', async () => {
  const officer = await comeBack('006_live')
  await desk.choosePerson(officer, daughter)
  const band = await desk.photograph(officer)
  if (hasRealPhotos) expect(['different', 'unsure']).toContain(band)
  await officer.check()
  await desk.sayWho(officer, { verdict: 'cannot-tell', ground: 'photo' })
  await desk.determine(officer, {
    outcome: 'referred',
    reason: 'identity-unsure',
    note: 'Las fotos no se parecen.',
  })
  await officer.reads(officer.say('arrival', 'all-decided'))
  await officer.check()
})

story('the one who came later is checked in, photographed from a file and decided on', async () => {
  const officer = visitor
  const t = wordsOf(officer, 'arrival')
  await officer.button(t('check-in-rest', { count: 1 })).click()
  await desk.checkIn(officer, [son])
  await desk.choosePerson(officer, son)
  const band = await desk.photographFromFile(officer, await photoNamed('006_live'))
  expect(band).toBe('cannot-compare')
  await desk.sayWho(officer, { verdict: 'same', ground: 'document' })
  await desk.determine(officer, { outcome: 'excepted', reason: 'family-together' })
  await officer.reads(t('all-decided'))
  await expect.poll(() => desk.countsOf(officer), patient).toMatchObject({ determined: 3, here: 0 })
  await officer.check()
})

story('the clock marks those who did not come, once the grace is over', async () => {
  const storageState = await visitor.context.storageState()
  await restart('2023-01-19T20:16:00Z')
  const officer = await come({ ...screen, storageState })
  await officer.visit('/en/officer/arrivals')
  await expect
    .poll(() => desk.countsOf(officer), patient)
    .toMatchObject({ absent: 2, determined: 3 })
  await officer.check()
})

/** The same house on the same data at another time. */
async function restart(clock: string): Promise<void> {
  await visitor.close()
  await house.stop()
  house = await runHouse({
    folder: house.folder,
    port: house.port,
    env: { GARITA_CLOCK: clock, GARITA_DEMO_GROUPS: '24' },
  })
}

/** Another launch, for a camera's picture is fixed at the start. */
async function browserWith(picture: Uint8Array): Promise<Browser> {
  await browser.close()
  browser = await openBrowser(picture)
  return browser
}

/** The same officer at the same screen, with something else before the camera. */
async function comeBack(photo: string, path?: string): Promise<Visitor> {
  const storageState = await visitor.context.storageState()
  const { pathname, search } = new URL(visitor.page.url())
  const officer = await come(
    { ...screen, storageState },
    await browserWith(await photoNamed(photo)),
  )
  await officer.visit(path ?? pathname + search)
  return officer
}

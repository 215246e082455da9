// The journey as a person walks it on a phone: by what the pages say, one function a page. Each
// leaves the visitor where the page leads and has every state of it checked.

import { countryName, languageName } from '../web/src/lib/group/options.ts'
import { localDayText, timeText } from '../web/src/lib/time.ts'
import { codeSentTo } from './demo.ts'
import type { Person } from './family.ts'
import { beginning } from './say.ts'
import type { Visitor } from './visit.ts'

/** From the page of signing in to wherever it leads. */
export async function signIn(visitor: Visitor, to: string): Promise<void> {
  const t = wordsOf(visitor, 'sign-in')
  await visitor.sees(t('title'))
  await visitor.field(t('to')).fill(to)
  await visitor.check()
  await visitor.button(t('send-code')).click()
  await visitor.sees(t('code-title'))
  await visitor.check()
  await visitor.field(t('code')).fill(await codeSentTo(visitor.house.address, to))
  await visitor.button(t('enter')).click()
}

/** Types one traveler on the screen of that traveler, and goes on. */
export async function typePerson(visitor: Visitor, person: Person, first?: Person): Promise<void> {
  const t = wordsOf(visitor, 'group')
  const { page, language } = visitor
  await visitor.field(t('given-names')).fill(person.givenNames)
  await visitor.field(t('family-names')).fill(person.familyNames)
  if (person.relation && first) {
    const label = t('relation', { name: `${first.givenNames} ${first.familyNames}` })
    await visitor.field(label).selectOption({ label: t(`relation-${person.relation}`) })
  }
  await typeDate(visitor, t('birth'), person.birth)
  const sex = page.getByRole('group', { name: beginning(t('sex')) })
  await sex.getByLabel(t(`sex-${person.sex}`), { exact: true }).check()
  const honduras = countryName('HN', language)
  await visitor.field(t('nationality')).selectOption({ label: honduras })
  await visitor.field(t('birth-country')).selectOption({ label: honduras })
  const languages = page.getByRole('group', { name: beginning(t('languages')) })
  await languages.getByLabel(languageName('es', language), { exact: true }).check()
  await visitor.check()
  await visitor.button(t('person-done')).click()
}

type TypedDate = { readonly day?: string; readonly month?: string; readonly year: string }

export async function typeDate(visitor: Visitor, label: string, date: TypedDate): Promise<void> {
  const t = wordsOf(visitor, 'shell')
  const group = visitor.page.getByRole('group', { name: beginning(label) })
  await group.getByLabel(t('date-day')).fill(date.day ?? '')
  await group.getByLabel(t('date-month')).fill(date.month ?? '')
  await group.getByLabel(t('date-year')).fill(date.year)
}

/** From the list with everybody on it to the review. */
export async function typeContact(visitor: Visitor, email: string): Promise<void> {
  const t = wordsOf(visitor, 'group')
  await visitor.sees(t('people-title'))
  await visitor.check()
  await visitor.button(t('all-here')).click()
  await visitor.sees(t('contact-title'))
  await visitor.field(t('email')).fill(email)
  await visitor.check()
  await visitor.button(t('next')).click()
  await visitor.sees(t('review-title'))
  await visitor.check()
}

/** Types a whole group from the empty list to the review. */
export async function typeGroup(
  visitor: Visitor,
  people: readonly Person[],
  email: string,
): Promise<void> {
  const t = wordsOf(visitor, 'group')
  for (const [index, person] of people.entries()) {
    await visitor.button(t(index === 0 ? 'add-first' : 'add')).click()
    await typePerson(visitor, person, people[0])
  }
  await typeContact(visitor, email)
}

/** The code that is shown after registering; leaves the page for the journey. */
export async function readRecoveryCode(visitor: Visitor): Promise<string> {
  const t = wordsOf(visitor, 'recovery-code')
  await visitor.sees(t('title-new'))
  await visitor.reads(t('write'))
  await visitor.check()
  const code = await visitor.page.getByText(/^[0-9A-Z]{2,}(-[0-9A-Z]{2,})+$/).textContent()
  await visitor.link(t('copied')).click()
  return code?.trim() ?? ''
}

/** Attests one criterion of the first person; children count by their age. */
export async function attest(visitor: Visitor, people: readonly Person[]): Promise<void> {
  const t = wordsOf(visitor, 'attest')
  await visitor.sees(t('title'))
  await visitor.check()
  await visitor.button(t('begin')).click()
  for (const [index, { givenNames }] of people.entries()) {
    await visitor.sees(t('person-title', { name: givenNames }))
    if (index === 0) await visitor.field(t('no-safe-housing')).check()
    await visitor.check()
    await visitor.button(t('next')).click()
  }
  await visitor.sees(t('review-title'))
  await visitor.check()
  await visitor.button(t('send')).click()
}

/** Takes a photo through the page's camera and keeps it, whatever is advised. */
export async function photographByCamera(visitor: Visitor, person: Person): Promise<void> {
  const t = wordsOf(visitor, 'add-photo')
  await visitor.sees(t('title-name', { name: person.givenNames }))
  await visitor.check()
  await visitor.button(t('take')).click()
  await visitor.reads(t('camera-hint'))
  await visitor.check()
  await visitor.page.getByRole('button', { name: t('capture'), exact: true }).click()
  await sendPhoto(visitor, person)
}

/** Chooses a file that is on the phone. */
export async function chooseFile(
  visitor: Visitor,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  const t = wordsOf(visitor, 'add-photo')
  const chooser = visitor.page.waitForEvent('filechooser')
  await visitor.button(t('from-file')).click()
  await (await chooser).setFiles(file)
}

/** From the photo as taken to the decided state. */
export async function sendPhoto(visitor: Visitor, person: Person): Promise<void> {
  const t = wordsOf(visitor, 'add-photo')
  await visitor.page
    .getByRole('img', { name: t('photo-of', { name: person.givenNames }) })
    .waitFor()
  await visitor.check()
  await visitor.button(t('send')).click()
  const stands = visitor.page.getByRole('heading', { name: t('sent-title') })
  const advised = visitor.page.getByRole('heading', { name: t('advice-title') })
  await stands.or(advised).waitFor()
  await visitor.check()
  if (await advised.isVisible()) await visitor.button(t('keep')).click()
  await stands.waitFor()
  await visitor.check()
}

export async function leaveToPort(visitor: Visitor, person: Person): Promise<void> {
  const t = wordsOf(visitor, 'add-photo')
  await visitor.sees(t('title-name', { name: person.givenNames }))
  await visitor.button(t('at-port')).click()
  await visitor.page.getByRole('heading', { name: t('at-port-title') }).waitFor()
  await visitor.check()
}

/** Lets the phone say where it is; goes on to picking. */
export async function confirmLocation(visitor: Visitor): Promise<void> {
  const t = wordsOf(visitor, 'confirm-location')
  await visitor.sees(t('title'))
  await visitor.check()
  await visitor.button(t('use')).click()
  await visitor.page.getByRole('heading', { name: t('verdict-in') }).waitFor()
  await visitor.check()
  await visitor.link(t('next')).click()
}

export type Wanted = {
  /** As people say the port. */
  readonly port: string
  readonly zone: string
  /** `2023-01-19` */
  readonly day: string
  readonly startsAt: number
}

/** Chooses port, day and time; the button that books is left to the caller. */
export async function chooseSlot(visitor: Visitor, wanted: Wanted): Promise<void> {
  const t = wordsOf(visitor, 'pick-slot')
  const { page, language } = visitor
  await visitor.sees(t('title-port'))
  await visitor.link(wanted.port).waitFor()
  await visitor.check()
  await visitor.link(wanted.port).click()
  await page.getByRole('group', { name: t('day'), exact: true }).waitFor()
  await visitor.check()
  await tap(visitor, beginning(localDayText(wanted.day, language)))
  const time = timeText(wanted.startsAt, wanted.zone, language)
  await tap(visitor, beginning(`${time},`))
  await visitor.check()
}

/** A finger taps the card around a radio button. */
async function tap({ page }: Visitor, name: RegExp): Promise<void> {
  const radio = page.getByRole('radio', { name })
  await page.locator('label').filter({ has: radio }).click()
}

/** The sentences of one page in the visitor's language. */
export function wordsOf(visitor: Visitor, page: string) {
  return (key: string, args: Record<string, string | number> = {}) => visitor.say(page, key, args)
}

// The work at the desk as an officer does it, by what the pages say.

import { wordsOf } from './applicant.ts'
import { staffOf } from './demo.ts'
import type { Person } from './family.ts'
import { beginning } from './say.ts'
import type { Visitor } from './visit.ts'

/**
 * Signs in by user name, password and the code that the person's app would show now.
 * @param who a role, or a user name where the demo has several.
 */
export async function signInStaff(visitor: Visitor, who: string): Promise<void> {
  const t = wordsOf(visitor, 'officer-sign-in')
  await visitor.visit(`/${visitor.language}/officer/sign-in`)
  const { user, password, code } = await staffOf(visitor.house.address, who)
  await visitor.field(t('user')).fill(user)
  await visitor.field(t('password')).fill(password)
  await visitor.field(t('code')).fill(code)
  await visitor.button(t('send')).click()
}

/** Types a code or a name into the field of the list and presses Enter. */
export async function find(visitor: Visitor, typed: string): Promise<void> {
  const t = wordsOf(visitor, 'arrivals')
  const field = visitor.page.getByRole('searchbox', { name: beginning(t('find')) })
  await field.fill(typed)
  await field.press('Enter')
}

/** Checks in everybody of the open group but those who are still missing. */
export async function checkIn(
  visitor: Visitor,
  present: readonly Person[],
  missing: readonly Person[] = [],
): Promise<void> {
  const t = wordsOf(visitor, 'arrival')
  await visitor.page.getByRole('heading', { name: t('check-in-title') }).waitFor()
  await visitor.check()
  for (const { givenNames } of missing) {
    await visitor.page.getByRole('checkbox', { name: givenNames }).uncheck()
  }
  await visitor.button(t('check-in', { count: present.length })).click()
}

export async function choosePerson(visitor: Visitor, person: Person): Promise<void> {
  const t = wordsOf(visitor, 'arrival')
  const list = visitor.page.getByRole('list', { name: t('members') })
  await list.getByRole('button', { name: person.givenNames }).click()
  await visitor.page.getByRole('heading', { level: 2, name: person.givenNames }).waitFor()
}

export type Band = 'same' | 'unsure' | 'different' | 'cannot-compare'

/** Takes the photo of the person on the screen by the camera; gives what is said of it. */
export async function photograph(visitor: Visitor): Promise<Band> {
  const t = wordsOf(visitor, 'arrival')
  const camera = visitor.page.getByRole('button', { name: t('take-photo'), disabled: false })
  await camera.click()
  return await readBand(visitor)
}

/** The photo by the space bar, once the camera shows somebody. */
export async function photographByKey(visitor: Visitor): Promise<Band> {
  const name = visitor.say('arrival', 'take-photo')
  await visitor.page.getByRole('button', { name, disabled: false }).waitFor()
  await visitor.page.keyboard.press('Space')
  return await readBand(visitor)
}

/** Chooses a file as the photo of the person on the screen. */
export async function photographFromFile(visitor: Visitor, photo: Buffer): Promise<Band> {
  const t = wordsOf(visitor, 'arrival')
  const chooser = visitor.page.waitForEvent('filechooser')
  await visitor.button(t('photo-file')).click()
  await (await chooser).setFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo })
  return await readBand(visitor)
}

const bands = ['same', 'unsure', 'different', 'cannot-compare'] as const

/** Waits until both photos stand and what is said of them. */
async function readBand(visitor: Visitor): Promise<Band> {
  const t = wordsOf(visitor, 'arrival')
  await visitor.button(t('take-again')).waitFor()
  const region = visitor.page.getByRole('region', { name: t('band') })
  const said = await region.locator('p.said').textContent()
  const texts = bands.map((band) => {
    const key = band === 'cannot-compare' ? 'band-said-cannot' : `band-said-${band}`
    return { band, start: t(key, { score: '@', reason: '@' }).split('@')[0] ?? '' }
  })
  const found = texts.find(({ start }) => said?.trim().startsWith(start))
  if (!found) throw new Error(`no band is said: ${said}`)
  return found.band
}

/** A scanner: a keyboard that types a whole pass at once, into no field, and ends with Enter. */
export async function scan({ page }: Visitor, text: string): Promise<void> {
  // All keys are on their way before the first is answered, however busy the machine is.
  const keys = [...text, 'Enter']
  await Promise.all(keys.map((key) => page.keyboard.press(key)))
}

/** The one button in which the ordinary case is decided. */
export function ordinary(visitor: Visitor) {
  return visitor.page.getByRole('button', { name: visitor.say('arrival', 'ordinary') })
}

/**
 * Decides on the person on the screen by keys alone and gives how many it took: one where the desk
 * offers the ordinary case, else whom one takes them for by a document, and the decision.
 */
export async function acceptByKeys(visitor: Visitor): Promise<number> {
  const t = wordsOf(visitor, 'arrival')
  const { page } = visitor
  const named = page.getByRole('heading', { name: t('identity-title') })
  await ordinary(visitor).or(named).first().waitFor()
  if (await ordinary(visitor).isVisible()) {
    await page.keyboard.press('Enter')
    return 1
  }
  await page.keyboard.press('1')
  await page.getByRole('heading', { name: t('identity-ground') }).waitFor()
  await page.keyboard.press('2')
  return 2 + (await determineByKeys(visitor, '1', '1'))
}

/** The decision by keys alone: outcome, reason, Enter. Gives how many. */
async function determineByKeys(
  visitor: Visitor,
  outcome: '1' | '2' | '3',
  reason: string,
): Promise<number> {
  const { page } = visitor
  const t = wordsOf(visitor, 'arrival')
  await page.getByRole('heading', { name: t('decide'), exact: true }).waitFor()
  await page.keyboard.press(outcome)
  await page.getByRole('heading', { name: t('decide-reason') }).waitFor()
  await page.keyboard.press(reason)
  await visitor.page.locator('button[aria-pressed=true]').first().waitFor()
  await page.keyboard.press('Enter')
  return 3
}

type Identity = { readonly verdict: string; readonly ground: string }

/** Says whom one takes the person for, by pointing. */
export async function sayWho(visitor: Visitor, { verdict, ground }: Identity): Promise<void> {
  const t = wordsOf(visitor, 'arrival')
  const exactly = (name: string) => visitor.page.getByRole('button', { name, exact: true })
  const answer = exactly(t(`identity-${verdict}`))
  // After a photo the question stands there; without one it is asked for.
  await answer
    .or(exactly(t('identity-say')))
    .first()
    .waitFor()
  if (!(await answer.isVisible())) await exactly(t('identity-say')).click()
  await answer.click()
  await visitor.check()
  await exactly(t(`ground-${ground}`)).click()
  await visitor.page.locator('p.identity').waitFor()
}

/** By pointing, with a note. */
export async function determine(
  visitor: Visitor,
  decision: { outcome: string; reason: string; note?: string },
): Promise<void> {
  const t = wordsOf(visitor, 'arrival')
  const exactly = (name: string) => visitor.page.getByRole('button', { name, exact: true })
  await exactly(t(`outcome-${decision.outcome}`)).click()
  await exactly(t(`because-${decision.reason}`)).click()
  const panel = visitor.page.locator('.step-panel')
  const note = panel.getByRole('textbox', { name: beginning(t('note')) })
  if (decision.note) await note.fill(decision.note)
  await visitor.check()
  await visitor.button(t('record', { outcome: t(`outcome-${decision.outcome}`) })).click()
}

/** Leaves a note by its key. */
export async function note({ page }: Visitor, words: string): Promise<void> {
  await page.keyboard.press('n')
  await page.locator('#shift-note:focus').waitFor()
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
}

/** The counts above the list, by their words. */
export async function countsOf(visitor: Visitor): Promise<Readonly<Record<string, number>>> {
  const t = wordsOf(visitor, 'arrivals')
  const names = ['expected', 'here', 'determined', 'absent'] as const
  const entries = names.map(async (name) => {
    const row = visitor.page.locator('dl.counts > div').filter({ hasText: t(`count-${name}`) })
    return [name, Number(await row.locator('dd').textContent())] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

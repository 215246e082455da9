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

/** Chooses a file as the photo of the person on the screen. */
export async function photographFromFile(visitor: Visitor, photo: Buffer): Promise<Band> {
  const t = wordsOf(visitor, 'arrival')
  const chooser = visitor.page.waitForEvent('filechooser')
  await visitor.button(t('photo-file')).click()
  await (await chooser).setFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo })
  return await readBand(visitor)
}

const bands = ['same', 'unsure', 'different', 'cannot-compare'] as const

async function readBand(visitor: Visitor): Promise<Band> {
  const t = wordsOf(visitor, 'arrival')
  await visitor.button(t('take-again')).waitFor()
  const region = visitor.page.getByRole('region', { name: t('band') })
  const said = await region.getByRole('status').locator('p').textContent()
  const texts = bands.map((band) => {
    const key = band === 'cannot-compare' ? 'band-said-cannot' : `band-said-${band}`
    return { band, start: t(key, { score: '@', reason: '@' }).split('@')[0] ?? '' }
  })
  const found = texts.find(({ start }) => said?.trim().startsWith(start))
  if (!found) throw new Error(`no band is said: ${said}`)
  return found.band
}

/** The ordinary case, by keys alone: outcome, reason, Enter. */
export async function determineByKeys(
  visitor: Visitor,
  outcome: '1' | '2' | '3',
  reason: string,
): Promise<void> {
  const { keyboard } = visitor.page
  await keyboard.press(outcome)
  await keyboard.press(reason)
  await keyboard.press('Enter')
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
  const note = visitor.page.getByRole('textbox', { name: beginning(t('note')) })
  if (decision.note) await note.fill(decision.note)
  await visitor.check()
  await visitor.button(t('record', { outcome: t(`outcome-${decision.outcome}`) })).click()
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

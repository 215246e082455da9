// Somebody in danger without an appointment, as an officer writes them down: one form, then the code.

import { countryName, languageName } from '../web/src/lib/group/options.ts'
import { typeDate, wordsOf } from './applicant.ts'
import type { Person } from './family.ts'
import { beginning } from './say.ts'
import type { Visitor } from './visit.ts'

/** From the empty form to the group that was received; gives its recovery code. */
export async function receiveWalkIn(
  visitor: Visitor,
  person: Person,
  reason: string,
): Promise<string> {
  const t = wordsOf(visitor, 'receive-walk-in')
  await visitor.sees(t('title'))
  await visitor.check()
  await typeTraveler(visitor, person)
  await visitor.field(t('reason')).fill(reason)
  await visitor.field(wordsOf(visitor, 'group')('email')).fill('parroquia.ejemplo@example.org')
  await visitor.check()
  await visitor.page.keyboard.press('Control+Enter')
  await visitor.sees(t('received'))
  await visitor.reads(t('received-code'))
  await visitor.check()
  const code = await visitor.page.locator('.recovery').textContent()
  await visitor.link(t('photos')).click()
  return code?.trim() ?? ''
}

async function typeTraveler(visitor: Visitor, person: Person): Promise<void> {
  const t = wordsOf(visitor, 'group')
  const { page, language } = visitor
  await visitor.field(t('given-names')).fill(person.givenNames)
  await visitor.field(t('family-names')).fill(person.familyNames)
  await typeDate(visitor, t('birth'), person.birth)
  const among = (legend: string) => page.getByRole('group', { name: beginning(legend) })
  await among(t('sex'))
    .getByLabel(t(`sex-${person.sex}`), { exact: true })
    .check()
  const honduras = countryName('HN', language)
  await visitor.field(t('nationality')).selectOption({ label: honduras })
  await visitor.field(t('birth-country')).selectOption({ label: honduras })
  const spoken = languageName('es', language)
  await among(t('languages')).getByLabel(spoken, { exact: true }).check()
  const criterion = visitor.say('arrival', 'criterion-threatened')
  await page.getByRole('checkbox', { name: criterion }).check()
}

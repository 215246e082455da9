// What a supervisor does about the day's arrivals, by what the page of cases says.

import type { Locator } from 'playwright-core'
import { wordsOf } from './applicant.ts'
import { beginning } from './say.ts'
import type { Visitor } from './visit.ts'

/** Opens the list of cases and in it the one about this person. Gives the case as it stands open. */
export async function openCase(visitor: Visitor, what: string, who: string): Promise<Locator> {
  const t = wordsOf(visitor, 'cases')
  await visitor.visit(`/${visitor.language}/officer/cases`)
  await visitor.sees(t('title'))
  const line = visitor.page.locator('.case').filter({ hasText: who }).filter({ hasText: what })
  await line.getByRole('button').first().click()
  await line.getByRole('textbox').waitFor()
  await visitor.check()
  return line
}

/** Lets a group go on that a question holds, with words for those who ask why. */
export async function letGoOn(visitor: Visitor, kind: string, who: string): Promise<void> {
  const t = wordsOf(visitor, 'cases')
  const line = await openCase(visitor, t(`question-${kind}`), who)
  await line.getByRole('textbox', { name: beginning(t('settle-words')) }).fill('Visto.')
  await line.getByRole('button', { name: t('go-on') }).click()
  await visitor.reads(t('question-done'))
  await visitor.check()
}

/** Confirms a decision that does not count without it. */
export async function countersign(visitor: Visitor, outcome: string, who: string): Promise<void> {
  const t = wordsOf(visitor, 'cases')
  const what = t('countersign-what', { outcome: t(`outcome-${outcome}`) })
  const line = await openCase(visitor, what, who)
  await line.getByRole('button', { name: t('confirm') }).click()
  await visitor.reads(t('confirmed-done'))
  await visitor.check()
}

/** Leaves a group held, in words that the officer reads. */
export async function holdOn(
  visitor: Visitor,
  kind: string,
  who: string,
  words: string,
): Promise<void> {
  const t = wordsOf(visitor, 'cases')
  const line = await openCase(visitor, t(`question-${kind}`), who)
  await line.getByRole('button', { name: t('hold'), exact: true }).click()
  // Without words nobody knows what is awaited.
  await line.getByText(t('hold-words-missing')).waitFor()
  await line.getByRole('textbox', { name: beginning(t('settle-words')) }).fill(words)
  await line.getByRole('button', { name: t('hold'), exact: true }).click()
  await visitor.reads(t('question-held'))
  await visitor.check()
}

/** Does not confirm a decision, in words that the officer reads. */
export async function returnIt(
  visitor: Visitor,
  outcome: string,
  who: string,
  words: string,
): Promise<void> {
  const t = wordsOf(visitor, 'cases')
  const what = t('countersign-what', { outcome: t(`outcome-${outcome}`) })
  const line = await openCase(visitor, what, who)
  await line.getByRole('button', { name: t('return'), exact: true }).click()
  await line.getByText(t('return-words-missing')).waitFor()
  await line.getByRole('textbox', { name: beginning(t('settle-words')) }).fill(words)
  await line.getByRole('button', { name: t('return'), exact: true }).click()
  await visitor.reads(t('returned-done'))
  await visitor.check()
}

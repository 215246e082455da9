// Those who watch the draws, by what the pages say: a journalist, an auditor, a custodian, and a
// group that checks its own ticket.

import { writeFileSync } from 'node:fs'
import { drawDay } from '../web/src/lib/draw/draw-day.ts'
import { wordsOf } from './applicant.ts'
import { beginning } from './say.ts'
import type { Visitor } from './visit.ts'

/** From the public list of draws to the check of one of them, as far as its button. */
export async function openCheck(visitor: Visitor, draw: string): Promise<void> {
  const { language } = visitor
  await visitor.visit(`/${language}/draws`)
  await visitor.link(drawDay(draw, language)).click()
  await visitor.sees(visitor.say('draw', 'title-day', { day: drawDay(draw, language) }))
  await visitor.link(visitor.say('draw', 'check')).waitFor()
  await visitor.check()
  await visitor.link(visitor.say('draw', 'check')).click()
  await visitor.sees(visitor.say('check-draw', 'title'))
  await visitor.button(visitor.say('check-draw', 'start')).waitFor()
  await visitor.check()
}

const findings = ['holds', 'wrong', 'unread', 'broken'] as const

/** Presses the button and waits for what is found. */
export async function readFinding(
  visitor: Visitor,
  start: string,
): Promise<(typeof findings)[number]> {
  await visitor.button(start).click()
  const said = findings.map((finding) => visitor.say('draw-check', finding))
  const headings = visitor.page.getByRole('heading').filter({
    hasText: new RegExp(`^(${said.join('|')})$`),
  })
  const found = (await headings.textContent())?.trim() ?? ''
  await visitor.check()
  return findings[said.indexOf(found)] ?? 'broken'
}

/** Checks a draw with its sealed files and signs that it holds. */
export async function countersign(visitor: Visitor, draw: string, name: string): Promise<void> {
  const t = wordsOf(visitor, 'countersign-draw')
  await visitor.visit(`/${visitor.language}/auditor/countersign-draw`)
  await visitor.link(drawDay(draw, visitor.language)).click()
  await visitor.button(t('check-server')).waitFor()
  await visitor.check()
  const found = await readFinding(visitor, t('check-server'))
  if (found !== 'holds') throw new Error(`the sealed files: ${found}`)
  await visitor.field(t('holds')).check()
  await visitor.field(t('name')).fill(name)
  await visitor.check()
  await visitor.button(t('send')).click()
  await visitor.reads(t('done'))
  await visitor.check()
}

/** Makes a long secret, keeps its file, and commits to the draws ahead under this public name. */
export async function commit(visitor: Visitor, file: string, name: string): Promise<void> {
  const t = wordsOf(visitor, 'commit-secrets')
  await visitor.sees(t('title'))
  await visitor.button(t('make')).waitFor()
  await visitor.check()
  const saved = visitor.page.waitForEvent('download')
  await visitor.button(t('make')).click()
  await (await saved).saveAs(file)
  await visitor.page.getByRole('heading', { name: t('check-title') }).waitFor()
  await visitor.check()
  await openSecret(visitor, file)
  await visitor.field(t('name')).fill(name)
  await visitor.check()
  const [start = ''] = t('commit-send', { count: 29 }).split('29')
  await visitor.page.getByRole('button', { name: beginning(start) }).click()
  await visitor.page.locator('.notice-done').waitFor()
  await visitor.reads(t('known-as', { name }))
  await visitor.check()
}

/** A file that is no secret is said to be none; the right one opens the page's work. */
export async function openSecret(visitor: Visitor, file: string): Promise<void> {
  const t = wordsOf(visitor, 'commit-secrets')
  const input = visitor.page.locator('#field-secret')
  const other = `${file}.other`
  writeFileSync(other, 'no secret\n')
  await input.setInputFiles(other)
  await visitor.reads(t('not-a-secret'))
  await visitor.check()
  await input.setInputFiles(file)
  await visitor.page.getByRole('heading', { name: t('commit-title') }).waitFor()
  await visitor.check()
}

/** On the page of the own ticket: everything holds, and is kept on the phone. */
export async function readOwnCheck(visitor: Visitor): Promise<void> {
  const t = wordsOf(visitor, 'check-ticket')
  await visitor.sees(t('title'))
  await visitor.page.getByRole('heading', { name: t('holds') }).waitFor()
  await visitor.reads(t('kept'))
  await visitor.check()
}

// The work with places and rules as planners and supervisors do it, by what the pages say.

import { localDayText } from '../web/src/lib/time.ts'
import { wordsOf } from './applicant.ts'
import { beginning } from './say.ts'
import type { Visitor } from './visit.ts'

export type MonthPlan = {
  /** As the list of ports names it. */
  readonly port: string
  readonly month: 'this-month' | 'next-month'
  /** Times of every day of the week, each with its places. */
  readonly times: readonly (readonly [time: string, places: string])[]
  /** A day on which nothing opens. */
  readonly holiday: string
  readonly reason: string
}

/** From a new page of planning to what was opened. */
export async function planMonth(visitor: Visitor, plan: MonthPlan): Promise<void> {
  const t = wordsOf(visitor, 'plan-places')
  const times = wordsOf(visitor, 'planner-open-places')
  await visitor.visit(`/${visitor.language}/planner/plan-places`)
  await visitor.field(t('port')).selectOption({ label: plan.port })
  await visitor.button(t(plan.month)).click()
  for (const [index, [time, places]] of plan.times.entries()) {
    const add = visitor.page.getByRole('button', { name: times('add-time'), exact: true })
    if (index > 0) await add.click()
    await visitor.field(`${times('time')} ${index + 1}`).fill(time)
    await visitor.field(`${times('places')} ${index + 1}`).fill(places)
  }
  await visitor.button(t('add-holiday')).click()
  await visitor.field(t('holiday', { number: 1 })).fill(plan.holiday)
  await visitor.field(t('reason')).fill(plan.reason)
  const start = t('send', { places: '@' }).split('@')[0] ?? ''
  const send = visitor.page.getByRole('button', { name: beginning(start), disabled: false })
  await send.waitFor()
  await visitor.check()
  await send.click()
  await visitor.link(t('see')).waitFor()
  await visitor.check()
}

/** The month as a table, and one day of it opened by its button. */
export async function openDay(visitor: Visitor, day: string): Promise<void> {
  const t = wordsOf(visitor, 'calendar')
  await visitor.visit(`/${visitor.language}/planner/calendar`)
  await visitor.sees(t('title'))
  const cell = visitor.page.locator(`#day-${day}`)
  await cell.getByText(t('cell-taken', { count: 2, number: '' }).trim()).waitFor()
  await visitor.check()
  await cell.click()
  await visitor.sees(localDayText(day, visitor.language))
  await visitor.page.getByRole('table', { name: t('slots') }).waitFor()
  await visitor.check()
}

export type Closure = { readonly time: string; readonly groups: number; readonly reason: string }

/** On the page of a day: closes one of its times, whose groups are shown first. */
export async function closeTime(visitor: Visitor, closure: Closure): Promise<void> {
  const t = wordsOf(visitor, 'calendar')
  const { page } = visitor
  await page.getByRole('checkbox', { name: beginning(closure.time) }).check()
  await visitor.button(t('close', { count: 1 })).click()
  await visitor.field(t('reason')).fill(closure.reason)
  await visitor.check()
  await visitor.button(t('close-propose')).click()
  const title = t('moves-title', { count: closure.groups })
  await page.getByRole('heading', { name: title }).waitFor()
  await visitor.check()
  await visitor.button(t('close-do', { count: 1 })).click()
  await visitor.reads(t('close-sure', { groups: closure.groups }))
  await visitor.check()
  await visitor.button(t('close-yes')).click()
  await page.locator('.notice-done').waitFor()
  await visitor.check()
}

export type RuleChange = {
  /** The rule by its name, and what it becomes. */
  readonly rule: string
  readonly to: string
  readonly reason: string
}

/** Changes one rule in the form and proposes that. */
export async function proposeRules(visitor: Visitor, change: RuleChange): Promise<void> {
  const t = wordsOf(visitor, 'propose-rules')
  await visitor.visit(`/${visitor.language}/planner/propose-rules`)
  await visitor.sees(t('title'))
  await visitor.button(t('propose')).waitFor()
  await visitor.check()
  await visitor.field(visitor.say('rules', `rule-${change.rule}`)).fill(change.to)
  await visitor.field(t('reason')).fill(change.reason)
  await visitor.check()
  await visitor.button(t('propose')).click()
  await visitor.reads(t('proposed'))
  await visitor.reads(t('other-decides'))
  await visitor.check()
}

/** As another planner: approves what is open. */
export async function approveRules(visitor: Visitor, version: string): Promise<void> {
  const t = wordsOf(visitor, 'propose-rules')
  await visitor.visit(`/${visitor.language}/planner/propose-rules`)
  await visitor.sees(t('title-open'))
  await visitor.check()
  await visitor.button(t('approve')).click()
  await visitor.reads(t('approved', { version }))
  await visitor.check()
}

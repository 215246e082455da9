// The way to an appointment where there is no room to pick, and what comes after it, as a person
// walks it on a phone: one function a page, each state of it checked.

import { wordsOf } from './applicant.ts'
import { beginning } from './say.ts'
import type { Visitor } from './visit.ts'

export type Wishes = {
  /** As people say the ports, in the group's own order. */
  readonly ports: readonly string[]
  /** Never to be sent there. */
  readonly never?: string
}

/** From the home of a group that may pick to its home with a request that stands. */
export async function askForPlaces(visitor: Visitor, wishes: Wishes): Promise<void> {
  const t = wordsOf(visitor, 'make-request')
  await visitor.link(visitor.say('journey', 'go-make-request')).click()
  await visitor.sees(t('title'))
  await visitor.button(t('ask')).waitFor()
  await visitor.check()
  for (const port of wishes.ports) await visitor.button(`${t('want')}: ${port}`).click()
  if (wishes.never) await visitor.button(`${t('never')}: ${wishes.never}`).click()
  await visitor.check()
  await visitor.button(t('ask')).click()
  await visitor.sees(visitor.say('journey', 'head-await-draw'))
}

/** The ticket of the next draw as the group's home shows it. */
export async function readTicket(visitor: Visitor): Promise<string> {
  const ticket = visitor.page.locator('.ticket')
  await ticket.waitFor()
  await visitor.check()
  return (await ticket.textContent())?.trim() ?? ''
}

/** From the group's home, where an offer is said, to the page that asks whether to take it. */
async function openOffer(visitor: Visitor, size: number): Promise<void> {
  await visitor.sees(visitor.say('journey', 'head-accept-offer', { count: size }))
  await visitor.check()
  await visitor.link(visitor.say('journey', 'go-accept-offer')).click()
  await visitor.sees(visitor.say('accept-offer', 'title', { count: size }))
  await visitor.button(visitor.say('accept-offer', 'accept', { count: size })).waitFor()
  await visitor.check()
}

export async function acceptOffer(visitor: Visitor, size: number): Promise<void> {
  await openOffer(visitor, size)
  await visitor.button(visitor.say('accept-offer', 'accept', { count: size })).click()
  await seePass(visitor)
}

export async function declineOffer(visitor: Visitor, size: number): Promise<void> {
  const t = wordsOf(visitor, 'accept-offer')
  await openOffer(visitor, size)
  await visitor.button(t('decline')).click()
  await visitor.reads(t('decline-sure'))
  await visitor.check()
  await visitor.button(t('decline-yes')).click()
  await visitor.sees(visitor.say('journey', 'head-await-draw'))
  await visitor.check()
}

async function seePass(visitor: Visitor): Promise<void> {
  await visitor.sees(visitor.say('pass', 'title'))
  await visitor.page.getByRole('img', { name: visitor.say('pass', 'qr') }).waitFor()
  await visitor.check()
}

/** From the group's home to its pass at another time: the first that is open at this port. */
export async function changeToFirst(visitor: Visitor, port: string, size: number): Promise<void> {
  const t = wordsOf(visitor, 'change-appointment')
  await visitor.link(visitor.say('journey', 'go-change')).click()
  await visitor.sees(t('title-port'))
  await visitor.link(port).waitFor()
  await visitor.check()
  await visitor.link(port).click()
  await visitor.sees(t('title-day'))
  const cards = visitor.page.locator('label').filter({ has: visitor.page.locator('input:enabled') })
  for (const name of ['day', 'slot']) {
    const first = cards.filter({ has: visitor.page.locator(`[name=${name}]`) }).first()
    await first.waitFor()
    await visitor.check()
    await first.click()
  }
  await visitor.button(t('change', { count: size })).click()
  await seePass(visitor)
}

/** From the group's home to its home, with the report on it. */
export async function reportTrouble(visitor: Visitor, kind: string, words: string): Promise<void> {
  const t = wordsOf(visitor, 'report-trouble')
  await visitor.link(visitor.say('journey', 'cannot-come')).click()
  await visitor.sees(t('title'))
  await visitor.field(t(kind)).check()
  await visitor.field(t('words')).fill(words)
  await visitor.check()
  await visitor.button(t('send')).click()
  await visitor.page.getByRole('heading', { name: t('done') }).waitFor()
  await visitor.check()
  await visitor.link(t('to-journey')).click()
  await visitor.reads(visitor.say('journey', 'trouble-open'))
  await visitor.check()
}

/** From the group's home to the same without an appointment. */
export async function cancel(visitor: Visitor): Promise<void> {
  const t = wordsOf(visitor, 'cancel-appointment')
  await visitor.link(visitor.say('journey', 'go-cancel')).click()
  await visitor.sees(t('title'))
  await visitor.button(t('cancel')).waitFor()
  await visitor.check()
  await visitor.button(t('cancel')).click()
  await visitor.reads(t('sure'))
  await visitor.check()
  await visitor.button(t('yes')).click()
  await visitor.sees(visitor.say('journey', 'head-pick-slot'))
  await visitor.page.getByText(beginning(cancelledSentence(visitor))).waitFor()
  await visitor.check()
}

/** As far as the day. */
function cancelledSentence(visitor: Visitor): string {
  return visitor.say('journey', 'was-cancelled', { day: '@' }).split('@')[0] ?? ''
}

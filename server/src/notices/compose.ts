// A message, composed from what is on record at this moment, in the group's language and in the
// port's own clock. What does not stand any more is not announced.

import { isLive } from '@garita/domain/appointment'
import { firstPort } from '@garita/domain/first-port'
import { printCode } from '@garita/domain/pass'
import { portOf } from '@garita/domain/port'
import type { Row } from '../database/tables.ts'
import { openGroup } from '../sealed.ts'
import {
  findAnnounced,
  findAnnouncedOffer,
  findAnnouncedRequest,
  findGroupOf,
  type NoticeKind,
} from '../store/notices.ts'
import { findGroupKey } from '../vault/keys.ts'
import type { World } from '../world.ts'
import type { Message, Recipient, Sender } from './sender.ts'
import type { Arguments, Words } from './words.ts'

export type ComposePlace = {
  readonly world: World
  readonly words: Words
  readonly sender: Sender
  readonly address: string
}

type Notice = Row<'notices'>
type Group = Row<'groups'>
type Told = {
  readonly appointment?: string
  readonly offer?: string
  readonly request?: string
  readonly opensAt?: number
  readonly endsAt?: number
  readonly fromDay?: string
}
type Holds<State> = { readonly [kind in NoticeKind]?: (row: { readonly state: State }) => boolean }

/** Whether what a notice announced of an appointment is still so. A take-over is told in any case. */
const stillHolds: Holds<Row<'appointments'>['state']> = {
  'appointment-cancelled': ({ state }) => state === 'cancelled',
  'appointment-displaced': ({ state }) => state === 'displaced',
  'appointment-made': isLive,
  'appointment-moved': isLive,
  'marked-absent': ({ state }) => state === 'absent',
  'trouble-settled': ({ state }) => state !== 'cancelled' && state !== 'done',
}

/** The same of an offer: what was answered meanwhile is not announced. */
const offerHolds: Holds<Row<'offers'>['state']> = {
  'closure-offered': ({ state }) => state === 'open',
  'offer-made': ({ state }) => state === 'open',
  'offer-moved': ({ state }) => state === 'open',
}

/** The same of a request. */
const requestHolds: Holds<Row<'requests'>['state']> = {
  'request-expired': ({ state }) => state === 'expired',
  'request-reminder': ({ state }) => state === 'standing',
}

/**
 * Undefined where there is nobody to tell (the group was erased, or left no address that this
 * installation reaches) or nothing to tell any more.
 */
export async function compose(place: ComposePlace, notice: Notice): Promise<Message | undefined> {
  const { world, words, sender, address } = place
  const group = await findGroupOf(world.database.db, notice)
  const to = recipientOf(sender, await contactOf(world, group))
  const facts = to && (await factsOf(world, notice, group))
  if (!to || !facts) return undefined
  const { language } = group
  const links = {
    address: `${address}/${language}/`,
    check: `${address}/${language}/check-appointment`,
  }
  const say = (part: string) =>
    words.say(language, 'messages-sent', `${notice.kind}.${part}`, { ...facts, ...links })
  return { to, subject: say('subject'), text: say('text') }
}

/** Nothing for a group that was erased meanwhile. */
async function contactOf(world: World, group: Group): Promise<Contact> {
  const key = await findGroupKey(world.vault.keys, group.keyId)
  return key ? openGroup(key, group).contact : {}
}

type Contact = { readonly email?: string; readonly phone?: string }

function recipientOf(sender: Sender, { email, phone }: Contact): Recipient | undefined {
  if (email && sender.reaches('mail')) return { kind: 'mail', address: email }
  if (phone && sender.reaches('phone')) return { kind: 'phone', address: phone }
  return undefined
}

async function factsOf(world: World, notice: Notice, group: Group): Promise<Arguments | undefined> {
  const told = notice.facts as Told
  const appointment = told.appointment
    ? await appointmentFacts(world, notice, group, told.appointment)
    : {}
  const offer = told.offer ? await offerFacts(world, notice, group, told.offer) : {}
  const request = told.request ? await requestFacts(world, notice, group, told) : {}
  if (!appointment || !offer || !request) return undefined
  const { zone } = firstPort(null, group.verdictState, world.area)
  const when = whenIn(group.language, zone, told.opensAt ?? notice.madeAt)
  const day = told.fromDay ? { day: dayIn(group.language, told.fromDay) } : {}
  // Of a lost appointment for which places are offered elsewhere, both are said.
  const renamed = told.appointment ? { newPort: offer.port ?? '', newWhen: offer.when ?? '' } : {}
  return { ...plain(notice), when, ...day, ...offer, ...renamed, ...appointment, ...request }
}

/** The words and numbers among the facts, as a reason that everybody may read. */
function plain({ facts }: Notice): Arguments {
  const isSaid = (value: unknown) => typeof value === 'string' || typeof value === 'number'
  return Object.fromEntries(Object.entries(facts ?? {}).filter(([, value]) => isSaid(value)))
}

async function appointmentFacts(
  world: World,
  notice: Notice,
  { language }: Group,
  appointment: string,
): Promise<Arguments | undefined> {
  const row = await findAnnounced(world.database.db, appointment)
  const port = portOf(row.port)
  if (!port) throw new RangeError(`no port ${row.port}`)
  if (stillHolds[notice.kind as NoticeKind]?.(row) === false) return undefined
  const when = whenIn(language, port.zone, row.startsAt)
  return { code: printCode(row.code), port: port.name, when }
}

/** Where and when the places are that were offered, and until when they are kept. */
async function offerFacts(
  world: World,
  notice: Notice,
  { language }: Group,
  offer: string,
): Promise<Arguments | undefined> {
  const row = await findAnnouncedOffer(world.database.db, offer)
  const port = portOf(row.port)
  if (!port) throw new RangeError(`no port ${row.port}`)
  if (offerHolds[notice.kind as NoticeKind]?.(row) === false) return undefined
  const when = whenIn(language, port.zone, row.startsAt)
  return { port: port.name, when, until: whenIn(language, port.zone, row.expiresAt) }
}

/** Until when a request stands, by the clock of the group's first port. */
async function requestFacts(
  world: World,
  notice: Notice,
  { language, verdictState }: Group,
  { request = '', endsAt = notice.madeAt }: Told,
): Promise<Arguments | undefined> {
  const row = await findAnnouncedRequest(world.database.db, request)
  if (requestHolds[notice.kind as NoticeKind]?.(row) === false) return undefined
  const { zone } = firstPort(null, verdictState, world.area)
  return { until: whenIn(language, zone, endsAt) }
}

function whenIn(language: Group['language'], timeZone: string, instant: number): string {
  const format = { dateStyle: 'full', timeStyle: 'short', timeZone } as const
  return new Intl.DateTimeFormat(language, format).format(instant)
}

function dayIn(language: Group['language'], day: string): string {
  const format = { dateStyle: 'full', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(language, format).format(Date.parse(`${day}T00:00:00Z`))
}

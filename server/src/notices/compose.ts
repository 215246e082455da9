// A message, composed from what is on record at this moment, in the group's language and in the
// port's own clock. What does not stand any more is not announced.

import { isLive } from '@garita/domain/appointment'
import { firstPort } from '@garita/domain/first-port'
import { printCode } from '@garita/domain/pass'
import { portOf } from '@garita/domain/port'
import type { Row } from '../database/tables.ts'
import { openGroup } from '../sealed.ts'
import { findAnnounced, findGroupOf, type NoticeKind } from '../store/notices.ts'
import { KeyDestroyed } from '../vault/keys.ts'
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
type Announced = Pick<Row<'appointments'>, 'state'>
type Told = { readonly appointment?: string; readonly opensAt?: number }

/** Whether what a notice announced of an appointment is still so. A take-over is told in any case. */
const stillHolds: { readonly [kind in NoticeKind]?: (row: Announced) => boolean } = {
  'appointment-made': isLive,
  'appointment-moved': isLive,
  'marked-absent': ({ state }) => state === 'absent',
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
  try {
    return openGroup(await world.vault.keys.open(group.keyId), group).contact
  } catch (error) {
    if (error instanceof KeyDestroyed) return {}
    throw error
  }
}

type Contact = { readonly email?: string; readonly phone?: string }

function recipientOf(sender: Sender, { email, phone }: Contact): Recipient | undefined {
  if (email && sender.reaches('mail')) return { kind: 'mail', address: email }
  if (phone && sender.reaches('phone')) return { kind: 'phone', address: phone }
  return undefined
}

async function factsOf(world: World, notice: Notice, group: Group): Promise<Arguments | undefined> {
  const told = notice.facts as Told
  if (told.appointment) return await appointmentFacts(world, notice, group, told.appointment)
  const { zone } = firstPort(null, group.verdictState, world.area)
  return { when: whenIn(group.language, zone, told.opensAt ?? notice.madeAt) }
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

function whenIn(language: Group['language'], timeZone: string, instant: number): string {
  const format = { dateStyle: 'full', timeStyle: 'short', timeZone } as const
  return new Intl.DateTimeFormat(language, format).format(instant)
}

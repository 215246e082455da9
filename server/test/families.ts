// Families for tests: generated, and their names say so.

import { createHash, randomUUID } from 'node:crypto'
import type { InputOf } from '@garita/contract'
import type { NewMember } from '@garita/contract/applicant'
import sharp from 'sharp'
import type { Who } from '../src/act.ts'
import { receivePart } from '../src/receive-photo.ts'
import { reachable } from '../src/settle.ts'
import { granted, type House } from './house.ts'

/** A traveler, generated; the first of a group unless told otherwise. */
export function person(number: number, over: Partial<NewMember> = {}): NewMember {
  return {
    relation: 'self',
    givenNames: `Persona ${number}`,
    familyNames: 'Ejemplo Ficticio',
    birth: { year: 1988, month: 5, day: 17, approximate: false },
    sex: 'female',
    nationality: 'HN',
    birthCountry: 'HN',
    languages: ['es'],
    needs: [],
    ...over,
  }
}

export function child(number: number, over: Partial<NewMember> = {}): NewMember {
  return person(number, {
    relation: 'child',
    birth: { year: 2019, month: 3, day: 2, approximate: false },
    ...over,
  })
}

export function family(...members: NewMember[]): InputOf<'register-group'> {
  return {
    language: 'es',
    members: members.length > 0 ? members : [person(1), child(2)],
    contact: { phone: '+526640000012', staying: 'Casa Ejemplo 12' },
  }
}

/** Registers a family and gives its ids. */
export async function registered(house: House, who: Who, ...members: NewMember[]) {
  return granted(await house.perform(who, 'register-group', family(...members)))
}

/** A family that may pick: attested, photos to be taken at the port, in Tijuana. */
export async function readyFamily(house: House, who: Who, ...members: NewMember[]) {
  const { group, members: ids } = await registered(house, who, ...members)
  const said = [{ member: ids[0] ?? '', criteria: ['threatened' as const], preferToSay: false }]
  granted(await house.perform(who, 'attest', { group, language: 'es', said }))
  for (const member of ids) {
    granted(await house.perform(who, 'add-photo', { group, member, photo: 'at-port' }))
  }
  const where = { latitude: 32.5149, longitude: -117.0382, accuracyMeters: 20 }
  granted(await house.perform(who, 'confirm-location', { group, where }))
  return { group, members: ids }
}

type Opening = {
  readonly port?: InputOf<'open-places'>['port']
  readonly day?: string
  readonly time?: string
  readonly places?: number
}

/** Opens one slot, by default at San Ysidro on Monday 16 January 2023 at 9:00; gives its id. */
export async function openSlot(house: House, opening: Opening = {}): Promise<string> {
  const { port = '2504', day = '2023-01-16', time = '09:00', places = 20 } = opening
  const weekdays = [1, 2, 3, 4, 5, 6, 7]
  const input = { port, weekdays, times: [{ time, places }], from: day, to: day }
  granted(await house.perform(house.asPlanner(), 'open-places', { ...input, kind: 'general' }))
  return `${port}-${day}-${time.replace(':', '')}`
}

/** Takes places for a family in a slot. */
export async function picked(house: House, who: Who, group: string, slot: string) {
  const port = slot.slice(0, 4) as InputOf<'pick-slot'>['port']
  return granted(await house.perform(who, 'pick-slot', { group, port, slot }))
}

/** A picture of nobody: plain colour, of this many pixels a side. */
export async function picture(side = 96, shade = 120): Promise<Buffer> {
  const background = { r: shade, g: 90, b: 60 }
  return await sharp({ create: { width: side, height: side, channels: 3, background } })
    .jpeg()
    .toBuffer()
}

/** Sends a whole photo as somebody and gives what an act names it by. */
export async function sendPhoto(house: House, who: Who, group: string, bytes: Buffer) {
  const { world } = house
  const reached = await reachable(world, world.database.db, who, group, world.now())
  if (!reached) throw new Error('the group is out of reach')
  const id = randomUUID()
  const part = { id, size: bytes.length, offset: 0, bytes }
  const received = granted(await receivePart(world, who, reached, part))
  if (!received.complete) throw new Error('the photo was not complete')
  return { id, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Every byte that a group's rows hold, to look for what should not be legible. */
export async function bytesOf(house: House, group: string): Promise<Buffer> {
  const { db } = house
  const tables = ['members', 'corrections', 'fingerprints', 'photos', 'keys', 'records'] as const
  const found: Buffer[] = []
  const own = await db.selectFrom('groups').selectAll().where('id', '=', group).execute()
  const parts = await db.selectFrom('photoParts').selectAll().execute()
  const rows: object[] = [...own, ...parts]
  for (const table of tables) {
    rows.push(...(await db.selectFrom(table).selectAll().where('groupId', '=', group).execute()))
  }
  for (const value of rows.flatMap((row) => Object.values(row))) {
    found.push(Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value)))
  }
  return Buffer.concat(found)
}

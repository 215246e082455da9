// A pass looked at without a network: its signature by the keys that were fetched when there was one, then whether it
// is of this port and day, and on the list. A token that nobody signed says nothing.

import type { AskAnswerOf, QueryOf } from '@garita/contract'
import { printCode, readCode } from '@garita/domain/code'
import { allowed, type Decision, refused } from '@garita/domain/decision'
import { type Pass, readPass } from '@garita/domain/pass'
import { portOf } from '@garita/domain/port'
import { dayOf } from '@garita/domain/time'
import type { DayList, GroupNow } from './group-now.ts'

export type PassKeys = AskAnswerOf<'pass-keys'>['keys']
export type Found = AskAnswerOf<'find-arrival'>

/** What finding needs to know: the list, and its groups as they stand now. */
export type Known = {
  readonly list: Pick<DayList, 'port' | 'day'>
  readonly keys: PassKeys
  groupOf(appointment: string): GroupNow | undefined
  groupByCode(code: string): GroupNow | undefined
}

/** `not-on-list`: genuine, of this port and day, and yet not on the list. A person has to look. */
export type PassRefusal = 'code-damaged' | 'pass-damaged' | 'pass-unknown' | 'not-on-list'

/** As the ask of the same name, from the list alone: nobody can be given another slot without a network. */
export async function findArrival(
  { pass }: Pick<QueryOf<'find-arrival'>, 'pass'>,
  known: Known,
): Promise<Decision<Found, PassRefusal>> {
  return pass.includes('.') ? await byToken(pass, known) : byCode(pass, known)
}

/** [C6] Whether the signature is one of ours. An unknown key is no proof either way: damaged. */
export async function isSigned(pass: Pass, keys: PassKeys): Promise<boolean> {
  const key = keys.find(({ kid }) => kid === pass.keyId)
  if (!key) return false
  const how = { name: 'ECDSA', namedCurve: 'P-256' }
  const { kty, crv, x, y } = key
  const made = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, how, false, ['verify'])
  const signed = new TextEncoder().encode(pass.signed)
  return await crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    made,
    pass.signature,
    signed,
  )
}

async function byToken(token: string, known: Known): Promise<Decision<Found, PassRefusal>> {
  const read = readPass(token)
  if (!read.ok) return read
  const pass = read.value
  if (!(await isSigned(pass, known.keys))) return refused('pass-damaged')
  const group = known.groupOf(pass.appointment)
  // [B3] The list says which version holds.
  if (group) return allowed(foundHere(known, group, pass.version < group.version))
  return elsewhere(pass, known)
}

function byCode(typed: string, known: Known): Decision<Found, PassRefusal> {
  const read = readCode(typed)
  if (!read.ok) return read
  const group = known.groupByCode(printCode(read.value))
  return group ? allowed(foundHere(known, group, false)) : refused('not-on-list')
}

function foundHere({ list }: Known, group: GroupNow, older: boolean): Found {
  const { group: id, appointment, code, startsAt, state } = group
  const isOpen = state !== 'cancelled'
  return {
    found: 'here-today',
    group: isOpen ? id : null,
    appointment: isOpen ? appointment : null,
    ...{ code, port: list.port, startsAt, state, older, receiveIn: null },
  }
}

/** Where and when a genuine pass is for, by its own words. */
function elsewhere(pass: Pass, { list }: Known): Decision<Found, PassRefusal> {
  const place = portOf(pass.port)
  if (!place) return refused('pass-unknown')
  const isToday = dayOf(pass.startsAt, place.zone) === list.day
  if (pass.port === list.port && isToday) return refused('not-on-list')
  return allowed({
    found: pass.port === list.port ? 'another-day' : 'another-port',
    group: null,
    appointment: null,
    code: '',
    // A code of the programme's ports, as `portOf` has just found.
    port: place.code as Found['port'],
    startsAt: pass.startsAt,
    ...{ state: 'standing', older: false, receiveIn: null },
  })
}

// What a group needs to check its ticket in one draw, fetched once and kept on the phone: its own proof and the short
// public files. None of it ever changes, so that what is kept needs no network again.

import type { AskAnswerOf } from '@garita/contract'
import { keepAnswer, keptAnswer } from '#lib/kept.ts'
import { ask } from '#lib/perform.ts'
import { openPhone, type Phone } from '#lib/phone.ts'
import type { Problem } from '#lib/problem.ts'
import { timeLimit } from '#lib/time-limit.ts'

const shortFiles = [
  'commitments.json',
  'frozen.json',
  'slots.ndjson',
  'outcome.json',
  'draw.json',
] as const

export type TicketCheck = {
  group: string
  draw: string
  /** Of the group, for its chances; epoch milliseconds. */
  registeredAt: number
  proof: AskAnswerOf<'my-proof'>
  files: Record<(typeof shortFiles)[number], string>
}

/** Draws kept for one phone: a small phone has some hundred kB to spare, and a check takes up to a tenth of that. */
const keptLimit = 5
const version = 1
const prefix = 'check-ticket:'
const nameOf = (group: string, draw: string) => `${prefix}${group}:${draw}`

/** What can be checked, or why it cannot be fetched. */
export async function fetchCheck(
  group: string,
  draw: string,
): Promise<{ kind: 'fetched'; check: TicketCheck } | Problem> {
  const [proof, journey, ...texts] = await Promise.all([
    ask('my-proof', { group, draw }),
    ask('my-journey'),
    ...shortFiles.map((name) => textAt(`/draws/${draw}/${name}`)),
  ])
  if (proof.kind !== 'answered') return proof
  if (journey.kind !== 'answered') return journey
  const own = journey.answer.groups.find((one) => one.group === group)
  const files: Partial<TicketCheck['files']> = {}
  for (const [index, name] of shortFiles.entries()) {
    const text = texts[index]
    if (text === undefined) return { kind: 'offline' }
    files[name] = text
  }
  const check = { group, draw, registeredAt: own?.registeredAt ?? 0, proof: proof.answer, files }
  return { kind: 'fetched', check: check as TicketCheck }
}

/** Keeps it, and lets the oldest draws of those kept go. Signing out forgets them all. */
export function keepCheck(
  check: TicketCheck,
  now: number = Date.now(),
  phone: Phone = openPhone(),
): void {
  keepAnswer(nameOf(check.group, check.draw), version, check, now, phone)
  const draws = keptChecks(phone).sort((a, b) => (a.draw < b.draw ? 1 : -1))
  for (const old of draws.slice(keptLimit)) phone.remove(`answer:${nameOf(old.group, old.draw)}`)
}

export function keptCheck(
  group: string,
  draw: string,
  phone: Phone = openPhone(),
): TicketCheck | undefined {
  return keptAnswer<TicketCheck>(nameOf(group, draw), version, phone)?.answer
}

/** Group and draw of each check kept. */
export function keptChecks(phone: Phone = openPhone()): { group: string; draw: string }[] {
  return phone.names().flatMap((name) => {
    const [, group, draw] = name.match(/^answer:check-ticket:([^:]+):([^:]+)$/) ?? []
    return group && draw ? { group, draw } : []
  })
}

async function textAt(address: string): Promise<string | undefined> {
  try {
    const response = await fetch(address, { signal: timeLimit(30_000) })
    return response.ok ? await response.text() : undefined
  } catch {
    return undefined
  }
}

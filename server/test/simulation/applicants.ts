// What applicants are moved to do.

import type { NewMember } from '@garita/contract/applicant'
import { child, person } from '../families.ts'
import type { Chance } from './chance.ts'
import type { Kind } from './steps.ts'
import { applicant, type Port, someGroup, somePorts, someRow, type Town } from './town.ts'

type Does = (town: Town, chance: Chance) => Promise<void>

const familiesAtMost = 90
const tijuana = { latitude: 32.5149, longitude: -117.0382, accuracyMeters: 20 }

export const applicantsDo: Partial<Readonly<Record<Kind, Does>>> = {
  register: async (town, chance) => {
    const count = await groupCount(town)
    if (count >= familiesAtMost) return
    const who = applicant(`family-${count}`)
    const size = 1 + chance.below(5)
    // Some travel in two groups: the same person, registered again.
    const again = chance.oneIn(6) && count > 3 ? chance.below(count) : count
    const members = Array.from({ length: size }, (_, place) =>
      traveler(place === 0 ? again : count, place),
    )
    const contact = { phone: '+526640000012' }
    const made = await town.act(who, 'register-group', { language: 'es', members, contact })
    if (!made.ok) return
    const { group, members: ids } = made.value
    const said = [{ member: ids[0] ?? '', criteria: ['threatened' as const], preferToSay: false }]
    await town.act(who, 'attest', { group, language: 'es', said })
    for (const member of ids) await town.act(who, 'add-photo', { group, member, photo: 'at-port' })
    await town.act(who, 'confirm-location', { group, where: tijuana })
  },
  'confirm-location': async (town, chance) => {
    const held = await someGroup(town, chance)
    if (!held) return
    const where = chance.oneIn(12)
      ? { latitude: 16.86, longitude: -99.88, accuracyMeters: 20 }
      : tijuana
    await town.act(applicant(held.account), 'confirm-location', { group: held.group, where })
  },
  'pick-slot': async (town, chance) => {
    const held = await someGroup(town, chance)
    const slot = await someSlot(town, chance)
    if (!held || !slot) return
    const { group } = held
    await fresh(town, held)
    await town.act(applicant(held.account), 'pick-slot', { group, ...slot })
  },
  'make-request': async (town, chance) => {
    const held = await someGroup(
      town,
      chance,
      `not exists (select from requests where group_id = groups.id and state in ('standing', 'offered'))`,
    )
    if (!held) return
    const ports = somePorts(chance)
    const ruledOut = somePorts(chance).filter((port) => !ports.includes(port))
    await fresh(town, held)
    const input = { group: held.group, ports, ruledOut }
    await town.act(applicant(held.account), 'make-request', input)
  },
  'withdraw-request': async (town, chance) => {
    const held = await someRequest(town, chance)
    if (held) await town.act(applicant(held.account), 'withdraw-request', held.input)
  },
  'keep-request': async (town, chance) => {
    const held = await someRequest(town, chance)
    if (held) await town.act(applicant(held.account), 'keep-request', held.input)
  },
  'answer-offer': async (town, chance) => {
    const row = await someRow<{ account: string; group: string; offer: string; size: number }>(
      town,
      chance,
      `select account_id as account, offers.group_id as group, offers.id as offer, size from offers
       join account_groups on account_groups.group_id = offers.group_id
       where state = 'open' order by made_at, offers.id`,
    )
    if (!row) return
    const { account, group, offer } = row
    if (chance.oneIn(5)) {
      await town.act(applicant(account), 'decline-offer', { group, offer })
      return
    }
    await fresh(town, row)
    await town.act(applicant(account), 'accept-offer', { group, offer })
  },
  'change-appointment': async (town, chance) => {
    const held = await someAppointment(town, chance)
    const slot = await someSlot(town, chance)
    if (!held || !slot) return
    const { group, appointment } = held
    await fresh(town, held)
    await town.act(applicant(held.account), 'change-appointment', { group, appointment, ...slot })
  },
  'cancel-appointment': async (town, chance) => {
    const held = await someAppointment(town, chance)
    if (!held) return
    const { account, group, appointment } = held
    await town.act(applicant(account), 'cancel-appointment', { group, appointment })
  },
  'report-trouble': async (town, chance) => {
    const held = await someAppointment(town, chance)
    if (!held) return
    const { account, group, appointment } = held
    const kind = chance.pick(['late', 'ill', 'no-signal', 'threatened', 'dangerous-port'] as const)
    const input = { group, appointment, kind: kind ?? 'late', words: 'Ejemplo' }
    await town.act(applicant(account), 'report-trouble', input)
  },
  'correct-group': async (town, chance) => {
    const held = await someGroup(town, chance)
    if (!held) return
    const who = applicant(held.account)
    const known = await town.house.ask(who, 'my-group', { group: held.group })
    if (!known.ok) return
    const { language, members, contact } = known.value
    const number = chance.below(1_000_000) + 1_000
    const changed =
      chance.oneIn(2) && members.length > 1
        ? members.slice(0, -1)
        : [...members, child(number, { givenNames: `Nueva ${number}` })]
    await town.act(who, 'correct-group', { group: held.group, language, members: changed, contact })
    await town.act(who, 'attest', {
      group: held.group,
      language: 'es',
      said: [{ member: members[0]?.id ?? '', criteria: ['illness'], preferToSay: false }],
    })
    const now = await town.house.ask(who, 'my-journey', {})
    const group = now.ok ? now.value.groups.find((one) => one.group === held.group) : undefined
    for (const { member, photo } of group?.members ?? []) {
      if (photo !== 'missing') continue
      await town.act(who, 'add-photo', { group: held.group, member, photo: 'at-port' })
    }
  },
  repeat: async (town) => await town.repeat(),
}

/** A confirmed location is a week old at most; a group that acts confirms it anew. */
async function fresh(town: Town, { account, group }: { account: string; group: string }) {
  await town.act(applicant(account), 'confirm-location', { group, where: tijuana })
}

function traveler(number: number, place: number): NewMember {
  const named = { givenNames: `Persona ${number} ${place}` }
  return place === 0 ? person(number, named) : child(number, named)
}

async function groupCount({ house }: Town): Promise<number> {
  const { rows } = await house.world.database.pool.query<{ count: number }>(
    'select count(*)::int as count from groups',
  )
  return rows[0]?.count ?? 0
}

async function someSlot(
  town: Town,
  chance: Chance,
): Promise<{ port: Port; slot: string } | undefined> {
  const now = new Date(town.house.world.now()).toISOString()
  return await someRow<{ port: Port; slot: string }>(
    town,
    chance,
    `select port, id as slot from slots where starts_at > '${now}'
       and starts_at < '${now}'::timestamptz + interval '16 days'
     order by (places - taken - waiting - urgent < 5), id limit 60`,
  )
}

async function someRequest(town: Town, chance: Chance) {
  const row = await someRow<{ account: string; group: string; request: string }>(
    town,
    chance,
    `select account_id as account, requests.group_id as group, requests.id as request from requests
     join account_groups on account_groups.group_id = requests.group_id
     where state in ('standing', 'offered') order by made_at, requests.id`,
  )
  return row && { account: row.account, input: { group: row.group, request: row.request } }
}

async function someAppointment(town: Town, chance: Chance) {
  return await someRow<{ account: string; group: string; appointment: string; size: number }>(
    town,
    chance,
    `select account_id as account, appointments.group_id as group, appointments.id as appointment, size
     from appointments join account_groups on account_groups.group_id = appointments.group_id
     where state in ('standing', 'displaced', 'absent') order by made_at, appointments.id`,
  )
}

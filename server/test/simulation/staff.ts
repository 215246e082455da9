// What those at the ports and the planners are moved to do.

import { addDays, dayOf } from '@garita/domain/time'
import type { Who } from '../../src/act.ts'
import type { Chance } from './chance.ts'
import { deskDoes, someArrival } from './desk.ts'
import type { Kind } from './steps.ts'
import { type Port, someRow, type Town, townPorts } from './town.ts'

type Does = (town: Town, chance: Chance) => Promise<void>
type Somewhere = { readonly port: Port; readonly slot: string; readonly places: number }

export const staffDo: Partial<Readonly<Record<Kind, Does>>> = {
  ...deskDoes,
  'settle-trouble': async (town, chance) => {
    const row = await someRow<{ trouble: string }>(
      town,
      chance,
      `select id as trouble from troubles where state = 'open' order by reported_at, id`,
    )
    if (!row) return
    const slot = await someSlot(town, chance, 'closed_at is null')
    const answer = chance.oneIn(3) || !slot ? ('noted' as const) : ('re-seated' as const)
    const where = answer === 're-seated' && slot ? { slot: slot.slot } : {}
    await town.act(supervisor(town), 'settle-trouble', {
      ...row,
      answer,
      ...where,
      words: 'Ejemplo',
    })
  },
  'settle-duplicate': async (town, chance) => {
    const row = await someRow<{ a: string; b: string }>(
      town,
      chance,
      'select group_a as a, group_b as b from shared_travelers where settled_at is null order by 1, 2',
    )
    if (!row) return
    const groups = [row.a, row.b]
    const input = chance.oneIn(2)
      ? { groups, verdict: 'different' as const }
      : { groups, verdict: 'same' as const, keep: row.a }
    await town.act(supervisor(town), 'settle-duplicate', input)
  },
  'close-places': async (town, chance) => {
    const slot = await someSlot(town, chance, 'closed_at is null')
    if (!slot) return
    const { port } = slot
    const keep = chance.oneIn(3) ? 20 : 0
    const slots = keep > 0 ? `${slot.slot}=${keep}` : slot.slot
    const who = supervisor(town)
    const proposed = await town.house.ask(who, 'propose-closure', { port, slots })
    if (!proposed.ok) return
    await town.act(who, 'close-places', {
      port,
      slots: [{ slot: slot.slot, places: keep }],
      reason: 'Ejemplo: un carril menos',
      proposal: proposed.value.proposal,
    })
  },
  'reopen-places': async (town, chance) => {
    const slot = await someSlot(town, chance, 'closed_at is not null')
    if (!slot) return
    const input = { port: slot.port, slots: [slot.slot], reason: 'Ejemplo: abre otra vez' }
    await town.act(supervisor(town), 'reopen-places', input)
  },
  'change-places': async (town, chance) => {
    const slot = await someSlot(town, chance, 'closed_at is null')
    if (!slot) return
    const places = 20 + chance.below(16)
    const slots = [{ slot: slot.slot, places }]
    await town.act(supervisor(town), 'change-places', { port: slot.port, slots, reason: 'Ejemplo' })
  },
  'plan-places': async (town, chance) => {
    const port = chance.pick(townPorts) ?? '2504'
    await planDays(town, port, chance.below(10), 3, chance)
  },
  're-seat': async (town, chance) => {
    const row = await someArrival(town, chance, `state in ('standing', 'absent', 'displaced')`)
    const now = new Date(town.house.world.now()).toISOString()
    const slot = await someSlot(
      town,
      chance,
      `starts_at < '${now}'::timestamptz + interval '9 hours'`,
    )
    if (!row || !slot) return
    await town.act(officer(town), 're-seat', { code: row.code, slot: slot.slot, reason: 'Ejemplo' })
  },
  suspend: async (town) => {
    const { house } = town
    const fromDay = addDays(dayOf(house.world.now(), 'America/Los_Angeles'), 2)
    const [one, other] = [house.asPlanner(), { ...house.asPlanner(), account: 'planner-2' }]
    const reason = 'Ejemplo: suspensión'
    const proposed = await town.act(one, 'propose-suspension', { fromDay, reason })
    const effects = await house.ask(one, 'suspension-effects', { fromDay })
    if (!proposed.ok || !effects.ok) return
    const { suspension } = proposed.value
    const { groups } = effects.value
    await town.act(other, 'suspend-programme', { suspension, groups })
    // Back the next hour: the town has to live on.
    await town.act(one, 'resume-programme', { suspension, reason: 'Ejemplo: se reanuda' })
  },
}

/** Opens the days that the town begins with, and one more each day. */
export async function planDays(
  town: Town,
  port: Port,
  ahead: number,
  days: number,
  chance: Chance,
): Promise<void> {
  const { house } = town
  const from = addDays(dayOf(house.world.now(), 'America/Los_Angeles'), ahead)
  const kind = chance.oneIn(9) ? ('urgent' as const) : ('general' as const)
  await town.act(house.asPlanner(), 'plan-places', {
    port,
    from,
    to: addDays(from, days - 1),
    templates: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], kind, times: [{ time: '13:00', places: 20 }] }],
    exceptions: [],
    holidays: [],
    reason: 'Ejemplo: plan',
  })
}

const supervisor = ({ house }: Town): Who => house.asSupervisor(...townPorts)
const officer = ({ house }: Town): Who => house.asOfficer(...townPorts)

async function someSlot(town: Town, chance: Chance, where: string): Promise<Somewhere | undefined> {
  const now = new Date(town.house.world.now()).toISOString()
  return await someRow<Somewhere>(
    town,
    chance,
    `select port, id as slot, places from slots where starts_at > '${now}' and ${where}
       and starts_at < '${now}'::timestamptz + interval '13 days' order by id`,
  )
}

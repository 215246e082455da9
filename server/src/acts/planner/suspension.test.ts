import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freeze, insertOffer, insertRequest, openDay, seatMany } from '../../../test/closing.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { insertReadyGroups, type ReadyGroup } from '../../../test/many-groups.ts'
import { wrongSums } from '../../../test/sums.ts'
import type { Who } from '../../act.ts'
import { compose } from '../../notices/compose.ts'
import { readWords } from '../../notices/words.ts'
import { findNotice } from '../../store/notices.ts'

const fromDay = '2023-01-17'
const reason = 'Razón de ejemplo.'

describe('suspending the programme', () => {
  let house: House
  let first: Who
  let second: Who
  let before: string[]
  let after: string[]
  let ready: readonly ReadyGroup[]
  beforeAll(async () => {
    house = await openHouse()
    first = house.asPlanner()
    second = { ...first, account: 'planner-2' }
    before = await openDay(house, '2504', '2023-01-16', ['09:00'], 40)
    after = await openDay(house, '2504', '2023-01-17', ['09:00', '10:00'], 40)
    ready = await insertReadyGroups(house.world, 8, () => 2)
    await seatMany(house, ready.slice(0, 1), before)
    await seatMany(house, ready.slice(1, 4), after)
    const [, , , , offered, early, waiting] = ready
    if (!offered || !early || !waiting) throw new Error('too few groups')
    await insertOffer(house, offered, after[0] ?? '', 20)
    await insertOffer(house, early, before[0] ?? '', 20)
    await insertRequest(house, waiting.group, { state: 'standing', ports: ['2503'] })
  })
  afterAll(async () => await house.close())

  const effects = async (day = fromDay, who = first) =>
    granted(await house.ask(who, 'suspension-effects', { fromDay: day }))
  const propose = async (day = fromDay) =>
    await house.perform(first, 'propose-suspension', { fromDay: day, reason })
  const suspend = async (suspension: string, groups: number, who = second) =>
    await house.perform(who, 'suspend-programme', { suspension, groups })
  const resume = async (suspension: string) =>
    await house.perform(second, 'resume-programme', { suspension, reason: 'Ya se puede.' })
  const noticesOf = async (kind: string) =>
    await house.db.selectFrom('notices').selectAll().where('kind', '=', kind).execute()
  const unknown = '00000000-0000-4000-8000-000000000001'

  it('[N3] shows what it would do before it is done', async () => {
    expect(await effects()).toEqual({
      ...{ fromDay, slots: 2, appointments: 3, offers: 1, requests: 1 },
      ...{ people: 10, groups: 5, open: null },
    })
    const query = { fromDay: '2023-02-30' }
    expect(namesOf(await house.ask(first, 'suspension-effects', query))).toEqual(['day-impossible'])
  })

  it('[N1] refuses a day that is not, one that passed, and a second proposal', async () => {
    expect(namesOf(await propose('2023-02-30'))).toEqual(['day-impossible'])
    expect(namesOf(await propose('2023-01-09'))).toEqual(['range-past'])
    const { suspension } = granted(await propose())
    expect(namesOf(await propose())).toEqual(['suspension-open'])
    expect((await effects()).open).toEqual({
      ...{ suspension, fromDay, reason, mine: true },
      ...{ proposedAt: house.world.now(), approvedAt: null },
    })
    expect((await effects(fromDay, second)).open?.mine).toBe(false)
    expect(granted(await house.ask(house.asPublic(), 'programme', {})).suspended).toBeNull()
    // [N5] Taken back before it was done: nobody was told, and nobody is.
    expect(granted(await resume(suspension))).toEqual({ suspension, told: 0 })
  })

  it('[N2] [N4] [N7] another planner does it: places close, each group is told once', async () => {
    const { suspension } = granted(await propose())
    expect(namesOf(await suspend(suspension, 5, first))).toEqual(['planner-same'])
    expect(namesOf(await suspend(suspension, 4))).toEqual(['effects-changed'])
    expect(namesOf(await suspend(unknown, 5))).toEqual(['suspension-unknown'])
    const thaw = await freeze(house, after[1] ?? '', 3)
    expect(namesOf(await suspend(suspension, 5))).toEqual(['slot-in-draw'])
    await thaw()
    expect(granted(await suspend(suspension, 5))).toEqual({
      ...{ slots: 2, appointments: 3, offers: 1, requests: 1 },
    })
    expect(await wrongSums(house.db)).toEqual([])
    const states = await house.db.selectFrom('appointments').select(['state', 'slotId']).execute()
    expect(states.filter((one) => one.state === 'standing')).toEqual([
      { state: 'standing', slotId: before[0] },
    ])
    const requests = await house.db.selectFrom('requests').select('state').execute()
    expect(requests.map((one) => one.state).sort()).toEqual(['offered', 'standing', 'standing'])
    const told = await noticesOf('programme-suspended')
    const lost = told.map((one) => (one.facts as { lost: string }).lost).sort()
    expect(lost).toEqual(['appointment', 'appointment', 'appointment', 'offer', 'request'])
    expect(new Set(told.map((one) => one.groupId)).size).toBe(5)
    expect(namesOf(await suspend(suspension, 0))).toEqual(['suspension-over'])
    expect(namesOf(await propose())).toEqual(['programme-suspended'])
  })

  it('[N7] the message says the day, the reason and what became of it', async () => {
    const [notice] = await noticesOf('programme-suspended')
    const row = notice && (await findNotice(house.db, notice.id))
    if (!row) throw new Error('nobody was told')
    const sender = { reaches: () => true, send: async () => {} }
    const address = 'https://garita.example.org'
    const place = { world: house.world, words: readWords(), sender, address }
    const message = await compose(place as never, row)
    expect(message?.subject).toContain('martes, 17 de enero de 2023')
    expect(message?.text).toContain(reason)
  })

  it('[S21] [N8] everybody sees since when, why, and what was closed', async () => {
    const { suspended } = granted(await house.ask(house.asPublic(), 'programme', {}))
    expect(suspended).toEqual({ fromDay, reason, decidedAt: house.world.now() })
    const { changes } = granted(await house.ask(house.asPublic(), 'place-changes', {}))
    expect(changes[0]).toMatchObject({
      ...{ port: '2504', day: fromDay, slot: null, kind: 'closed', before: 80, after: 0, reason },
    })
  })

  it('[N6] no places open from that day on, in no way; before it they do', async () => {
    const day = { from: fromDay, to: fromDay }
    const times = [{ time: '11:00', places: 20 }]
    const weekdays = [1, 2, 3, 4, 5, 6, 7]
    const open = { port: '2504' as const, weekdays, times, ...day, kind: 'general' as const }
    const suspended = ['programme-suspended']
    expect(namesOf(await house.perform(first, 'open-places', open))).toEqual(suspended)
    const templates = [{ weekdays, kind: 'general' as const, times }]
    const plan = { port: '2504' as const, ...day, templates, exceptions: [], holidays: [], reason }
    expect(namesOf(await house.perform(first, 'plan-places', plan))).toEqual(suspended)
    const again = { port: '2504' as const, slots: after, reason }
    expect(namesOf(await house.perform(first, 'reopen-places', again))).toEqual(suspended)
    const earlier = { ...plan, from: '2023-01-16', to: '2023-01-16' }
    expect(granted(await house.perform(first, 'plan-places', earlier)).opened).toBe(1)
  })

  it('[N5] ends once, tells those who were told, and opens nothing by itself', async () => {
    const { open } = await effects()
    const id = open?.suspension ?? ''
    expect(namesOf(await resume(unknown))).toEqual(['suspension-unknown'])
    expect(granted(await resume(id))).toEqual({ suspension: id, told: 5 })
    expect(namesOf(await resume(id))).toEqual(['suspension-over'])
    const told = await noticesOf('programme-resumed')
    expect(new Set(told.map((one) => one.groupId)).size).toBe(5)
    const closed = await house.db.selectFrom('slots').select('id').where('closedAt', 'is not', null)
    expect((await closed.execute()).map((one) => one.id).sort()).toEqual(after)
    const again = { port: '2504' as const, slots: after, reason }
    expect(granted(await house.perform(first, 'reopen-places', again))).toEqual({
      ...{ reopened: 2, places: 80 },
    })
  })
})

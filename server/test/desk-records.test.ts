// [R22] Every act that officers do, once each, and what its record says. A test holds that the table
// below names them all, so that a new one cannot forget who, when, where and how long it took.

import { type ActName, acts } from '@garita/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allActs } from '../src/acts/all.ts'
import { deskDay, openDesk } from './at-desk.ts'
import { openSlot, person } from './families.ts'
import { granted, type House, openHouse } from './house.ts'
import { type SeatedGroup, seatGroup } from './seated-group.ts'

const port = '2504' as const
const minute = 60_000

let house: House
let desk: Awaited<ReturnType<typeof openDesk>>
let tomorrow: string
let n = 900

beforeAll(async () => {
  house = await openHouse()
  desk = await openDesk(house, 700)
  tomorrow = await openSlot(house, { day: '2023-01-12', time: '10:00', places: 40 })
})
afterAll(async () => await house.close())

/** A group that was checked in at `deskDay`, and its first member; one minute later. */
async function received(size = 1): Promise<SeatedGroup & { readonly member: string }> {
  const seated = await desk.receive(size)
  house.setNow(deskDay + minute)
  return { ...seated, member: seated.members[0] ?? '' }
}

async function ofTomorrow(): Promise<SeatedGroup> {
  house.setNow(Date.UTC(2023, 0, 10, 18))
  n += 1
  const seated = await seatGroup(house, { n, slot: tomorrow })
  house.setNow(deskDay)
  return seated
}

async function identified() {
  const here = await received()
  granted(await desk.confirm(here, here.member))
  return here
}

/** Performs each act once, so that it is allowed, and gives how many seconds it is to have taken. */
const each = {
  'check-in': async () => {
    await desk.receive()
    return 0
  },
  'take-photo': async () => {
    const here = await received()
    await desk.takePhoto(here, here.member)
    return 60
  },
  compare: async () => {
    const here = await received()
    await desk.takePhoto(here, here.member)
    granted(
      await house.perform(desk.officer, 'compare', { ...desk.named(here), member: here.member }),
    )
    return 60
  },
  'confirm-identity': async () => {
    await identified()
    return 60
  },
  determine: async () => {
    const here = await identified()
    granted(await desk.determine(here, here.member))
    return 60
  },
  'amend-determination': async () => {
    const here = await identified()
    granted(await desk.determine(here, here.member))
    house.setNow(deskDay + 2 * minute)
    granted(await desk.amend(here, here.member))
    return 120
  },
  'call-group': async () => {
    const here = await received(2)
    granted(await house.perform(desk.officer, 'call-group', { ...desk.named(here), lane: 3 }))
    return 60
  },
  note: async () => {
    const here = await received()
    const words = 'Ejemplo: vuelve a las tres'
    granted(await house.perform(desk.officer, 'note', { ...desk.named(here), words }))
    return 60
  },
  'undo-absent': async () => {
    const seated = await desk.receive(2, 0)
    house.setNow(deskDay + 121 * minute)
    granted(await house.perform(house.asClock(), 'mark-absent', { slot: desk.slot }))
    house.setNow(deskDay + 125 * minute)
    granted(await house.perform(desk.officer, 'undo-absent', desk.named(seated)))
    return 240
  },
  're-seat': async () => {
    const { code } = await ofTomorrow()
    const input = { code, slot: desk.slot, reason: 'Ejemplo: se equivocó de día' }
    granted(await house.perform(desk.officer, 're-seat', input))
    return null
  },
  'break-glass': async () => {
    const { code } = await ofTomorrow()
    const input = { port, code, words: 'Ejemplo: está en la puerta' }
    granted(await house.perform(desk.officer, 'break-glass', input))
    return null
  },
  'receive-walk-in': async () => {
    house.setNow(deskDay)
    n += 1
    const input = {
      ...{ port, slot: desk.slot, language: 'es' as const, members: [person(n)] },
      contact: { phone: '+526640000012' },
      said: [{ member: 0, criteria: ['threatened' as const], preferToSay: false }],
      reason: 'Ejemplo: está en peligro',
    }
    granted(await house.perform(desk.officer, 'receive-walk-in', input))
    return 0
  },
  'report-clash': async () => {
    const here = await received()
    const content = JSON.stringify({ words: 'Ejemplo: vuelve a las tres' })
    const clash = { port, appointment: here.appointment, act: 'note' as const, content }
    const input = { ...clash, refusals: ['notes-too-many'], doneAt: deskDay - 9 * minute }
    granted(await house.perform(desk.officer, 'report-clash', input))
    return 600
  },
} satisfies { readonly [N in ActName]?: () => Promise<number | null> }

describe('the record of an act at the desk', () => {
  const names = Object.keys(each) as (keyof typeof each)[]

  it.each(names)(
    '[R22] %s says who, when, where and how long it took, and nobody’s name',
    async (act) => {
      const seconds = await each[act]()
      const record = await house.db
        .selectFrom('records')
        .selectAll()
        .where('act', '=', act)
        .where('outcome', '=', 'allowed')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      expect(record).toMatchObject({ actor: 'officer-1', actorKind: 'officer' })
      expect(record.at).toBe(house.world.now())
      expect(record.facts).toMatchObject({ port, seconds })
      expect(JSON.stringify(record)).not.toMatch(/Ejemplo|Muestra|vuelve/)
    },
  )

  it('[R22] all acts that the contract gives to officers, and not to everybody, are tried here', () => {
    const given = (Object.keys(allActs) as ActName[]).filter((name) => {
      const by: readonly string[] = acts[name].by
      return by.includes('officer') && !by.includes('public')
    })
    expect([...names].sort()).toEqual(given.sort())
  })

  it('[R22] a step of a person who came later counts from their own check-in', async () => {
    const here = await desk.receive(2, 1)
    const [first = '', second = ''] = here.members
    house.setNow(deskDay + 10 * minute)
    const later = { ...desk.named(here), port, present: [second] }
    granted(await house.perform(desk.officer, 'check-in', later))
    expect(await desk.factsOf('check-in', here)).toMatchObject({ seconds: 600 })
    house.setNow(deskDay + 11 * minute)
    granted(await desk.confirm(here, second))
    expect(await desk.factsOf('confirm-identity', here)).toMatchObject({ seconds: 60 })
    granted(await desk.confirm(here, first))
    expect(await desk.factsOf('confirm-identity', here)).toMatchObject({ seconds: 660 })
    granted(await house.perform(desk.officer, 'call-group', { ...desk.named(here), lane: 1 }))
    expect(await desk.factsOf('call-group', here)).toMatchObject({ seconds: 660 })
  })

  it('[R22] a note under a glass counts from when it was opened, one before anybody came from nothing', async () => {
    const away = await ofTomorrow()
    const glass = { port, code: away.code, words: 'Ejemplo: está en la puerta' }
    granted(await house.perform(desk.officer, 'break-glass', glass))
    house.setNow(deskDay + minute)
    const words = 'Ejemplo: viene mañana'
    granted(await house.perform(desk.officer, 'note', { ...desk.named(away), words }))
    expect(await desk.factsOf('note', away)).toMatchObject({ port, seconds: 60 })
    const awaited = await desk.receive(2, 0)
    granted(await house.perform(desk.officer, 'note', { ...desk.named(awaited), words }))
    expect(await desk.factsOf('note', awaited)).toMatchObject({ port, seconds: null })
  })
})

describe('what was done without a network', () => {
  it('[R17] is not taken for true before what it follows', async () => {
    const here = await received()
    house.setNow(deskDay + 30 * minute)
    const { member } = here
    const tooEarly = deskDay - 6 * minute
    const late = await desk.confirm(here, member, { doneAt: tooEarly })
    expect(late.ok).toBe(false)
    granted(await desk.confirm(here, member, { doneAt: deskDay - 4 * minute }))
    expect(await desk.factsOf('confirm-identity', here)).toMatchObject({ seconds: 0 })
    granted(await desk.confirm(here, member, { doneAt: deskDay + 20 * minute }))
    const before = await desk.determine(here, member, { doneAt: deskDay + 14 * minute })
    expect(before.ok).toBe(false)
    granted(await desk.determine(here, member, { doneAt: deskDay + 21 * minute }))
    expect(await desk.factsOf('determine', here)).toMatchObject({ seconds: 1260 })
  })

  it('[R17] another lane’s later word stands in nobody’s way', async () => {
    const here = await received()
    house.setNow(deskDay + 30 * minute)
    const { member } = here
    const other = { ...desk.officer, account: 'officer-2' }
    const same = { ...desk.named(here), member, verdict: 'same', ground: 'document' } as const
    granted(await house.perform(other, 'confirm-identity', same))
    granted(await desk.determine(here, member, { doneAt: deskDay + 10 * minute }))
  })

  it('[R17] a check-in counts from no earlier than the appointment was made', async () => {
    const madeAt = deskDay - 5 * minute
    house.setNow(madeAt)
    n += 1
    const late = await seatGroup(house, { n, slot: desk.slot })
    house.setNow(deskDay + 30 * minute)
    const input = { ...desk.named(late), port, present: [...late.members] }
    const tooEarly = { ...input, doneAt: madeAt - 6 * minute }
    expect((await house.perform(desk.officer, 'check-in', tooEarly)).ok).toBe(false)
    granted(await house.perform(desk.officer, 'check-in', { ...input, doneAt: madeAt }))
  })
})

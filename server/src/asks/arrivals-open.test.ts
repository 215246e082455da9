// The group that stands on a desk's screen, within the question after the day's list.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, deskDay, openDesk } from '../../test/at-desk.ts'
import { granted, type House, openHouse } from '../../test/house.ts'
import type { SeatedGroup } from '../../test/seated-group.ts'

const port = '2504' as const

let house: House
let desk: Desk
let shown: SeatedGroup
let other: SeatedGroup

beforeAll(async () => {
  house = await openHouse()
  desk = await openDesk(house, 800)
  shown = await desk.receive(2, 0)
  other = await desk.receive(2, 0)
})
afterAll(async () => await house.close())

const openOf = async (open = shown.appointment) =>
  granted(await house.ask(desk.officer, 'arrivals', { port, open })).open

it('moves with whatever is done with that group, and with nothing that is done with another', async () => {
  const { officer, supervisor } = desk
  const named = desk.named(shown)
  const [member = '', second = ''] = shown.members
  const verdict = async (said: 'same' | 'not-same' | 'cannot-tell') =>
    granted(await desk.confirm(shown, member, { verdict: said }))
  const settle = async (answer: 'go-on' | 'hold') => {
    const { questions } = granted(await house.ask(officer, 'arrival', named))
    const question = questions[0]?.question ?? ''
    const said = { question, answer, words: 'Ejemplo: se espera a la abuela' }
    granted(await house.perform(supervisor, 'settle-question', said))
  }
  const steps: readonly (() => Promise<unknown>)[] = [
    async () => granted(await house.perform(officer, 'note', { ...named, words: 'Ejemplo' })),
    async () =>
      granted(await house.perform(officer, 'check-in', { ...named, port, present: [member] })),
    async () => await settle('hold'),
    async () => await settle('go-on'),
    async () => await desk.takePhoto(shown, member),
    async () => granted(await house.perform(officer, 'compare', { ...named, member })),
    async () => await verdict('cannot-tell'),
    async () => await verdict('not-same'),
    async () => await settle('go-on'),
    async () => await verdict('same'),
    async () => granted(await house.perform(officer, 'call-group', { ...named, lane: 2 })),
    async () => granted(await desk.determine(shown, member)),
    async () => granted(await desk.amend(shown, member)),
    async () =>
      granted(await house.perform(officer, 'check-in', { ...named, port, present: [second] })),
  ]
  // Both groups are late by now, which moves them once.
  house.setNow(deskDay + 1000)
  const elsewhere = await openOf(other.appointment)
  for (const [place, step] of steps.entries()) {
    const before = await openOf()
    expect(before).toMatch(/^[0-9a-f]{32}$/)
    house.setNow(deskDay + (place + 2) * 1000)
    await step()
    expect([place, (await openOf()) === before]).toEqual([place, false])
    expect(await openOf()).toBe(await openOf())
  }
  expect(await openOf(other.appointment)).toBe(elsewhere)
})

it('is told beside an unchanged list in less than half a kilobyte', async () => {
  const known = granted(await house.ask(desk.officer, 'arrivals', { port })).version
  const query = { port, known, open: shown.appointment }
  const answer = granted(await house.ask(desk.officer, 'arrivals', query))
  expect(answer).toMatchObject({ unchanged: true, arrivals: [], hours: [] })
  expect(JSON.stringify(answer).length).toBeLessThan(512)
})

it('[R7] is not told of a group of another port, and of none that does not exist', async () => {
  const asked = { port: '2503' as const, open: shown.appointment }
  expect(granted(await house.ask(house.asOfficer('2503'), 'arrivals', asked)).open).toBeNull()
  expect(await openOf('00000000-0000-4000-8000-000000000000')).toBeNull()
})

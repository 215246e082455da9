import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { picture, registered, sendPhoto } from '../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../test/house.ts'
import { openAsker } from '../ask.ts'
import { createFaceEngine, type Described, type FaceEngine } from '../faces/engine.ts'
import { allAsks } from './all.ts'
import { adviseWithin } from './photo-advice.ts'

/** The engine is outside: here it answers what it is told. */
function answering(answer: () => Described | Promise<Described>): FaceEngine {
  const idle = createFaceEngine()
  return {
    state: 'ready',
    pid: undefined,
    pids: [],
    bands: idle.bands,
    describe: async () => answer(),
    compare: (first, second) => idle.compare(first, second),
    start: async () => undefined,
    close: () => idle.close(),
  }
}

describe('photo-advice', () => {
  let house: House
  let group: string
  let photo: string
  let answer: Described | Promise<Described> = {
    ok: false,
    reason: 'engine-unavailable',
    advice: [],
    ms: 0,
  }
  const who = () => house.asApplicant(1)
  beforeAll(async () => {
    house = await openHouse({ faces: answering(() => answer) })
    group = (await registered(house, who())).group
    photo = (await sendPhoto(house, who(), group, await picture())).id
  })
  afterAll(async () => await house.close())

  const advice = async () => granted(await house.ask(who(), 'photo-advice', { group, photo }))

  it('tells what could be better, and that the engine looked', async () => {
    answer = { ok: false, reason: 'no-face', advice: ['no-face', 'too-dark'], ms: 1 }
    expect(await advice()).toEqual({ advice: ['no-face', 'too-dark'], looked: true })
  })

  it.each(['engine-unavailable', 'unreadable'] as const)(
    'says that nobody looked where the engine says %s',
    async (reason) => {
      answer = { ok: false, reason, advice: [], ms: 1 }
      expect(await advice()).toEqual({ advice: [], looked: false })
    },
  )

  it('says that nobody looked where the engine never answers, and holds nobody up', async () => {
    answer = new Promise(() => undefined)
    const ask = openAsker(house.world, { ...allAsks, 'photo-advice': adviseWithin(20) })
    const advised = granted(await ask(who(), 'photo-advice', { group, photo }))
    expect(advised).toEqual({ advice: [], looked: false })
  })

  it('[I4] knows no photo of another group, and none that is incomplete', async () => {
    const other = await registered(house, who())
    const asked = await house.ask(who(), 'photo-advice', { group: other.group, photo })
    expect(namesOf(asked)).toEqual(['photo-unknown'])
    const stranger = await house.ask(house.asApplicant(2), 'photo-advice', { group, photo })
    expect(namesOf(stranger)).toEqual(['group-unknown'])
  })
})

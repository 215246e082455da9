import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeCommitments, commitTo, draw, freezeNow, insertWishers } from '../../test/draws.ts'
import { type House, openHouse } from '../../test/house.ts'
import { countWeeks } from './figures.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => await house.close())

it('[Y7] tickets count in the week of their draw, at the port that they name first', async () => {
  await commitTo(house, draw)
  await closeCommitments(house)
  const two = Array.from({ length: 5 }, () => ({ ports: ['2504', '2402'] }))
  const one = Array.from({ length: 12 }, () => ({ ports: ['2402'] }))
  await insertWishers(house, [...two, ...one])
  await freezeNow(house)
  const counted = await countWeeks(house.db, { from: '2023-01-09', to: '2023-01-09' })
  expect(counted.map(({ port, tickets }) => ({ port, tickets }))).toEqual([
    { port: '2402', tickets: 12 },
    { port: '2504', tickets: 5 },
  ])
})

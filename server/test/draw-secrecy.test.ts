// [D30] What the public files tell of a group: nothing. A stranger with all of them, all of the
// programme’s rules and a fast machine tries.

import { createHash } from 'node:crypto'
import { entryLine } from '@garita/domain/draw-record'
import { ports } from '@garita/domain/port'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  drawThrough,
  fileText,
  insertWishers,
  newDay,
  publicFiles,
  sealedFiles,
  type Wishing,
} from './draws.ts'
import { openSlot } from './families.ts'
import { type House, openHouse } from './house.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const leafOf = (line: string) =>
  createHash('sha256')
    .update(Buffer.concat([Buffer.of(0), Buffer.from(line.trimEnd())]))
    .digest('hex')

type Line = { ticket: string; chances: number; leaf: string }

const codes = ports.map(({ code }) => code)
const wishLists = [...codes.map((code) => [code]), ...codes.map((code) => [code, '2504'])]

/** The entries that a stranger would try for a ticket: nonces that need no secret. */
function guesses({ ticket, chances }: Line): string[] {
  const half = createHash('sha256').update(Buffer.from(ticket, 'hex')).digest('hex')
  const nonces = [ticket, half.slice(0, 32), half.slice(32), '0'.repeat(32)]
  const sizes = Array.from({ length: 20 }, (_, n) => n + 1)
  return nonces.flatMap((nonce) =>
    sizes.flatMap((size) =>
      wishLists.map((list) => entryLine({ ticket, nonce, size, chances, ports: list })),
    ),
  )
}

async function drawn(wishes: readonly Wishing[]) {
  await openSlot(house, { day: newDay, places: 20 })
  await openSlot(house, { day: newDay, port: '2503', places: 20 })
  const wishers = await insertWishers(house, wishes)
  await drawThrough(house)
  const lines = (await fileText(house, 'tickets.ndjson')).trim().split('\n')
  return { wishers, tickets: lines.map((line): Line => JSON.parse(line)) }
}

const mixed = Array.from({ length: 40 }, (_, n) => ({
  size: 1 + (n % 6),
  ports: n % 2 === 0 ? ['2504'] : ['2503', '2504'],
}))

describe('with public files alone', () => {
  it('[D30] nothing can be learned of a group’s size, wishes, port or time', async () => {
    const { wishers, tickets } = await drawn(mixed)
    const texts = await Promise.all(publicFiles.map((name) => fileText(house, name)))
    const all = texts.join('')
    const sealed = (await Promise.all(sealedFiles.map((name) => fileText(house, name)))).join('')
    const nonces = [...sealed.matchAll(/"nonce":"([0-9a-f]+)"/g)].map(([, nonce]) => nonce ?? '')
    expect(nonces).toHaveLength(40)
    for (const nonce of nonces) expect(all).not.toContain(nonce)
    for (const { group, request } of wishers) {
      expect(all).not.toContain(group)
      expect(all).not.toContain(request)
    }
    // What names a ticket: only these keys, none of which says what is wished or given.
    const named = texts.flatMap((text) => text.split('\n')).filter((line) => /"ticket"/.test(line))
    const keys = new Set(named.flatMap((line) => Object.keys(JSON.parse(line))))
    expect([...keys].sort()).toEqual(['chances', 'leaf', 'lot', 'rank', 'ticket'])
    expect(tickets).toHaveLength(40)
  })

  it('[D30] no leaf can be guessed: every size and many wishes tried, with every nonce that needs no secret', async () => {
    const { tickets } = await drawn(mixed)
    const leaves = new Set(tickets.map(({ leaf }) => leaf))
    let tried = 0
    for (const guess of tickets.flatMap(guesses)) {
      tried += 1
      expect(leaves.has(leafOf(guess))).toBe(false)
    }
    expect(tried).toBe(40 * 4 * 20 * wishLists.length)
    // The guess would find it if it were right: with the sealed nonce it does.
    const [entry] = (await fileText(house, 'entries.ndjson')).split('\n')
    expect(leaves.has(leafOf(entry ?? ''))).toBe(true)
  })

  it('files of the same length and form, whoever asks for what', async () => {
    const shape = async (wishes: readonly Wishing[]) => {
      await drawn(wishes)
      const [tickets, ranking] = [
        await fileText(house, 'tickets.ndjson'),
        await fileText(house, 'ranking.ndjson'),
      ]
      return [tickets, ranking].map((text) => text.replaceAll(/[0-9a-f]{32,}/g, '#'))
    }
    const first = await shape(mixed)
    await house.close()
    house = await openHouse()
    expect(await shape(mixed.toReversed().map((wish) => ({ ...wish, size: 7 })))).toEqual(first)
  })

  it('[D30] tickets of two draws of the same groups have nothing in common', async () => {
    const { tickets } = await drawn(mixed)
    await house.db.updateTable('requests').set({ state: 'standing' }).execute()
    await drawThrough(house, '2023-01-14')
    const later = await fileText(house, 'tickets.ndjson', '2023-01-14')
    for (const { ticket, leaf } of tickets) {
      expect(later).not.toContain(ticket)
      expect(later).not.toContain(leaf)
    }
  })
})

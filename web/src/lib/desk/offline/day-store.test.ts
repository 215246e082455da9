import { expect, test } from 'vitest'
import {
  choosePin,
  hasPin,
  outboxKey,
  pinTries,
  tryPin,
  unlockHashOf,
  wipeDay,
  wipeEnded,
} from './day-store.ts'
import { fakeList } from './fake-list.ts'
import { fakeShelf } from './fake-shelf.ts'
import { hashOfSecret } from './sealing.ts'

const quick = 10

async function desk() {
  const shelf = fakeShelf()
  const day = await choosePin(shelf, 'one', '481516', quick)
  await day.keepList({ list: fakeList(2), ahead: 0 })
  await day.keepPhoto('photo', new Uint8Array([1, 2, 3]))
  return { shelf, day }
}

test('what a desk keeps opens again with the PIN after the page was closed', async () => {
  const { shelf } = await desk()
  const tried = await tryPin(shelf, 'one', '481516', quick)
  if (tried.kind !== 'open') throw new Error(tried.kind)
  expect((await tried.day.list())?.list).toEqual(fakeList(2))
  expect(await tried.day.photo('photo')).toEqual(new Uint8Array([1, 2, 3]))
})

test('[R20] five wrong PINs wipe the day, and the right one opens nothing any more', async () => {
  const { shelf } = await desk()
  for (let left = pinTries - 1; left > 0; left -= 1) {
    expect(await tryPin(shelf, 'one', '000001', quick)).toEqual({ kind: 'wrong', left })
  }
  expect(await tryPin(shelf, 'one', '000001', quick)).toEqual({ kind: 'none' })
  expect(await tryPin(shelf, 'one', '481516', quick)).toEqual({ kind: 'none' })
  expect(await shelf.names('day/')).toEqual([])
})

test('the right PIN gives all tries back', async () => {
  const { shelf } = await desk()
  await tryPin(shelf, 'one', '000001', quick)
  await tryPin(shelf, 'one', '481516', quick)
  expect(await tryPin(shelf, 'one', '000001', quick)).toMatchObject({ left: pinTries - 1 })
})

test('[R20] a day is wiped when it is over, and not before', async () => {
  const { shelf } = await desk()
  const { endsAt } = fakeList(2)
  expect(await wipeEnded(shelf, endsAt - 1)).toEqual([])
  expect(await hasPin(shelf, 'one')).toBe(true)
  expect(await wipeEnded(shelf, endsAt)).toEqual(['one'])
  expect(await shelf.names('day/')).toEqual([])
})

test('[R20] the end of the day is looked up by the computer’s clock, however wrong that is', async () => {
  const { shelf, day } = await desk()
  const list = fakeList(2)
  await day.keepList({ list, ahead: 3_600_000 })
  expect(await wipeEnded(shelf, list.endsAt - 3_600_001)).toEqual([])
  expect(await wipeEnded(shelf, list.endsAt - 3_600_000)).toEqual(['one'])
})

test('[R20] wiping one officer’s day leaves another’s, and every outbox with its key', async () => {
  const { shelf } = await desk()
  await choosePin(shelf, 'two', '231615', quick)
  await outboxKey(shelf, 'one')
  await shelf.put('out/one/1', new Uint8Array([1]))
  await wipeDay(shelf, 'one')
  expect(await hasPin(shelf, 'two')).toBe(true)
  expect(await shelf.names('')).toEqual([
    'day/two/unlock-secret',
    'device/one',
    'lock/two',
    'out/one/1',
  ])
})

test('[W4] what unlocks the session lies sealed under the PIN, and only its hash beside it', async () => {
  const { shelf, day } = await desk()
  const secret = (await day.unlockSecret()) ?? ''
  expect(await unlockHashOf(shelf, 'one')).toBe(await hashOfSecret(secret))
  const kept = await Promise.all((await shelf.names('')).map((name) => shelf.get(name)))
  const disk = kept.map((value) => JSON.stringify(value, readable)).join('\n')
  expect(secret).toHaveLength(43)
  expect(disk).not.toContain(secret)
  const tried = await tryPin(shelf, 'one', '481516', quick)
  expect(tried.kind === 'open' && (await tried.day.unlockSecret())).toBe(secret)
})

test('[W4] another PIN brings another secret, and a wiped desk has none', async () => {
  const { shelf, day } = await desk()
  const again = await choosePin(shelf, 'one', '231615', quick)
  expect(await again.unlockSecret()).not.toBe(await day.unlockSecret())
  await wipeDay(shelf, 'one')
  expect(await unlockHashOf(shelf, 'one')).toBeUndefined()
})

/** Bytes as the letters that they could be. */
function readable(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value
}

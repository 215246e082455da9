import { expect, test } from 'vitest'
import { choosePin } from './day-store.ts'
import { DeskDay } from './desk-day.ts'
import { fakeList, hex, nineMs } from './fake-list.ts'
import { fakeShelf } from './fake-shelf.ts'
import type { Compared } from './group-now.ts'
import type { Entry } from './outbox.ts'

test('a comparison made here stands although its photo still waits to be sent', async () => {
  const store = await choosePin(fakeShelf(), 'one', '481516', 10)
  const list = fakeList(1)
  await store.keepList({ list, ahead: 0 })
  const [listed] = list.groups
  const [first] = listed?.members ?? []
  if (!listed || !first) throw new Error('no group')
  const named = { group: listed.group, appointment: listed.appointment, member: first.member }
  const photo = { id: hex(1), sha256: '' }
  const waiting: Entry = {
    key: hex(2),
    clashKey: hex(3),
    port: '2504',
    doneAt: nineMs,
    act: 'take-photo',
    input: { ...named, photo },
  }
  const day = await DeskDay.read(store, () => [waiting])
  const compared: Compared = {
    band: 'same',
    score: 0.8,
    reason: null,
    flags: [],
    comparedAt: nineMs,
  }
  await day?.add({ key: hex(4), act: 'compare', input: named, doneAt: nineMs, compared })
  const shown = day?.arrival(listed.appointment, nineMs)?.members[0]
  expect(shown).toMatchObject({ takenPhoto: photo.id, comparison: { band: 'same' } })
})

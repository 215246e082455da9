// A made-up day for tests: groups of three whose names say that they are examples.

import type { DayList } from './group-now.ts'

/** An id that says which number it is. */
export function hex(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
}

/** 18 January 2023, 9 o'clock in San Ysidro. */
export const nineMs = Date.UTC(2023, 0, 18, 17)

export function fakeList(groups: number): DayList {
  return {
    port: '2504',
    day: '2023-01-18',
    asOf: nineMs,
    endsAt: Date.UTC(2023, 0, 19, 8),
    version: 'first',
    groups: Array.from({ length: groups }, (_, index) => fakeGroup(index)),
  }
}

type Group = DayList['groups'][number]

export function fakeGroup(index: number): Group {
  const base = (index + 1) * 100
  return {
    group: hex(base),
    appointment: hex(base + 1),
    code: `EJEM-PL00-${String(index).padStart(4, '0')}`,
    version: 1,
    slot: '2504-2023-01-18-0900',
    startsAt: nineMs,
    state: 'standing',
    language: 'es',
    registeredAt: nineMs - 86_400_000,
    arrivedAt: null,
    walkIn: false,
    number: null,
    held: false,
    holding: [],
    members: [
      fakeMember(base + 2, index, 'self', 1990),
      fakeMember(base + 3, index, 'spouse', 1991),
      fakeMember(base + 4, index, 'child', 2018),
    ],
  }
}

function fakeMember(
  id: number,
  index: number,
  relation: Group['members'][number]['relation'],
  year: number,
): Group['members'][number] {
  return {
    member: hex(id),
    givenNames: `Ejemplo ${index + 1}`,
    familyNames: relation,
    relation,
    sex: 'other',
    birth: { year, approximate: false },
    age: { youngest: 2022 - year, oldest: 2023 - year },
    nationality: 'HN',
    birthCountry: 'HN',
    languages: ['es'],
    needs: [],
    criteria: ['no-safe-housing'],
    preferToSay: false,
    sentPhoto: null,
    present: false,
    determined: false,
  }
}

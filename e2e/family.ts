// The family of these journeys: an example that says so in its names.

import type { InputOf } from '@garita/contract'

export type Person = {
  readonly givenNames: string
  readonly familyNames: string
  /** As typed; a day and a month that are not known are left out. */
  readonly birth: { readonly day?: string; readonly month?: string; readonly year: string }
  readonly sex: 'female' | 'male'
  /** To the first person, who has none. */
  readonly relation?: 'child'
}

export const mother: Person = {
  givenNames: 'Madre',
  familyNames: 'Ejemplo Uno',
  birth: { day: '14', month: '3', year: '1990' },
  sex: 'female',
}

export const daughter: Person = {
  givenNames: 'Hija',
  familyNames: 'Ejemplo Uno',
  birth: { day: '2', month: '11', year: '2012' },
  sex: 'female',
  relation: 'child',
}

/** Of whom only the year is known. */
export const son: Person = {
  givenNames: 'Hijo',
  familyNames: 'Ejemplo Uno',
  birth: { year: '2016' },
  sex: 'male',
  relation: 'child',
}

type Registered = InputOf<'register-group'>

/** A generated group of `count`, for those who come by program; `name` tells one from another. */
export function groupOf(name: string, count: number): Registered {
  const members = Array.from({ length: count }, (_, index): Registered['members'][number] => ({
    relation: index === 0 ? 'self' : 'child',
    givenNames: `${name} ${index + 1}`,
    familyNames: 'Ejemplo',
    birth: { year: 1985 + index, month: 5, day: 6, approximate: false },
    sex: 'other',
    nationality: 'HN',
    birthCountry: 'HN',
    languages: ['es'],
    needs: [],
  }))
  return {
    language: 'es',
    members,
    contact: { email: `${name.toLowerCase().replaceAll(' ', '-')}@example.org` },
  }
}

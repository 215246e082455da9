// A family's whole life with words that stand nowhere else, and then every table searched for them:
// what identifies a person lies in the database as ciphertext alone, in whichever table it came to.

import { printCode } from '@garita/domain/code'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { child, openSlot, person, picked, picture, sendPhoto } from './families.ts'
import { granted, type House, openHouse } from './house.ts'

const typed = {
  names: ['Xochiquetzalina', 'Ejemplarísima', 'Cuauhtemoquito'],
  document: 'ZZ-4471-EJEMPLO',
  email: 'xochi.ejemplo@example.org',
  phone: '+526649988771',
  staying: 'Casa Ejemplo Turquesa',
  usAddress: '4471 Ejemplo Turquesa',
  journey: 'por el Ejemplo Magenta',
  emergency: 'Tía Ejemplarita',
  city: 'San Ejemplo Carmesí',
  occupation: 'ejemplera',
  municipality: 'Villa Ejemplo Escarlata',
  note: 'dijo una nota índigo',
  reason: 'perdió el autobús violeta',
  ground: 'la reconoce su tía celeste',
}
const latitude = 32.514937

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  await house.close()
})

test('no table holds a word, a date, a place or a picture of a family in the clear', async () => {
  const photo = await picture()
  await live(photo)
  const rows = await everything()
  expect(rows.length).toBeGreaterThan(30)
  const text = rows.join('\n').toLowerCase()
  // The search finds what it is given: ids and the slot's own words are there.
  expect(text).toContain('2504-2023-01-11-1000')
  const secrets = [...Object.values(typed).flat(), String(latitude), 'pregnancy', '"year": 1987']
  const forms = (secret: string) => [secret, Buffer.from(secret).toString('hex')]
  const found = secrets.filter((one) =>
    forms(one).some((form) => text.includes(form.toLowerCase())),
  )
  expect(found).toEqual([])
  expect(text).not.toContain(photo.subarray(20, 60).toString('hex'))
})

/** Registered, corrected, attested, photographed, located, seated, re-seated, received, decided. */
async function live(photo: Buffer): Promise<void> {
  const who = house.asApplicant(1)
  const first = person(1, {
    givenNames: typed.names[0] ?? '',
    familyNames: typed.names[1] ?? '',
    birth: { year: 1987, month: 4, day: 23, approximate: false },
    document: { kind: 'passport', number: typed.document },
    birthCity: typed.city,
    occupation: typed.occupation,
  })
  const contact = {
    email: typed.email,
    phone: typed.phone,
    staying: typed.staying,
    usAddress: typed.usAddress,
    travelHistory: typed.journey,
    emergency: typed.emergency,
  }
  const language = 'es' as const
  const { group, members } = granted(
    await house.perform(who, 'register-group', { language, members: [first, child(2)], contact }),
  )
  const [mother = '', son = ''] = members
  const corrected = [
    { ...first, id: mother },
    { ...child(2, { givenNames: typed.names[2] ?? '' }), id: son },
  ]
  const correction = { group, language, members: corrected, contact }
  granted(await house.perform(who, 'correct-group', correction))
  const said = [{ member: mother, criteria: ['pregnancy' as const], preferToSay: false }]
  granted(await house.perform(who, 'attest', { group, language, said }))
  const sent = await sendPhoto(house, who, group, photo)
  granted(await house.perform(who, 'add-photo', { group, member: mother, photo: sent }))
  granted(await house.perform(who, 'add-photo', { group, member: son, photo: 'at-port' }))
  const { municipality } = typed
  const stated = { state: 'BCN', municipality }
  granted(await house.perform(who, 'confirm-location', { group, where: stated }))
  const fix = { latitude, longitude: -117.038211, accuracyMeters: 20 }
  granted(await house.perform(who, 'confirm-location', { group, where: fix }))
  granted(await house.perform(who, 'confirm-location', { group, where: stated }))
  const away = await openSlot(house, { port: '2503', day: '2023-01-12' })
  const { appointment } = await picked(house, who, group, away)
  await receive({ group, appointment, mother, photo })
}

type Received = { group: string; appointment: string; mother: string; photo: Buffer }

async function receive({ group, appointment, mother, photo }: Received): Promise<void> {
  const slot = await openSlot(house, { day: '2023-01-11', time: '10:00' })
  const { code } = await house.db
    .selectFrom('appointments')
    .select('code')
    .executeTakeFirstOrThrow()
  const birth = { year: 1987, month: 4, day: 23, approximate: false }
  const asked = { code: printCode(code), birth }
  expect(granted(await house.perform(house.asPublic(), 'check-appointment', asked))).toEqual({
    stands: true,
  })
  house.setNow(Date.UTC(2023, 0, 11, 18))
  const desk = house.asOfficer('2504')
  const { reason } = typed
  granted(await house.perform(desk, 're-seat', { code: printCode(code), slot, reason }))
  const here = { group, appointment }
  const arrived = { ...here, port: '2504' as const, present: [mother] }
  granted(await house.perform(desk, 'check-in', arrived))
  const taken = await sendPhoto(house, desk, group, photo)
  granted(await house.perform(desk, 'take-photo', { ...here, member: mother, photo: taken }))
  const by = { member: mother, verdict: 'same', ground: 'other', words: typed.ground } as const
  granted(await house.perform(desk, 'confirm-identity', { ...here, ...by }))
  // That her son is not here yet is for a supervisor to see.
  const seen = { settledBy: 'supervisor-1', settledAt: sql<number>`now()` }
  await house.db.updateTable('questions').set(seen).execute()
  granted(
    await house.perform(desk, 'determine', {
      ...here,
      member: mother,
      outcome: 'excepted',
      reason: 'other',
      note: typed.note,
      seen: ['pregnancy'],
    }),
  )
}

/**
 * Every row of every table, as text; bytes in hexadecimal. But for the rules in force, and the sums
 * of a month over all people, which name each criterion whoever attested it.
 */
async function everything(): Promise<string[]> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' 
      and table_name not in ('rules', 'criteria_counts')`.execute(house.db)
  const found: string[] = []
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ row: string }>`
      select one::text as row from ${sql.table(name)} as one`.execute(house.db)
    found.push(...rows.map(({ row }) => row))
  }
  return found
}

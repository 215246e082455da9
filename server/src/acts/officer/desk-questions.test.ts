// What holds a group, what was found on return, and a supervisor's answers; with the ask that shows
// them.

import { createHash, randomUUID } from 'node:crypto'
import type { InputOf } from '@garita/contract'
import { printCode } from '@garita/domain/code'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deskDay as day, seatingAt } from '../../../test/at-desk.ts'
import { openSlot, picture } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { putPhoto, type SeatedGroup } from '../../../test/seated-group.ts'
import { openPhoto } from '../../photo.ts'
import { getKeyId } from '../../store/groups.ts'
import { findPhoto } from '../../store/photos.ts'
import { countOpen, isHeld } from '../../store/questions.ts'

const hour = 3_600_000
const port = '2504' as const

let house: House
let slot: string
let elsewhere: string
let here: SeatedGroup
let seat: ReturnType<typeof seatingAt>

beforeAll(async () => {
  house = await openHouse()
  seat = seatingAt(house)
  slot = await openSlot(house, { day: '2023-01-11', time: '10:00', places: 60 })
  elsewhere = await openSlot(house, { port: '2503', day: '2023-01-11', time: '10:00' })
})
afterAll(async () => await house.close())

const desk = () => house.asOfficer(port)
const supervisor = () => house.asSupervisor(port)

async function checkIn({ group, appointment }: SeatedGroup, present: readonly string[]) {
  const input = { group, appointment, port, present: [...present], extra: 0 }
  return await house.perform(desk(), 'check-in', input)
}

const shownOf = async ({ appointment }: SeatedGroup, ports: string[] = [port]) => {
  const all = granted(await house.ask(house.asSupervisor(...ports), 'questions', {}))
  return all.questions.filter((one) => one.appointment === appointment)
}

beforeEach(async () => {
  here = await seat(slot)
})

describe('settle-question', () => {
  const settle = async (over: Partial<InputOf<'settle-question'>>, who = supervisor()) =>
    await house.perform(who, 'settle-question', { question: '', answer: 'go-on', ...over })

  async function half(): Promise<string> {
    granted(await checkIn(here, here.members.slice(0, 1)))
    const [one] = await shownOf(here)
    if (!one) throw new Error('nothing was asked')
    return one.question
  }

  it('[R9] holds the group until [R11] a supervisor lets it go on', async () => {
    const question = await half()
    expect(await isHeld(house.db, here.appointment)).toBe(true)
    const before = await countOpen(house.db, port, '2023-01-11')
    const answered = granted(await settle({ question, words: 'la tía viene mañana' }))
    expect(answered).toEqual({ question, settled: true })
    expect(await isHeld(house.db, here.appointment)).toBe(false)
    expect(await countOpen(house.db, port, '2023-01-11')).toBe(before - 1)
    expect(await shownOf(here)).toEqual([])
    expect(namesOf(await settle({ question }))).toEqual(['question-settled'])
  })

  it('[R11] holds it in words, which no table and no record has in clear', async () => {
    const question = await half()
    expect(namesOf(await settle({ question, answer: 'hold' }))).toEqual(['note-missing'])
    const words = 'falta el padre, avisen al albergue'
    const held = granted(await settle({ question, answer: 'hold', words }))
    expect(held).toEqual({ question, settled: false })
    expect(await shownOf(here)).toMatchObject([{ question, held: words, holds: true }])
    const { rows } = await house.world.database.pool.query<{ all: string }>(
      `select (select string_agg(questions::text, '') from questions)
         || (select string_agg(facts::text, '') from records) as all`,
    )
    expect(rows[0]?.all).not.toContain(Buffer.from('albergue').toString('hex'))
    expect(rows[0]?.all).not.toContain('albergue')
  })

  it('a question at another port is as unknown as none', async () => {
    const question = await half()
    expect(namesOf(await settle({ question }, house.asSupervisor('2503')))).toEqual([
      'question-unknown',
    ])
    expect(namesOf(await settle({ question: randomUUID() }))).toEqual(['question-unknown'])
  })

  it('shows the group by its first person and code, who raised it, and nothing of another port', async () => {
    const question = await half()
    expect(await shownOf(here)).toEqual([
      {
        ...{ question, kind: 'partly-here', port, group: here.group },
        ...{ appointment: here.appointment, code: printCode(here.code) },
        ...{ firstPerson: here.firstPerson, size: 2, present: 1, extra: 0 },
        ...{ raisedAt: day, raisedBy: 'officer-1', mine: false, name: null },
        ...{ holds: true, held: null, doneAt: null, otherAt: null, otherBy: null },
        ...{ act: null, content: null, photo: null, why: [] },
      },
    ])
    expect(await shownOf(here, ['2503'])).toEqual([])
  })

  it('[R9] what held a group is over with its day; what was found on return is not', async () => {
    await half()
    granted(await report(here, ['pass-used']))
    house.setNow(day + 24 * hour)
    expect((await shownOf(here)).map(({ kind }) => kind)).toEqual(['double-arrival'])
  })
})

async function report(
  { appointment }: SeatedGroup,
  refusals: string[],
  over: Partial<InputOf<'report-clash'>> = {},
) {
  const content = JSON.stringify({ member: here.members[0], present: here.members })
  const input = { port, appointment, act: 'check-in' as const, content, refusals }
  return await house.perform(desk(), 'report-clash', { ...input, doneAt: day - hour, ...over })
}

describe('report-clash', () => {
  it('[R18] keeps what was done, whole and sealed, beside what it collided with', async () => {
    granted(await checkIn(here, here.members))
    const { question, kind } = granted(await report(here, ['pass-used', 'Not a name!']))
    expect(kind).toBe('double-arrival')
    expect(await shownOf(here)).toMatchObject([
      {
        ...{ question, kind, holds: false, act: 'check-in', why: ['pass-used'] },
        ...{ doneAt: day - hour, otherAt: day, otherBy: 'officer-1' },
        content: JSON.stringify({ member: here.members[0], present: here.members }),
      },
    ])
    expect(await isHeld(house.db, here.appointment)).toBe(false)
  })

  it('[R18] a pass cancelled meanwhile is told with the time of the change; the rest is a clash', async () => {
    const { who, group, appointment } = here
    house.setNow(day - 2 * hour)
    granted(await house.perform(who, 'cancel-appointment', { group, appointment }))
    house.setNow(day)
    granted(await report(here, ['appointment-cancelled']))
    house.setNow(day + 1)
    granted(await report(here, ['group-held'], { content: 'no JSON at all' }))
    expect(await shownOf(here)).toMatchObject([
      { kind: 'cancelled-meanwhile', otherAt: day - 2 * hour, otherBy: null },
      { kind: 'clash', otherAt: null, content: 'no JSON at all' },
    ])
  })

  it('[R18] is taken where the appointment is or was, and nowhere else', async () => {
    const foreign = await seat(elsewhere)
    expect(namesOf(await report(foreign, ['clash']))).toEqual(['appointment-unknown'])
    const nobody = await report({ ...here, appointment: randomUUID() }, ['clash'])
    expect(namesOf(nobody)).toEqual(['appointment-unknown'])
    expect(namesOf(await report(here, ['clash'], { port: '2503' }))).toEqual(['port-not-mine'])
    const code = foreign.code
    granted(await house.perform(desk(), 're-seat', { code, slot, reason: 'cerca' }))
    granted(await report(foreign, ['clash']))
  })

  it('[R18] keeps the photo that was sent for it, and nobody else’s', async () => {
    const photos = await Promise.all(
      [desk().account, 'officer-9'].map((account) =>
        putPhoto(house, account, here.group, Buffer.from('taken')),
      ),
    )
    for (const photo of photos) {
      const content = JSON.stringify({ member: here.members[0], photo })
      granted(await report(here, ['member-determined'], { act: 'take-photo', content }))
    }
    const { rows } = await house.world.database.pool.query(
      'select id from photos where named_at is not null and id = any($1::uuid[])',
      [photos.map(({ id }) => id)],
    )
    expect(rows).toEqual([{ id: photos[0]?.id }])
    const shown = (await shownOf(here)).map(({ photo }) => photo)
    expect(shown.sort()).toEqual([photos[0]?.id, null].sort())
  })

  it('[R18] keeps a photo that could not be sent any more, sealed, once and without its metadata', async () => {
    const bytes = await sharp(await picture())
      .withExif({ IFD0: { Make: 'Ejemplo' } })
      .jpeg()
      .toBuffer()
    const id = randomUUID()
    const content = JSON.stringify({
      member: here.members[0],
      photo: { id, sha256: 'a'.repeat(64) },
    })
    const input = { act: 'take-photo' as const, content, photo: bytes.toString('base64') }
    granted(await report(here, ['group-unknown'], input))
    granted(await report(here, ['group-unknown'], input))
    const key = await house.world.vault.keys.open(await getKeyId(house.db, here.group))
    const kept = await openPhoto(house.db, key, id)
    expect(kept.includes('Ejemplo')).toBe(false)
    expect((await sharp(kept).metadata()).width).toBe(96)
    const photo = await findPhoto(house.db, here.group, id)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(photo).toMatchObject({ accountId: 'officer-1', sha256, namedAt: day })
    expect((await shownOf(here)).map((one) => one.photo)).toEqual([id, id])
  })

  it('[R18] keeps a photo of which a part was sent when its group went out of reach; nobody else’s', async () => {
    const bytes = await picture()
    const photo = bytes.toString('base64')
    const part = bytes.subarray(0, 10)
    const begun = await putPhoto(house, 'officer-1', here.group, part, false)
    const other = await putPhoto(house, 'officer-9', here.group, part, false)
    for (const { id } of [begun, other]) {
      const content = JSON.stringify({ member: here.members[0], photo: { id } })
      granted(await report(here, ['group-unknown'], { act: 'take-photo', content, photo }))
    }
    const key = await house.world.vault.keys.open(await getKeyId(house.db, here.group))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect((await sharp(await openPhoto(house.db, key, begun.id)).metadata()).width).toBe(96)
    const kept = await findPhoto(house.db, here.group, begun.id)
    expect(kept).toMatchObject({ sha256, namedAt: day })
    const left = await findPhoto(house.db, here.group, other.id)
    expect(left).toMatchObject({ sha256: null, namedAt: null, received: 10 })
  })

  it('[R18] takes a photo for the taking of one alone', async () => {
    const id = randomUUID()
    const content = JSON.stringify({ member: here.members[0], photo: { id } })
    const photo = (await picture()).toString('base64')
    granted(await report(here, ['group-unknown'], { act: 'note', content, photo }))
    expect(await findPhoto(house.db, here.group, id)).toBeUndefined()
  })

  it('[R18] keeps the question where what came along is no picture', async () => {
    const id = randomUUID()
    const content = JSON.stringify({ member: here.members[0], photo: { id } })
    const photo = Buffer.from('no picture at all').toString('base64')
    granted(await report(here, ['group-unknown'], { act: 'take-photo', content, photo }))
    expect(await findPhoto(house.db, here.group, id)).toBeUndefined()
    expect(await shownOf(here)).toMatchObject([{ photo: null }])
  })

  it('[R18] keeps what a desk did on another day, since nothing is lost, but nothing of the future', async () => {
    house.setNow(day + 24 * hour)
    granted(await report(here, ['group-unknown'], { doneAt: day }))
    expect(await shownOf(here)).toMatchObject([{ doneAt: day, holds: false }])
    const decision = await report(here, ['clash'], { doneAt: day + 25 * hour })
    expect(namesOf(decision)).toEqual(['done-at-unlikely'])
  })
})

describe('what is to be countersigned', () => {
  async function decideAgainst(who = desk()) {
    const { group, appointment, members } = here
    granted(await checkIn(here, members))
    const [member = ''] = members
    const input = { group, appointment, member, note: 'sin documentos' }
    const reason = 'criterion-not-shown' as const
    const decided = { ...input, outcome: 'not-excepted' as const, reason }
    return granted(await house.perform(who, 'determine', decided)).determination
  }

  const awaitedOf = async (...ports: string[]) => {
    const all = granted(await house.ask(house.asSupervisor(...ports), 'questions', {}))
    return all.countersigns.filter((one) => one.appointment === here.appointment)
  }

  it('[X8] is shown with the person, the words, and the others of the group', async () => {
    const determination = await decideAgainst()
    const { firstPerson } = here
    expect(await awaitedOf(port)).toMatchObject([
      {
        ...{ determination, member: here.members[0], name: firstPerson, firstPerson, size: 2 },
        ...{ outcome: 'not-excepted', reason: 'criterion-not-shown', note: 'sin documentos' },
        ...{ by: 'officer-1', mine: false, determinedAt: day, port, seen: [] },
        ...{ attested: ['threatened'], others: [{ outcome: null }] },
      },
    ])
    expect(await awaitedOf('2503')).toEqual([])
  })

  it('[X8] says which is one’s own', async () => {
    await decideAgainst(supervisor())
    expect(await awaitedOf(port)).toMatchObject([{ by: 'supervisor-1', mine: true }])
  })

  it('[X8] waits beyond its day, and can be countersigned then', async () => {
    const determination = await decideAgainst()
    house.setNow(day + 24 * hour)
    expect(await awaitedOf(port)).toMatchObject([{ determination }])
    const { group, appointment } = here
    const input = { group, appointment, determination, verdict: 'confirmed' as const }
    const other = house.asSupervisor('2503')
    expect(namesOf(await house.perform(other, 'countersign', input))).toEqual(['group-unknown'])
    granted(await house.perform(supervisor(), 'countersign', input))
    expect(await awaitedOf(port)).toEqual([])
  })
})

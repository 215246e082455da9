import { beforeEach, expect, test } from 'vitest'
import { type DraftPlan, forgetDraft, forgetOldDrafts, readDraft, saveDraft } from './drafts.ts'
import { fakeStorage } from './fake-storage.ts'
import { deleteFromThisPhone, openPhone } from './phone.ts'

type Form = { names: string }

const day = 86_400_000
const plan: DraftPlan<Form> = { page: 'register-group', version: 2, empty: () => ({ names: '' }) }
let storage = fakeStorage()
let phone = openPhone(storage)

beforeEach(() => {
  storage = fakeStorage()
  phone = openPhone(storage)
})

test('what was typed is there after a reload', () => {
  saveDraft(plan, { names: 'Ejemplo 12' }, 1000, phone)
  expect(readDraft(plan, 2000, openPhone(storage))).toEqual({
    data: { names: 'Ejemplo 12' },
    savedAt: 1000,
  })
})

test('drafts of two groups do not mix', () => {
  saveDraft({ ...plan, group: 'a' }, { names: 'A' }, 0, phone)
  saveDraft({ ...plan, group: 'b' }, { names: 'B' }, 0, phone)
  expect(readDraft({ ...plan, group: 'a' }, 0, phone)?.data.names).toBe('A')
  expect(readDraft(plan, 0, phone)).toBeUndefined()
})

test('a draft lives thirty days and no longer', () => {
  saveDraft(plan, { names: 'x' }, 0, phone)
  expect(readDraft(plan, 30 * day, phone)).toBeDefined()
  expect(readDraft(plan, 30 * day + 1, phone)).toBeUndefined()
  forgetOldDrafts(30 * day + 1, phone)
  expect(phone.names()).toEqual([])
})

test('a draft of an older version is migrated', () => {
  saveDraft({ ...plan, version: 1 }, { names: 'old' }, 0, phone)
  const migrate = (old: unknown, version: number) => ({
    names: `${version} ${JSON.stringify(old)}`,
  })
  expect(readDraft({ ...plan, migrate }, 0, phone)?.data.names).toBe('1 {"names":"old"}')
})

test('a draft of an older version that nobody can migrate is given up', () => {
  saveDraft({ ...plan, version: 1 }, { names: 'old' }, 0, phone)
  expect(readDraft(plan, 0, phone)).toBeUndefined()
})

test('after success nothing is left', () => {
  saveDraft(plan, { names: 'x' }, 0, phone)
  forgetDraft(plan, phone)
  expect(storage.length).toBe(0)
})

test('a damaged draft counts as none', () => {
  storage.setItem('garita:draft:register-group:', '{"version":2,"sav')
  expect(readDraft(plan, 0, phone)).toBeUndefined()
})

test('a full phone keeps the draft for as long as the page is open', () => {
  storage.full = true
  saveDraft(plan, { names: 'x' }, 0, phone)
  expect(readDraft(plan, 0, phone)?.data.names).toBe('x')
  expect(storage.length).toBe(0)
  forgetDraft(plan, phone)
})

test('deleting from this phone leaves what belongs to others', () => {
  storage.setItem('other', 'x')
  saveDraft(plan, { names: 'x' }, 0, phone)
  deleteFromThisPhone(phone)
  expect(storage.length).toBe(1)
})

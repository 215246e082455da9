import { describe, expect, it } from 'vitest'
import type { Arrival } from './arrival.ts'
import type { Identity } from './identity.ts'
import { confirmIdentity, identityGrounds, identityVerdicts } from './identity.ts'

const now = Date.UTC(2023, 0, 20, 18)
const arrival: Arrival = { ana: 'present', ben: 'determined', eva: 'expected' }
const said: Omit<Identity, 'at'> = { member: 'ana', verdict: 'same', ground: 'photo', words: '' }
const confirm = (change: Partial<typeof said> = {}, isPhotoTaken = true) =>
  confirmIdentity({ arrival, isPhotoTaken }, { ...said, ...change }, now)
const names = (decision: ReturnType<typeof confirm>) =>
  decision.ok ? [] : decision.reasons.map((reason) => reason.name)

describe('confirming who somebody is', () => {
  it('[X6] each verdict may be said on each ground, of who came, decided upon or not', () => {
    for (const verdict of identityVerdicts)
      for (const ground of identityGrounds)
        for (const member of ['ana', 'ben'])
          expect(confirm({ member, verdict, ground, words: ' Seen. ' })).toEqual({
            ok: true,
            value: { member, verdict, ground, words: 'Seen.', at: now },
          })
  })

  it('[X6] by the photo needs a photo taken, whatever the verdict', () => {
    for (const verdict of identityVerdicts)
      expect(names(confirm({ verdict }, false))).toEqual(['photo-missing'])
    expect(names(confirm({ ground: 'document' }, false))).toEqual([])
  })

  it('[X6] another ground is said in words', () => {
    expect(names(confirm({ ground: 'other', words: '  ' }))).toEqual(['note-missing'])
    expect(names(confirm({ ground: 'known', words: '' }))).toEqual([])
  })

  it('[X6] of who has not come, or is of another group, nothing is said', () => {
    expect(names(confirm({ member: 'eva' }))).toEqual(['member-not-arrived'])
    expect(names(confirm({ member: 'toString', ground: 'other' }))).toEqual([
      'member-unknown',
      'note-missing',
    ])
  })
})

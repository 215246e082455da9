import type { InputOf } from '@garita/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeDraw, freezeDraw, hashOf, publishDraw, putFile } from '../../../test/draw-stages.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { countersignaturesOf } from '../../store/countersignatures.ts'

const draw = '2023-01-18'

let house: House
let drawHash: string
beforeEach(async () => {
  house = await openHouse()
  await closeDraw(house, draw)
  await freezeDraw(house, draw)
  await putFile(house, draw, 'entries.ndjson', ['{}\n'], true)
})
afterEach(async () => await house.close())

const publish = async () => {
  drawHash = (await publishDraw(house, draw)).drawHash
}
const sign = async (over: Partial<InputOf<'countersign-draw'>> = {}) =>
  await house.perform(house.asAuditor(), 'countersign-draw', {
    ...{ draw, name: 'Example Observers', drawHash, finding: 'holds' as const, note: '' },
    ...over,
  })

describe('countersign-draw', () => {
  it('[M11] a finding on a published draw stands once, in public', async () => {
    await publish()
    expect(granted(await sign())).toEqual({ draw, finding: 'holds' })
    expect(namesOf(await sign())).toEqual(['draw-countersigned'])
    expect(await countersignaturesOf(house.db, draw)).toEqual([
      { name: 'Example Observers', finding: 'holds', note: '', signedAt: house.world.now() },
    ])
  })

  it('[M11] nothing is signed on a draw that is unknown, not published, or reads otherwise', async () => {
    drawHash = hashOf('')
    expect(namesOf(await sign({ draw: '2023-01-19' }))).toEqual(['draw-unknown'])
    expect(namesOf(await sign({ draw: '2023-02-30' }))).toEqual(['draw-unknown'])
    expect(namesOf(await sign())).toEqual(['draw-not-published'])
    await publish()
    expect(namesOf(await sign({ drawHash: hashOf('another draw') }))).toEqual(['draw-hash-wrong'])
    expect(await countersignaturesOf(house.db, draw)).toEqual([])
  })

  it('[M11] an auditor signs under one name, and no other auditor under it', async () => {
    await publish()
    const other = { ...house.asAuditor(), account: 'auditor-2' }
    const signAs = async (who: typeof other, name: string) =>
      namesOf(
        await house.perform(who, 'countersign-draw', {
          ...{ draw, name, drawHash, finding: 'holds' as const, note: '' },
        }),
      )
    granted(await sign())
    expect(await signAs(other, 'Example Observers')).toEqual(['auditor-name-taken'])
    expect(await signAs(other, 'Example Office')).toEqual([])
    const again = await signAs(house.asAuditor(), 'Another name')
    expect(again).toEqual(['draw-countersigned', 'auditor-name-fixed'])
  })

  it('[M12] what does not hold is explained', async () => {
    await publish()
    const finding = 'does-not-hold' as const
    expect(namesOf(await sign({ finding, note: ' ' }))).toEqual(['note-missing'])
    granted(await sign({ finding, note: 'Ejemplo: el rango 3 no coincide. ' }))
    expect(await countersignaturesOf(house.db, draw)).toMatchObject([
      { finding, note: 'Ejemplo: el rango 3 no coincide.' },
    ])
  })
})

describe('download-sealed', () => {
  const download = async (over: Partial<InputOf<'download-sealed'>> = {}) =>
    await house.perform(house.asAuditor(), 'download-sealed', {
      ...{ draw, file: 'entries.ndjson' as const },
      ...over,
    })

  it('[M14] names the file by its hash, and leaves a record of who took which', async () => {
    const answer = { draw, file: 'entries.ndjson', sha256: hashOf('{}\n'), bytes: 3 }
    expect(granted(await download())).toEqual(answer)
    const record = await house.db
      .selectFrom('records')
      .select(['actor', 'outcome', 'facts'])
      .where('act', '=', 'download-sealed')
      .executeTakeFirstOrThrow()
    expect(record).toEqual({ actor: 'auditor-1', outcome: 'allowed', facts: answer })
  })

  it('[M14] a file that is not there yet is unknown', async () => {
    expect(namesOf(await download({ file: 'results.ndjson' }))).toEqual(['file-unknown'])
    expect(namesOf(await download({ draw: '2023-01-19' }))).toEqual(['draw-unknown'])
    expect(namesOf(await download({ draw: '2023-02-30' }))).toEqual(['draw-unknown'])
  })
})

// A folder of test photos, `<person>_<condition>.jpg`, of which `<person>_ref.jpg` is the one like a
// document's, and the people's labels beside it or above it.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Described, DescribedFace, FaceEngine } from '../server/src/faces/engine.ts'

export type Taken = {
  readonly person: string
  readonly condition: string
  readonly described: Described
  /** From the call to the answer. */
  readonly ms: number
}
export type Labels = { readonly age: string; readonly sex: string; readonly ethnicity: string }

const order = 'ref webcam dark bright blur sidelight lowres tiny rot30 mask'.split(' ')

/** Describes every photo of the folder, one after the other; in the order of the conditions. */
export async function describeSet(folder: string, engine: FaceEngine): Promise<Taken[]> {
  const taken: Taken[] = []
  for (const name of readdirSync(folder).sort()) {
    const [, person, condition] = /^([^_]+)_([^_.]+)\.jpg$/.exec(name) ?? []
    if (person === undefined || condition === undefined) continue
    const bytes = readFileSync(join(folder, name))
    const startedAt = performance.now()
    const described = await engine.describe(bytes)
    taken.push({ person, condition, described, ms: performance.now() - startedAt })
  }
  return taken.sort((one, other) => rankOf(one.condition) - rankOf(other.condition))
}

function rankOf(condition: string): number {
  const rank = order.indexOf(condition)
  return rank < 0 ? order.length : rank
}

/** The faces of one condition, by person. */
export function facesIn(taken: readonly Taken[], condition: string): Map<string, DescribedFace> {
  return new Map(
    taken.flatMap((one) =>
      one.condition === condition && one.described.ok ? [[one.person, one.described]] : [],
    ),
  )
}

/** What people said of themselves; empty where there is no `labels.csv`. */
export function readLabels(folder: string): Map<string, Labels> {
  const file = [join(folder, 'labels.csv'), join(folder, '..', 'labels.csv')].find(existsSync)
  if (!file) return new Map()
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  const columns = head.split(',')
  return new Map(
    lines.map((line) => {
      const cells = line.split(',')
      const cell = (name: string) => cells[columns.indexOf(name)] || 'not said'
      const labels = {
        age: ageGroup(Number(cell('face_age'))),
        sex: cell('face_gender'),
        ethnicity: cell('face_eth'),
      }
      return [cell('face_id'), labels]
    }),
  )
}

function ageGroup(age: number): string {
  if (!(age > 0)) return 'not said'
  if (age < 25) return 'below 25'
  return age < 35 ? '25 to 34' : '35 and above'
}

// Pairs out of described photos, and the figures of the pairs.
//
// A condition's mated pairs are each person's document-like photo with their photo in that
// condition. Its non-mated pairs are any two photos of two people among the document-like
// ones and those of the condition: all of them could stand side by side at a desk, and the photos of
// one person with one camera would otherwise give too few to say anything about one in a thousand.

import type { Bands } from '@garita/domain/comparison'
import {
  type AtBands,
  type AtLevel,
  fnmrAt,
  quantile,
  ratesAt,
} from '@garita/domain/comparison-figures'
import { compareVectors, type DescribedFace } from '../server/src/faces/engine.ts'
import { facesIn, type Labels, type Taken } from './face-set.ts'

export type Figures = {
  readonly name: string
  readonly people: number
  readonly mated: number
  readonly nonMated: number
  readonly medianMated: number
  readonly lowestMated: number
  readonly levels: readonly { readonly level: number; readonly at: AtLevel }[]
  readonly bands: AtBands
}

export const levels = [0.01, 0.001, 0.0001]

type Faces = ReadonlyMap<string, DescribedFace>

/** One condition against the document-like photos, of the people that `isIn` names. */
export function figuresOf(
  name: string,
  taken: readonly Taken[],
  condition: string,
  bands: Bands,
  isIn: (person: string) => boolean = () => true,
): Figures {
  const only = (faces: Faces) => new Map([...faces].filter(([person]) => isIn(person)))
  const ref = only(facesIn(taken, 'ref'))
  const other = only(facesIn(taken, condition))
  const mated = [...other].flatMap(([person, face]) => {
    const sent = ref.get(person)
    return sent ? [scoreOf(sent, face)] : []
  })
  const nonMated = [...across(ref, other), ...within(ref), ...within(other)]
  return {
    name,
    people: new Set([...ref.keys(), ...other.keys()]).size,
    mated: mated.length,
    nonMated: nonMated.length,
    medianMated: quantile(mated, 0.5),
    lowestMated: quantile(mated, 0),
    levels: levels.map((level) => ({ level, at: fnmrAt(level, mated, nonMated) })),
    bands: ratesAt(bands, mated, nonMated),
  }
}

/** The figures of each value of each label, between people who share it, as it is hardest. */
export function figuresByLabel(
  taken: readonly Taken[],
  labels: ReadonlyMap<string, Labels>,
  bands: Bands,
): { readonly label: keyof Labels; readonly figures: readonly Figures[] }[] {
  const people = [...new Set(taken.map(({ person }) => person))]
  return (['age', 'sex', 'ethnicity'] as const).map((label) => {
    const labelOf = (person: string) => labels.get(person)?.[label] ?? 'not said'
    const values = [...new Set(people.map(labelOf))].sort()
    return {
      label,
      figures: values.map((value) =>
        figuresOf(value, taken, 'webcam', bands, (person) => labelOf(person) === value),
      ),
    }
  })
}

function scoreOf(one: DescribedFace, other: DescribedFace): number {
  return compareVectors(one, other).score ?? Number.NaN
}

function across(ref: Faces, other: Faces): number[] {
  return [...ref].flatMap(([person, face]) =>
    [...other].flatMap(([another, second]) => (person === another ? [] : [scoreOf(face, second)])),
  )
}

function within(faces: Faces): number[] {
  const all = [...faces.values()]
  return all.flatMap((face, index) => all.slice(index + 1).map((other) => scoreOf(face, other)))
}

// docs/face-comparison.md out of what was measured. Nothing in it names a person or a folder.

import type { Bands } from '@garita/domain/comparison'
import type { Rate } from '@garita/domain/comparison-figures'
import type { Figures, figuresByLabel } from './face-figures.ts'
import { levels } from './face-figures.ts'
import type { Taken } from './face-set.ts'
import type { Finding } from './faces.ts'

export type Measured = {
  readonly taken: readonly Taken[]
  readonly finding: readonly Finding[]
  readonly conditions: readonly Figures[]
  readonly byLabel: ReturnType<typeof figuresByLabel>
  readonly bands: Bands
  readonly p50Ms: number
  readonly p95Ms: number
}

export function facePage(measured: Measured): string {
  const { taken, bands, p50Ms, p95Ms, conditions, finding, byLabel } = measured
  const people = new Set(taken.map(({ person }) => person)).size
  const model = taken.flatMap(({ described }) => (described.ok ? [described.model] : []))[0]
  return `# How well faces are compared

Written by \`npm run bench -- faces --set <folder>\`; written again whenever the model, the recipe or the bands change.
${taken.length} photos of ${people} people, model \`${model?.id}\` (\`${model?.hash.slice(0, 12)}…\`), bands \`${bands.version}\`: same
from ${bands.same}, unsure from ${bands.unsure}. One photo takes ${p50Ms} ms (median), ${p95Ms} ms at the 95th percentile, from the call to the
answer, one at a time on two cores without a GPU.

${method}

## Finding the face

“Stopped” are photos that are not compared: no face, several faces, eyes too close together, a face that is covered or upside
down. The words are what the applicant or the officer is told.

${table(
  ['photos', 'count', 'no face found', 'stopped', 'what was said'],
  finding.map(({ name, photos, notFound, refused, said }) => [
    name,
    photos,
    notFound,
    refused,
    said.map(([word, count]) => `${word} ${count}`).join(', '),
  ]),
)}

## By condition

FNMR with the line drawn where the FMR **on this very set** is 1 %, 0.1 % and 0.01 %. In brackets Wilson’s interval: the
true share lies in it 19 times out of 20.

${levelTable(conditions)}

At the bands that are shipped. FNMR is about mated pairs, FMR about non-mated pairs.

${bandTable(conditions)}

## By what people say of themselves

Webcam photos; non-mated pairs are of two people who share the label, which is harder than two at random.

${byLabel
  .map(({ label, figures }) => `### By ${label}\n\n${levelTable(figures)}\n\n${bandTable(figures)}`)
  .join('\n\n')}

${limits}`
}

const method = `## Method

The terms are those of ISO/IEC 19795-1, *Biometric performance testing and reporting*.

- **Mated pairs** (one person): each person’s document-like photo with their photo in the condition. A photo that is stopped
  gives no pair: it is counted below, not here.
- **Non-mated pairs** (two people): any two photos of two people among the document-like ones and those of the condition.
- **FNMR**, false non-match rate: the share of mated pairs at or below the line, where one person counts as two. **FMR**, false
  match rate: the share of non-mated pairs above it, where two people count as one. A level below 3 / number of non-mated pairs
  is printed as *not measurable with N pairs*.
- At a band that is shipped the line is the band’s lowest score, which belongs to the band: **FNMR at same** is the share of mated
  pairs that are not called *same*, **FNMR at unsure** of those called *different*; **FMR at same** is the share of non-mated
  pairs called *same*, **FMR at unsure** of those called *same* or *unsure*.
- The steps: decode, turn, at most 1024 pixels a side; BlazeFace and FaceMesh; exactly one face, face score ≥ 0.9, eyes ≥ 22
  pixels apart; a least-squares similarity onto the ArcFace template; the recogniser on the face and its mirror image; cosine.
- The spoilt photos (dark, bright, blur, sidelight, lowres, tiny, rot30, mask) are made out of the webcam photos by a
  program. Real darkness, real blur and real masks are different, and usually worse.`

const limits = `## What these numbers do not show

- **Nothing about fairness between groups.** Some groups above have fewer than ten people. An interval that reaches from 0 to
  30 % fits an engine that treats everyone alike and one that fails a third of a group. To tell 1 % from 2 % takes thousands of
  people a group.
- **Nothing about the people who will come.** The sitters are mostly young adults in London, in a studio, on one day. There
  are no children, hardly anybody old, nobody after months on the road.
- **Nothing about time.** Both photos were taken on the same day. Passport photos are years old, and scores fall with the years.
- **Nothing about fraud.** Nobody here tried to look like another: no twins or siblings, no prints held to the camera, no
  morphed pictures. Two people of one family are what a port will see.
- **Pairs are not independent.** Each person is in many pairs, so that the true intervals are wider than those printed.
- **The line was drawn on the same set.** FNMR at a level is kinder than it would be with a line drawn elsewhere.
- The bands are evidence for an officer and never a decision. Measure again on real photos of real arrivals before relying
  on them, by group, and publish what comes out.

## Licences

- **Photos**: DeBruine, Lisa; Jones, Benedict (2017), *Face Research Lab London Set*, version 5, figshare, CC BY 4.0, with the
  sitters’ consent; cropped, resized and degraded for this. They are neither part of Garita nor shipped with it. Age, sex
  and ethnicity are what the sitters said of themselves.
- **Detector and mesh** (BlazeFace, FaceMesh): Google MediaPipe, Apache-2.0, as converted in \`@vladmandic/human\`, MIT.
- **Recogniser** (\`faceres\`): HSE, Apache-2.0, in the same package; trained on VGGFace2, a set of photos of public people
  gathered from the web, whose own licence and consent are disputed. An agency that does not want it sets another engine:
  [face engines](face-engines.md).
`

function levelTable(rows: readonly Figures[]): string {
  return table(
    [
      '',
      'people',
      'mated pairs',
      'non-mated',
      ...levels.map((level) => `FNMR at FMR ${percent(level)}`),
    ],
    rows.map(({ name, people, mated, nonMated, levels: measured }) => [
      name,
      people,
      mated,
      nonMated,
      ...measured.map(({ at }) =>
        at.isMeasurable ? written(at.fnmr) : `not measurable with ${at.pairs} pairs`,
      ),
    ]),
  )
}

function bandTable(rows: readonly Figures[]): string {
  return table(
    [
      '',
      'lowest, median mated score',
      'FNMR at same',
      'FNMR at unsure',
      'FMR at same',
      'FMR at unsure',
    ],
    rows.map(({ name, lowestMated, medianMated, bands }) => [
      name,
      [lowestMated, medianMated].map((score) => (score > -2 ? score.toFixed(2) : '–')).join(', '),
      written(bands.fnmrAtSame),
      written(bands.fnmrAtUnsure),
      written(bands.fmrAtSame),
      written(bands.fmrAtUnsure),
    ]),
  )
}

function written({ rate, low, high, hits, of }: Rate): string {
  return of === 0 ? '–' : `${percent(rate)} (${percent(low)}–${percent(high)}; ${hits})`
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(share < 0.01 ? 3 : 1))} %`
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

// `npm run docs`: writes into the documents what they say out of the code: the states of a request,
// an offer and an appointment as one picture. docs/rules.test.ts fails while a document says
// something else.

import { readFileSync, writeFileSync } from 'node:fs'
import { transitions } from '../domain/src/appointment.ts'
import { offerTransitions } from '../domain/src/offer.ts'
import { requestTransitions } from '../domain/src/request.ts'

const file = new URL('../docs/life-of-an-appointment.md', import.meta.url)
const [begin, end] = ['<!-- transitions: begin -->\n', '<!-- transitions: end -->']

type Table = { readonly [event: string]: { readonly from: readonly string[]; readonly to: string } }

const things: readonly (readonly [string, Table])[] = [
  ['request', requestTransitions],
  ['offer', offerTransitions],
  ['appointment', transitions],
]

/** Where one of the three begins, and how one leads to the next. */
const crossings: readonly (readonly [string, string, string])[] = [
  ['[*]', 'request_standing', 'make-request'],
  ['[*]', 'appointment_standing', 'pick-slot'],
  ['request_offered', 'offer_open', 'run-draw'],
  ['appointment_displaced', 'offer_open', 'close-places'],
  ['offer_accepted', 'appointment_standing', 'accept-offer'],
]

/** The states and what leads from one to the other, as a Mermaid diagram. */
function pictureOfTransitions(): string {
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...things.flatMap(([thing, table]) => [...namesOf(thing, table), ...waysOf(thing, table)]),
    ...crossings.map(([from, to, act]) => `    ${from} --> ${to}: ${act}`),
    '```',
    '',
  ].join('\n')
}

function namesOf(thing: string, table: Table): string[] {
  const states = Object.values(table).flatMap(({ from, to }) => [...from, to])
  return [...new Set(states)].map((state) => `    state "${thing}: ${state}" as ${thing}_${state}`)
}

function waysOf(thing: string, table: Table): string[] {
  return Object.entries(table).flatMap(([event, { from, to }]) =>
    from.map((state) => `    ${thing}_${state} --> ${thing}_${to}: ${event}`),
  )
}

/** The document with its picture made anew. */
export function withPicture(text: string): string {
  const start = text.indexOf(begin) + begin.length
  return text.slice(0, start) + pictureOfTransitions() + text.slice(text.indexOf(end))
}

if (import.meta.main) writeFileSync(file, withPicture(readFileSync(file, 'utf8')))

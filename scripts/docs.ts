// `npm run docs`: writes into the documents what they say out of the code: the states of an
// appointment as a picture. docs/rules.test.ts fails while a document says something else.

import { readFileSync, writeFileSync } from 'node:fs'
import { transitions } from '../domain/src/appointment.ts'

const file = new URL('../docs/life-of-an-appointment.md', import.meta.url)
const [begin, end] = ['<!-- transitions: begin -->\n', '<!-- transitions: end -->']

/** The states and what leads from one to the other, as a Mermaid diagram. */
function pictureOfTransitions(): string {
  const ways = Object.entries(transitions).flatMap(([event, { from, to }]) =>
    from.map((state) => `    ${state} --> ${to}: ${event}`),
  )
  return [
    '```mermaid',
    'stateDiagram-v2',
    '    [*] --> standing: pick-slot',
    ...ways,
    '```',
    '',
  ].join('\n')
}

/** The document with its picture made anew. */
export function withPicture(text: string): string {
  const start = text.indexOf(begin) + begin.length
  return text.slice(0, start) + pictureOfTransitions() + text.slice(text.indexOf(end))
}

if (import.meta.main) writeFileSync(file, withPicture(readFileSync(file, 'utf8')))

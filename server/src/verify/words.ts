// What a check found, in one plain English line for the command line. Pages have their own
// sentences, in each language.

import type { DrawSummary } from '@garita/domain/check-draw'
import type { CheckedEntry } from '@garita/domain/check-entry'
import type { Fault, Finding } from '@garita/domain/check-finding'

const words: { readonly [fault in Fault]: (at: string) => string } = {
  form: (at) => `is not written as the record says, at ${at}`,
  bounds: (at) => `${at} is out of its bounds`,
  order: (at) => `is not in its order, at ${at}`,
  repeated: (at) => `${at} stands there twice`,
  missing: () => 'is not there',
  hash: (at) => `is not the file whose SHA-256 stands in ${at}`,
  stated: (at) => `its ${at} is not that of the file it speaks of`,
  count: (at) => `does not have as many lines or numbers as ${at}`,
  root: (at) => `its ${at} is not that of the tickets’ leaves`,
  draw: () => 'speaks of another draw',
  'custodians-too-few': () => 'names fewer than two custodians',
  secrets: () => 'has not one secret for each commitment',
  secret: (at) => `secret ${at} does not fit its commitment`,
  beacon: () => 'the beacon’s value does not go with the beacon that was named',
  seed: () => 'the seed does not follow from the frozen file and the secrets',
  rank: (at) => `rank ${at} does not stand on its own line`,
  'ticket-unknown': (at) => `${at} is not the ticket of this draw that stands here`,
  'ticket-repeated': (at) => `ticket ${at} is ranked twice`,
  lot: () => 'the lot does not follow from the seed',
  ports: () => 'its ports are not those of the slots',
  given: (at) => `more places were given in slot ${at} than it has`,
  entry: (at) => `the ${at} of the entry and of the ticket are not the same`,
  leaf: () => 'the leaf is not that of the entry',
  result: () => 'the slot is not the one that this rank gets',
  outcome: (at) => `${at} does not follow from the allocation`,
  unlisted: (at) => `does not list the draw ${at} as published`,
  proof: (at) => `${at} does not lead to the root that was published`,
  chances: () => 'the chances do not follow from the group’s own facts',
}

/** As `ranking.ndjson, line 17: the lot does not follow from the seed.` */
export function lineOf({ file, line, fault, at }: Finding): string {
  const where = line === null ? file : `${file}, line ${line}`
  return `${where}: ${words[fault](at ?? 'it')}.`
}

/** One line where everything holds. */
export function lineOfDraw(summary: DrawSummary): string {
  const { draw, tickets, custodians, places, slots, given, drawHash, sealed, listed } = summary
  const part = sealed ? 'the public and the sealed part' : 'the public part'
  const list = listed ? ' and in the list of draws' : ''
  return (
    `Draw ${draw} holds, ${part}: ${tickets} tickets, ${given} of ${places} places in ${slots} ` +
    `slots given, ${custodians} custodians; SHA-256 of draw.json${list} ${drawHash}.`
  )
}

/** What a group's own check adds. */
export function lineOfEntry({ result }: Extract<CheckedEntry, { ok: true }>): string {
  const { ticket, rank, tickets, chances, size, port } = result
  const got = port === null ? 'nothing in this draw' : `${size} places at port ${port}`
  return `Ticket ${ticket} with ${chances} chances has rank ${rank} of ${tickets} and got ${got}.`
}

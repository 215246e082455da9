// What a custodian's own client does each time it looks: reveals the secrets of frozen draws, after
// making sure of what is frozen, and commits to draws ahead. The command does it through HTTP, the
// demo's built-in custodians through the door; both by these lines.

import type { AnswerOf, AskAnswerOf, InputOf } from '@garita/contract'
import { commitmentOf, mayReveal, secretOf } from '@garita/domain/custodian'
import { rulesAtLaunch } from '@garita/domain/programme'
import { addDays, dayOf, type Instant } from '@garita/domain/time'

/** The house as a custodian reaches it. */
export type CustodyHouse = {
  custody(): Promise<AskAnswerOf<'custody'>>
  commit(input: InputOf<'commit-secrets'>): Promise<AnswerOf<'commit-secrets'>>
  reveal(input: InputOf<'reveal-secret'>): Promise<AnswerOf<'reveal-secret'>>
  /** A published file of a draw, as bytes. */
  file(draw: string, name: 'frozen.json' | 'commitments.json'): Promise<Uint8Array>
}

export type Custodian = {
  readonly longSecret: Uint8Array
  /** The public name; used at the first commitment, which fixes it. */
  readonly name: string
  /** To so many days ahead it commits; 0: it reveals only. */
  readonly ahead: number
  /** The custodian's own clock. */
  readonly now: () => Instant
}

export type Round = {
  readonly committed: number
  readonly revealed: readonly string[]
  /** Draws whose secret is due and was kept back, each with the reason. */
  readonly keptBack: readonly { readonly draw: string; readonly why: string }[]
  /** Draws to come to which another long secret than this one committed. */
  readonly foreign: readonly string[]
}

/** One look. Says what it did, a line each. Throws what the house throws. */
export async function doRound(
  house: CustodyHouse,
  custodian: Custodian,
  say: (line: string) => void,
): Promise<Round> {
  const custody = await house.custody()
  const name = custody.name ?? custodian.name
  const revealed: string[] = []
  const keptBack: { draw: string; why: string }[] = []
  for (const { draw } of custody.due) {
    const why = await revealOne(house, { ...custodian, name }, draw, say)
    if (why) keptBack.push({ draw, why })
    else revealed.push(draw)
  }
  const draws = drawsAhead(custody, custodian.ahead)
  const commitments = draws.map((draw) => commitmentTo(custodian, draw))
  if (commitments.length > 0) await house.commit({ name, commitments })
  if (draws.length > 0) say(`Committed to ${draws.length} draws, ${draws[0]} to ${draws.at(-1)}.`)
  return { committed: draws.length, revealed, keptBack, foreign: foreignTo(custodian, custody) }
}

/** Gives the reason where the secret was kept back. */
async function revealOne(
  house: CustodyHouse,
  custodian: Custodian,
  draw: string,
  say: (line: string) => void,
): Promise<string | undefined> {
  const { longSecret, name } = custodian
  const secret = secretOf(longSecret, draw)
  const decision = mayReveal({
    draw,
    name,
    commitment: commitmentOf(secret),
    frozen: await house.file(draw, 'frozen.json'),
    commitments: await house.file(draw, 'commitments.json'),
    now: custodian.now(),
    rules: rulesAtLaunch,
  })
  if (!decision.ok) return decision.reasons[0].name
  const { missing } = await house.reveal({ draw, secret })
  say(`Revealed for the draw of ${draw}; ${missing} secrets are missing still.`)
  say(`  frozen.json was ${decision.value.frozenHash}: draw.json has to say the same.`)
  return undefined
}

function drawsAhead({ now, open }: AskAnswerOf<'custody'>, ahead: number): string[] {
  const last = addDays(dayOf(now, rulesAtLaunch.draw.zone), ahead)
  return ahead > 0 ? open.filter((draw) => draw <= last) : []
}

function commitmentTo({ longSecret }: Custodian, draw: string) {
  return { draw, commitment: commitmentOf(secretOf(longSecret, draw)) }
}

function foreignTo(custodian: Custodian, { now, committed }: AskAnswerOf<'custody'>): string[] {
  const today = dayOf(now, rulesAtLaunch.draw.zone)
  return committed
    .filter(({ draw }) => draw >= today)
    .filter(({ draw, commitment }) => commitmentTo(custodian, draw).commitment !== commitment)
    .map(({ draw }) => draw)
}

/** Why a secret was kept back, for whoever runs the client. */
export const keptBackSentences: { readonly [why: string]: string } = {
  'draw-not-due': 'by this machine’s clock its entries have not frozen yet',
  'files-unreadable': 'its published files cannot be read',
  'frozen-other-draw': 'frozen.json names another draw',
  'commitments-other-draw': 'commitments.json names another draw',
  'commitments-changed': 'frozen.json was made for other commitments than those published',
  'commitment-not-published':
    'commitments.json does not carry this custodian’s commitment under its name',
  'custodian-alone': 'no other custodian committed to it',
}

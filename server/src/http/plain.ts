// Pages without script, for any phone and browser: start, open places, rules, and whether an
// appointment stands, at `/<language>/plain/…`. The same sentences as everywhere, the same acts and
// asks, and no more: registering needs the full site.

import { randomUUID } from 'node:crypto'
import type { InputOf } from '@garita/contract'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Perform, Who } from '../act.ts'
import type { Asker } from '../ask.ts'
import type { Language, Words } from '../notices/words.ts'
import type { World } from '../world.ts'
import type { Markup } from './html.ts'
import {
  type Outcome,
  openPlacesPage,
  type PlainPage,
  page,
  passPage,
  rulesPage,
  startPage,
} from './plain-pages.ts'
import { plainStyle } from './plain-style.ts'
import { statusOf } from './status.ts'

export type PlainParts = {
  readonly perform: Perform
  readonly ask: Asker
  readonly words: Words
  readonly world: Pick<World, 'now' | 'rulesAt'>
}

const languages: readonly Language[] = ['es', 'en']
const visitor: Who = { kind: 'public', account: 'public', ports: [] }
/** A code and a birth date stay far below this. */
const formLimitBytes = 2_048

export function addPlain(server: FastifyInstance, parts: PlainParts): void {
  const { words, world } = parts
  server.get('/plain.css', { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(plainStyle),
  )
  // In a scope of its own: only here is a body a form's.
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: formLimitBytes },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    )
    for (const language of languages) addLanguage(scope, parts, language)
  })

  function addLanguage(scope: FastifyInstance, { ask, perform }: PlainParts, language: Language) {
    const hidden = { schema: { hide: true } }
    const at = (name: PlainPage) => `/${language}/plain/${name}`
    const show = (reply: FastifyReply, name: PlainPage, content: Markup, cache = 'no-cache') =>
      reply
        .type('text/html; charset=utf-8')
        .header('content-language', language)
        .header('cache-control', cache)
        // Without a referrer a browser calls the origin of its own form "null", and it is refused.
        .header('referrer-policy', 'same-origin')
        .send(page(words, language, name, content).text)

    scope.get(at('start'), hidden, (_request, reply) =>
      show(reply, 'start', startPage(words, language)),
    )
    scope.get(at('rules'), hidden, (_request, reply) =>
      show(reply, 'rules', rulesPage(words, language, world.rulesAt(world.now()))),
    )
    scope.get(at('open-places'), hidden, async (_request, reply) => {
      const asked = await ask(visitor, 'open-places', {})
      if (!asked.ok) throw new Error('everyone may ask for the open places')
      return await show(reply, 'open-places', openPlacesPage(words, language, asked.value))
    })
    scope.get(at('pass'), hidden, (_request, reply) =>
      show(reply, 'pass', passPage(words, language, new URLSearchParams())),
    )
    scope.post<{ Body?: URLSearchParams }>(at('pass'), hidden, async (request, reply) => {
      // Without a body nothing parses one.
      const typed = request.body ?? new URLSearchParams()
      const outcome = await check(perform, typed)
      if (outcome === 'error') reply.code(statusOf('malformed'))
      if (outcome === 'work') reply.code(statusOf('proof-needed'))
      const content = passPage(words, language, typed, outcome)
      // What was typed stands in the answer, so nobody keeps it.
      return await show(reply, 'pass', content, 'no-store')
    })
  }
}

/** The same act as everywhere; without script there is no work to prove after ten tries. */
async function check(perform: Perform, typed: URLSearchParams): Promise<Outcome> {
  const input = readTyped(typed)
  if (!input) return 'error'
  const key = randomUUID()
  const decision = await perform({ who: visitor, act: 'check-appointment', input, key })
  if (!decision.ok) return 'work'
  return decision.value.stands ? 'yes' : 'no'
}

/** What fits the contract; undefined for anything else. */
function readTyped(typed: URLSearchParams): InputOf<'check-appointment'> | undefined {
  const code = (typed.get('code') ?? '').trim()
  const year = numberIn(typed, 'year', 1800, 2200)
  const month = numberIn(typed, 'month', 1, 12)
  const day = numberIn(typed, 'day', 1, 31)
  const isWrong = [year, month, day].includes(null) || (day !== undefined && month === undefined)
  if (code.length < 4 || code.length > 40 || isWrong || !year) return undefined
  const birth = { year, ...(month ? { month } : {}), ...(day ? { day } : {}), approximate: false }
  return { code, birth }
}

/** Undefined where nothing was typed, null where it is no such number. */
function numberIn(typed: URLSearchParams, name: string, least: number, most: number) {
  const text = (typed.get(name) ?? '').trim()
  if (text === '') return undefined
  const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  return number >= least && number <= most ? number : null
}

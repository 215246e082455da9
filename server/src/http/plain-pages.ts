// What stands on the pages without script: headings, paragraphs, tables, one form.

import type { AskAnswerOf } from '@garita/contract'
import { portOf, ports } from '@garita/domain/port'
import type { Rules } from '@garita/domain/programme'
import type { Arguments, Language, Words } from '../notices/words.ts'
import { html, type Markup } from './html.ts'

export type PlainPage = 'start' | 'open-places' | 'rules' | 'pass'
/** Of a check: stands, does not, was not well typed, or needs work that only a script can do. */
export type Outcome = 'yes' | 'no' | 'error' | 'work'

type Say = (key: string, told?: Arguments) => string

const pages: readonly PlainPage[] = ['start', 'open-places', 'rules', 'pass']
const sanYsidro = 'America/Los_Angeles'

const sayer =
  (words: Words, language: Language, file = 'plain'): Say =>
  (key, told) =>
    words.say(language, file, key, told)

/** The whole page around its content. */
export function page(words: Words, language: Language, name: PlainPage, content: Markup): Markup {
  const say = sayer(words, language)
  const other = language === 'es' ? 'en' : 'es'
  const links = pages.map((one) => {
    const label = say(`nav-${one}`)
    const current = html`<a href="/${language}/plain/${one}" aria-current="page">${label}</a>`
    const link = html`<a href="/${language}/plain/${one}">${label}</a>`
    return html`<li>${one === name ? current : link}</li>`
  })
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say(`${name}-title`)} · Garita</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/plain.css">
</head>
<body>
<header>
<a class="skip" href="#content">${say('skip')}</a>
<p>${say('site')}</p>
<nav aria-label="${say('nav')}"><ul>${links}
<li><a href="/${other}/plain/${name}" lang="${other}" hreflang="${other}">${say('language')}</a></li>
</ul></nav>
</header>
<main id="content">
<h1>${say(`${name}-title`)}</h1>
${content}
</main>
<footer><p>${say('rules-free')}</p><p><a href="/${language}/start">${say('full-site')}</a></p></footer>
</body>
</html>
`
}

/** The sentences of the full start page, without its buttons. */
export function startPage(words: Words, language: Language): Markup {
  const say = sayer(words, language, 'start')
  const needs = ['need-phone', 'need-people', 'need-photo', 'need-papers', 'need-time']
  const data = ['data-why', 'data-who', 'data-place', 'data-face']
  return html`<p>${words.say(language, 'plain', 'start-intro')}</p>
<p>${say('what-this-is')}</p>
<h2>${say('free-title')}</h2><p>${say('free')}</p>
<p><a href="/${language}/plain/pass">${say('free-check')}</a></p>
<h2>${say('promise-title')}</h2><p>${say('promise')}</p>
<h2>${say('fair-title')}</h2><p>${say('fair')}</p>
<h2>${say('need-title')}</h2><ul>${needs.map((key) => html`<li>${say(key)}</li>`)}</ul>
<h2>${say('data-title')}</h2>${data.map((key) => html`<p>${say(key)}</p>`)}`
}

type Places = AskAnswerOf<'open-places'>

export function openPlacesPage(words: Words, language: Language, places: Places): Markup {
  const say = sayer(words, language)
  const told = {
    day: dateIn(language, sanYsidro, places.asOf),
    time: new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: sanYsidro }).format(
      places.asOf,
    ),
  }
  return html`<p>${say('open-places-intro', told)}</p>
${ports.map(({ code }) => portTable(words, language, code, places))}`
}

function portTable(words: Words, language: Language, code: string, { days }: Places): Markup {
  const say = sayer(words, language)
  const port = portOf(code)
  if (!port) throw new RangeError(`no port ${code}`)
  const ofPort = days.filter((day) => day.port === code)
  const { name, mexicanSide } = port
  const crossing = words.say(language, 'pass', `crossing-${port.code}`)
  const caption = say('open-places-caption', { port: name, crossing, mexicanSide })
  if (ofPort.length === 0) return html`<h2>${name}</h2><p>${say('open-places-none')}</p>`
  const rows = ofPort.map(
    (one) => html`<tr><th scope="row">${dayIn(language, one.day)}</th>
<td>${one.places}</td><td>${one.given}</td><td>${one.open}</td></tr>`,
  )
  const heads = ['day', 'places', 'given', 'open'].map(
    (key) => html`<th scope="col">${say(`open-places-${key}`)}</th>`,
  )
  return html`<h2>${name}</h2>
<table><caption>${caption}</caption>
<thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table>`
}

export function rulesPage(words: Words, language: Language, rules: Rules): Markup {
  const say = sayer(words, language)
  const ages: Readonly<Record<string, number>> = {
    'under-21': rules.underAge,
    'over-70': rules.overAge,
  }
  const version = { version: rules.version, day: dateIn(language, 'UTC', rules.inForceFrom) }
  const criteria = rules.criteria.map(
    (one) => html`<li>${say(`rules-criterion-${one}`, { years: ages[one] ?? 0 })}</li>`,
  )
  const members = { members: rules.membersLimit }
  const places = { days: rules.horizonDays, minimum: rules.slotPlacesMinimum }
  const day = { minutes: rules.graceMinutes }
  return html`<p>${say('rules-version', version)}</p>
<h2>${say('rules-free-title')}</h2><p>${say('rules-free')}</p><p>${say('rules-promise')}</p>
<h2>${say('rules-who-title')}</h2><p>${say('rules-who')}</p><ul>${criteria}</ul>
<p>${say('rules-age')}</p>
<h2>${say('rules-family-title')}</h2><p>${say('rules-family', members)}</p>
<h2>${say('rules-places-title')}</h2><p>${say('rules-places', places)}</p>
<p><a href="/${language}/plain/open-places">${say('open-places-title')}</a></p>
<h2>${say('rules-day-title')}</h2><p>${say('rules-day', day)}</p>`
}

/** The form, with what was typed, and the answer above it. */
export function passPage(
  words: Words,
  language: Language,
  typed: URLSearchParams,
  outcome?: Outcome,
): Markup {
  const say = sayer(words, language)
  const answer = outcome
    ? html`<p role="status" class="${outcome}">${say(`pass-${outcome}`)}</p>`
    : ''
  const value = (name: string) => typed.get(name) ?? ''
  const part = (
    name: string,
    most: number,
  ) => html`<p><label for="${name}">${say(`pass-${name}`)}</label>
<input id="${name}" name="${name}" value="${value(name)}" inputmode="numeric" maxlength="${most}" autocomplete="off"></p>`
  return html`${answer}
<p>${say('pass-intro')}</p>
<form method="post" action="/${language}/plain/pass">
<p><label for="code">${say('pass-code')}</label>
<input id="code" name="code" value="${value('code')}" aria-describedby="code-hint" maxlength="40" autocomplete="off" autocapitalize="characters" required>
<span id="code-hint" class="hint">${say('pass-code-hint')}</span></p>
<fieldset aria-describedby="birth-hint"><legend>${say('pass-birth')}</legend>
<p id="birth-hint" class="hint">${say('pass-birth-hint')}</p>
${part('day', 2)}${part('month', 2)}${part('year', 4)}</fieldset>
<p><button type="submit">${say('pass-send')}</button></p>
</form>`
}

/** A day of a port's calendar, as people say it. */
function dayIn(language: Language, day: string): string {
  const format = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(language, format).format(Date.parse(`${day}T12:00:00Z`))
}

function dateIn(language: Language, timeZone: string, instant: number): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(instant)
}

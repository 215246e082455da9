// The answer to a call that there is no room for: made once, and sent without reading the call. A
// program gets problem+json; a browser that asks for a page gets one without script that says so
// calmly and asks again by itself.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Language, languages, type Words } from '../notices/words.ts'
import { html } from './html.ts'
import { statusOf } from './status.ts'

type Busy = { readonly problem: Buffer; readonly page: Buffer }

export function busyAnswers(
  words: Words,
  retryAfterSeconds: () => number,
): (request: IncomingMessage, response: ServerResponse) => void {
  const made = new Map(languages.map((language) => [language, busyIn(words, language)] as const))

  return (request, response) => {
    const language = languageIn(request)
    const busy = made.get(language)
    const isPage = isPageWanted(request)
    const retry = retryAfterSeconds()
    const body = (isPage ? busy?.page : busy?.problem) ?? Buffer.alloc(0)
    // A browser without script asks again too.
    if (isPage) response.setHeader('refresh', retry)
    response.writeHead(statusOf('overload'), {
      'content-type': isPage ? 'text/html; charset=utf-8' : 'application/problem+json',
      'content-length': body.length,
      'content-language': language,
      'cache-control': 'no-store',
      'retry-after': String(retry),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    })
    response.end(body)
    // What else it sends is not read; the connection itself is kept for the next try.
    request.resume()
  }
}

function busyIn(words: Words, language: Language): Busy {
  const sentence = words.sentence(language, 'overload')
  const name = 'overload'
  const status = statusOf(name)
  const problem = { type: `urn:garita:${name}`, title: name, status, name, sentence }
  const page = html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Garita</title></head>
<body><main><h1>Garita</h1><p>${sentence}</p><p>${words.say(language, 'plain', 'busy-again')}</p></main></body>
</html>
`
  return { problem: Buffer.from(JSON.stringify(problem)), page: Buffer.from(page.text) }
}

/** By the address where it says so, else by what the browser asks for; Spanish first. */
function languageIn({ url = '', headers }: IncomingMessage): Language {
  const named = languages.find((one) => url.startsWith(`/${one}/`))
  if (named) return named
  return /^\s*en\b/i.test(String(headers['accept-language'] ?? '')) ? 'en' : 'es'
}

function isPageWanted({ method, url = '', headers }: IncomingMessage): boolean {
  const isPage = method === 'GET' && !url.startsWith('/api/')
  return isPage && String(headers.accept ?? '').includes('text/html')
}

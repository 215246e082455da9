// Training: a second house on demo data, for learning the desk's work. Every page that leaves it says
// so, with or without script: a striped bar above everything, and the title of the window. The pages
// themselves are the same files; they are marked on the way out, and kept marked for offline.

import type { FastifyInstance } from 'fastify'
import { languages, type Words } from '../notices/words.ts'
import { html } from './html.ts'

/** Below the folder of files that pages keep for offline, so that the bar stays striped there. */
const stylePath = '/_app/immutable/training.css'

/** A page may change its language without being loaded anew: it carries the bar in all of them. */
const style = `${languages
  .map((one) => `html:not([lang="${one}"]) > body > .training[lang="${one}"]`)
  .join(',\n')} { display: none; }
.training { flex: none; margin: 0; padding: 0.3rem; text-align: center;
  font: bold 1.1rem/1.5 system-ui, sans-serif; color: #1b1b1b;
  background: repeating-linear-gradient(-45deg, #ffbe2e 0 20px, #1b1b1b 20px 40px); }
.training span { display: inline-block; padding: 0 0.9rem; background: #ffbe2e; }
@media print { .training { border: 2px solid #1b1b1b; } }
`

/** Marks every page that is sent from now on. Call it before any page has its address. */
export function addTraining(server: FastifyInstance, words: Words): void {
  server.get(stylePath, { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(style),
  )
  server.addHook('onSend', async (_request, reply, payload) => {
    if (!String(reply.getHeader('content-type')).startsWith('text/html')) return payload
    const page = await textOf(payload)
    if (page === '') return payload
    reply.removeHeader('content-length')
    return marked(page, words)
  })
}

/** The page with the bar, its style, and the word before its title. */
export function marked(page: string, words: Words): string {
  const language = languages.find((one) => page.includes(`<html lang="${one}"`)) ?? 'es'
  const start = words.say(language, 'shell', 'training-title')
  const bars = languages.map((one) => {
    const said = words.say(one, 'shell', 'training')
    return html`<aside class="training" lang="${one}" aria-label="${said}"><span>${said}</span></aside>`
  })
  return page
    .replace('<html ', '<html data-training ')
    .replace('</head>', `<link rel="stylesheet" href="${stylePath}"></head>`)
    .replace(/<title>/, () => `<title>${html`${start}`.text}`)
    .replace(/<body[^>]*>/, (body) => body + html`${bars}`.text)
}

/** What is sent, as text: a string, bytes, or a file that is being read. */
async function textOf(payload: unknown): Promise<string> {
  if (payload === null || payload === undefined) return ''
  if (typeof payload === 'string' || Buffer.isBuffer(payload)) return payload.toString()
  const parts: Buffer[] = []
  for await (const part of payload as AsyncIterable<Uint8Array>) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString()
}

// The adapter: SvelteKit's static one, then three steps of our own before the files are compressed.
// 1. Each page's start script is made the same for all pages, so that the policy needs one hash and not one a page.
// 2. Each page preloads its own sentences and the error page, which every page fetches when it starts: it saves a
//    round trip, and the service worker sees in the HTML all that a page needs without network.
// 3. Any inline style, event handler or unknown inline script stops the build; the hashes go to csp.json.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import staticAdapter from '@sveltejs/adapter-static'
import type { Adapter } from '@sveltejs/kit'
import { sharedSentences } from '../src/lib/shared-sentences.ts'
import type { MessageChunks } from './messages-plugin.ts'
import { inlineFaults, preloadMessages, scriptHashes, shareStartScript } from './page-html.ts'

/** Builds into `folder`; `chunks` is what the messages plugin found out about the client's files. */
export function staticSite(folder: string, chunks: MessageChunks): Adapter {
  const plain = staticAdapter({ pages: folder, precompress: false })
  return {
    name: 'static-site',
    async adapt(builder) {
      await plain.adapt(builder)
      const hashes = new Set<string>()
      const faults: string[] = []
      const always = errorPageFiles(folder)
      for (const file of await pagesIn(folder)) {
        const address = relative(folder, file)
        const html = preloadMessages(shareStartScript(readFileSync(file, 'utf8')), [
          ...messageFiles(address, chunks),
          ...always,
        ])
        writeFileSync(file, html)
        faults.push(...inlineFaults(html).map((fault) => `${address}: ${fault}`))
        for (const hash of scriptHashes(html)) hashes.add(hash)
      }
      if (faults.length > 0) {
        throw new Error(`The policy would block parts of these pages:\n${faults.join('\n')}`)
      }
      writeFileSync(join(folder, 'csp.json'), `${JSON.stringify([...hashes].sort())}\n`)
      await builder.compress(folder)
    },
  }
}

async function pagesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** The sentence files of a page, by its address: `es/officer/check-in.html` reads `shell`, `fields`, `check-in`. */
function messageFiles(address: string, chunks: MessageChunks): string[] {
  const parts = address.replace(/\.html$/, '').split(/[\\/]/)
  const own = parts.at(-1) ?? ''
  const names = ['shell', 'fields', own, ...(sharedSentences[own] ?? [])]
  return [...new Set(names.flatMap((name) => chunks.get(`${parts[0]}/${name}`) ?? []))]
}

/** SvelteKit fetches node 1, the error page, as soon as any page starts; with what it imports. */
function errorPageFiles(folder: string): string[] {
  const nodes = '_app/immutable/nodes'
  const file = readdirSync(join(folder, nodes)).find((name) => /^1\.[^.]+\.js$/.test(name))
  if (!file) throw new Error('The error page is not where SvelteKit used to put it')
  const source = readFileSync(join(folder, nodes, file), 'utf8')
  const imports = [...source.matchAll(/["']\.\.\/(chunks\/[\w.-]+\.js)["']/g)]
  return [`${nodes}/${file}`, ...imports.map(([, chunk]) => `_app/immutable/${chunk}`)]
}

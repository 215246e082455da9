import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'
import { announcerByClass } from './vite/announcer.ts'
import { type MessageChunks, messages } from './vite/messages-plugin.ts'
import { pageEntries } from './vite/page-entries.ts'
import { staticSite } from './vite/static-site.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const chunks: MessageChunks = new Map()

export default defineConfig({
  plugins: [
    announcerByClass(),
    messages(at('messages'), chunks),
    sveltekit({
      adapter: staticSite(at('build'), chunks),
      // The same base for all pages, however deep: their start script is one script with one hash.
      paths: { relative: false },
      prerender: { entries: pageEntries(at('src/routes')), crawl: false },
      // The policy is a header of the server's, from build/csp.json; a <meta> could not say frame-ancestors.
      serviceWorker: { register: false },
      version: { name: contentVersion(['src', 'messages', 'static']) },
    }),
  ],
  // How long each plugin took is of no use to somebody who starts the house.
  build: { rolldownOptions: { checks: { pluginTimings: false } } },
  environments: {
    client: {
      build: {
        // The oldest phones that are meant: see vite/old-phones.test.ts.
        target: ['chrome106', 'firefox115', 'safari15.4'],
        rolldownOptions: {
          output: {
            // What every page needs is one file: a far server costs a phone more for each request than for each kB.
            codeSplitting: { groups: [{ name: 'shell', test: inEveryPage }] },
          },
        },
      },
    },
  },
  css: { preprocessorOptions: { scss: { loadPaths: uswdsFolders(), quietDeps: true } } },
  server: { proxy: { '/api': 'http://localhost:3000' } },
})

/** The same sources give the same version: two builds of one commit are the same files. */
function contentVersion(folders: string[]): string {
  const hash = createHash('sha256')
  for (const folder of folders) {
    const entries = readdirSync(at(folder), { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile())
    for (const file of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
      hash.update(readFileSync(file))
    }
  }
  return hash.digest('hex').slice(0, 12)
}

/** The framework and the frame of every page. SvelteKit's own entries must stay chunks of their own. */
function inEveryPage(id: string): boolean {
  if (/\/client\/[^/]*(entry|payload)[^/]*\.js$/.test(id)) return false
  const framework =
    /node_modules\/(svelte|esm-env|devalue|@messageformat|make-plural|@sveltejs\/kit\/src\/runtime)\//
  const frame =
    /src\/lib\/((language|phone|key|problem|perform|outbox|network\.svelte)\.ts|Page\.svelte)/
  return framework.test(id) || frame.test(id)
}

function uswdsFolders(): string[] {
  return [fileURLToPath(new URL('../../packages', import.meta.resolve('@uswds/uswds')))]
}

// Turns messages/<language>/<page>.json into functions at build time, one module a language and page, so that
// a phone downloads the sentences of its page in its language and no parser.

import { join } from 'node:path'
import MessageFormat from '@messageformat/core'
import compileModule from '@messageformat/core/compile-module'
import type { Plugin } from 'vite'
import { type Catalog, faultsOf, readCatalog } from '../messages/catalog.ts'
import { isLanguage } from '../src/lib/language.ts'
import { localeOf } from '../src/lib/time.ts'

const index = 'virtual:messages'
const resolvedIndex = `\0${index}`
const resolvedPage = /^\0virtual:messages\/([^/]+)\/([^/]+)$/

/** Where each `<language>/<page>` ended up among the client's files, with the chunks that it imports. */
export type MessageChunks = Map<string, string[]>

/** The plugin; it fills `chunks` while the client is being written. `folder` holds a folder a language. */
export function messages(folder: string, chunks: MessageChunks): Plugin {
  const read = (): Catalog => readCatalog(folder)
  return {
    name: 'messages',
    buildStart() {
      const faults = faultsOf(read())
      if (faults.length > 0) this.error(`The messages are not complete:\n${faults.join('\n')}`)
    },
    resolveId(id) {
      return id === index || id.startsWith(`${index}/`) ? `\0${id}` : undefined
    },
    load(id) {
      if (id === resolvedIndex) return indexSource(read())
      const [, language, page] = id.match(resolvedPage) ?? []
      if (!language || !page) return undefined
      this.addWatchFile(join(folder, language, `${page}.json`))
      return pageSource(read(), language, page)
    },
    generateBundle(_options, bundle) {
      if (this.environment.name !== 'client') return
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        const [, language, page] = chunk.facadeModuleId?.match(resolvedPage) ?? []
        if (language && page) chunks.set(`${language}/${page}`, [chunk.fileName, ...chunk.imports])
      }
    },
  }
}

function indexSource(catalog: Catalog): string {
  const languages = Object.entries(catalog).map(([language, pages]) => {
    const loads = Object.keys(pages).map(
      (page) => `'${page}': () => import('${index}/${language}/${page}')`,
    )
    return `${language}: { ${loads.join(',\n')} }`
  })
  return `export const sentences = { ${languages.join(',\n')} }`
}

function pageSource(catalog: Catalog, language: string, page: string): string {
  const sentences = Object.entries(catalog).find(([name]) => name === language)?.[1][page]
  if (!sentences) throw new Error(`There is no messages/${language}/${page}.json`)
  // Mexico writes 1,450; plain Spanish would be 1450 and 14.500.
  const locale = isLanguage(language) ? localeOf(language) : language
  return compileModule(new MessageFormat(locale, { strict: true }), sentences)
}

import { argumentsOf, type Catalog, type Sentences } from '../messages/catalog.ts'

/**
 * The declaration of `virtual:messages`: each page's keys with the arguments of each sentence, taken from the
 * Spanish files (the others must agree, or the build fails). A key that no file has fails the type check.
 */
export function messageTypes(catalog: Catalog): string {
  const pages = Object.entries(catalog.es).map(
    ([page, sentences]) => `    '${page}': {\n${keysOf(sentences)}\n    }`,
  )
  return `// Written by vite/message-types.ts from messages/es/*.json.
declare module 'virtual:messages' {
  export interface Messages {
${pages.join('\n')}
  }
  export type Compiled = Record<string, (args: Record<string, unknown>) => string>
  export const sentences: Record<string, Record<string, () => Promise<{ default: Compiled }>>>
}
`
}

function keysOf(sentences: Sentences): string {
  return Object.entries(sentences)
    .map(([key, sentence]) => {
      const args = Object.entries(argumentsOf(sentence)).map(([name, type]) => `'${name}': ${type}`)
      return `      '${key}': { ${args.join('; ')} }`.replace('{  }', 'Record<never, never>')
    })
    .join('\n')
}

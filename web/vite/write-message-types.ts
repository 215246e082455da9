import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readCatalog } from '../messages/catalog.ts'
import { messageTypes } from './message-types.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

mkdirSync(at('../.svelte-kit'), { recursive: true })
writeFileSync(at('../.svelte-kit/messages.d.ts'), messageTypes(readCatalog(at('../messages'))))

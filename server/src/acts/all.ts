import { globSync } from 'node:fs'
import type { Definitions } from '../perform.ts'

const folder = new URL('./', import.meta.url)
const files = globSync('*/*.ts', { cwd: folder }).filter((file) => !file.endsWith('.test.ts'))
const found = await Promise.all(files.map((file) => import(new URL(file, folder).href)))
export const allActs = Object.fromEntries(
  found.filter((one) => one.default?.name).map((one) => [one.default.name, one.default]),
) as unknown as Definitions

// `npm run bench -- <name> [options]`: runs one bench, which prints one JSON line.

import { existsSync } from 'node:fs'

const [name, ...options] = process.argv.slice(2)
const file = new URL(`./${name}.ts`, import.meta.url)
if (!name || !/^[a-z-]+$/.test(name) || !existsSync(file)) {
  console.error('Usage: npm run bench -- pick-slot')
  process.exit(2)
}
const bench: { run(options: string[]): Promise<object> } = await import(file.href)
console.log(JSON.stringify({ bench: name, ...(await bench.run(options)) }))
process.exit(0)

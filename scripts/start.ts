// `npm start`: builds the pages if they are stale, then runs the server.

import { buildSite } from './site.ts'

if (!buildSite()) {
  console.error('The pages could not be built; see above.')
  process.exit(1)
}
await import('../server/src/main.ts')

// The worker behind `solve-proof.ts`: told a challenge, answers its solution or null. A file of our own, because the
// page's policy lets no worker be made from text.

import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import type { Found, Task } from './solve-proof.ts'

addEventListener('message', async ({ data }: MessageEvent<Task>) => {
  const found: Found = await solveChallenge({ challenge: data, deriveKey }).catch(() => null)
  postMessage(found)
})

// The worker behind `checking.svelte.ts`: a draw is checked away from the page, so that the page stays alive on the
// oldest phone. A file of our own, because the page's policy lets no worker be made from text.

import { checkDraw } from '@garita/domain/check-draw'
import type { CheckTask, FromCheck } from './check-messages.ts'
import { openSource, UnreadFile } from './draw-source.ts'

/** Milliseconds between two words to the page: more often nobody can read. */
const pause = 250

addEventListener('message', async ({ data }: MessageEvent<CheckTask>) => {
  let bytes = 0
  let told = 0
  const tell = (file: string, lines: number, of: number) => {
    const now = Date.now()
    if (now - told < pause && lines < of) return
    told = now
    say({ kind: 'progress', file, lines, of, bytes })
  }
  try {
    const open = openSource(data, (_file, more) => {
      bytes += more
    })
    const checked = await checkDraw(open, {
      onProgress: ({ file, lines, of }) => tell(file, lines, of),
    })
    say({ kind: 'checked', checked, bytes })
  } catch (error) {
    if (error instanceof UnreadFile) say({ kind: 'unread', file: error.file, status: error.status })
    else say({ kind: 'broken' })
  }
})

function say(message: FromCheck): void {
  postMessage(message)
}

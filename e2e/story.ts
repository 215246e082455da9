// A test whose failure tells what the pages showed and what the server said.

import { test } from 'vitest'
import type { RunningHouse } from './running-house.ts'
import type { Visitor } from './visit.ts'

export type Cast = {
  /** Everybody who has a page open. */
  readonly visitors: () => readonly Visitor[]
  readonly house: () => RunningHouse
}

const textShown = 2500
const linesShown = 30

export function storyOf(cast: Cast): (title: string, body: () => Promise<void>) => void {
  return (title, body) => {
    test(title, async () => {
      try {
        await body()
      } catch (error) {
        const pages = await Promise.all(cast.visitors().map(pageOf))
        const server = cast.house().output().split('\n').slice(-linesShown).join('\n')
        const said = error instanceof Error ? error.message : String(error)
        const report = [said, ...pages, `Server:\n${server}`].join('\n\n')
        throw new Error(report, { cause: error })
      }
    })
  }
}

async function pageOf({ page, troubles }: Visitor): Promise<string> {
  if (page.isClosed()) return 'A page that was closed'
  const body = page.locator('body')
  const text = await body.ariaSnapshot({ timeout: 5000 }).catch(() => '(no text)')
  return [`Page ${page.url()}`, ...troubles(), text.slice(0, textShown)].join('\n')
}

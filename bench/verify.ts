// Checking a published draw of 300,000 groups from its public files, as a stranger does: on the
// command line, and on the page in Chromium, both from the address of a running server (on the
// same machine, which compresses the files for each). `npm run build -w web` comes first.
//
// cliSeconds: the whole command, from its start to its line. chromiumSeconds: from the button to
// the page that says that all holds. Each is measured as often, in turns, and the quickest counts.
// longestTaskMs: the longest task of the page's main thread meanwhile, 0 where none took over 50 ms.

import { spawn } from 'node:child_process'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../e2e/browser.ts'
import { say } from '../e2e/say.ts'
import { draw, drawThrough } from '../server/test/draws.ts'
import { openHouse } from '../server/test/house.ts'
import { startPostgres } from '../server/test/postgres.ts'
import { serve } from '../server/test/served.ts'
import { fill } from './draw.ts'

const looks = 3
/** Far more than anything here takes, on whatever machine. */
const patienceMs = 600_000

/** Options: `--groups <n>`; the figures of record use 300,000. */
export async function run(options: string[]): Promise<object> {
  const at = options.indexOf('--groups')
  const groups = at === -1 ? 300_000 : Number(options[at + 1])
  const postgres = await startPostgres()
  const house = await openHouse({ place: { url: await postgres.database('verify') } })
  const served = await serve(house)
  const browser = await openBrowser()
  try {
    await fill(house, groups)
    await drawThrough(house)
    const address = await served.server.listen({ port: 0, host: 'localhost' })
    return { groups, ...(await measure(browser, address)), load: round(loadavg()[0] ?? 0) }
  } finally {
    await browser.close()
    await served.close()
    await house.close()
    await postgres.stop()
  }
}

async function measure(browser: Browser, address: string) {
  const cli: number[] = []
  const chromium: number[] = []
  const longest: number[] = []
  for (let look = 0; look < looks; look++) {
    cli.push(await timeCommand(`${address}/draws/${draw}`))
    const { seconds, longestTaskMs } = await timePage(browser, address)
    chromium.push(seconds)
    longest.push(longestTaskMs)
  }
  const [cliSeconds, chromiumSeconds] = [Math.min(...cli), Math.min(...chromium)]
  return {
    cliSeconds,
    chromiumSeconds,
    ratio: round(chromiumSeconds / cliSeconds),
    longestTaskMs: Math.max(...longest),
    looks: { cli, chromium, longest },
  }
}

const command = fileURLToPath(new URL('../server/src/verify-draw.ts', import.meta.url))

async function timeCommand(address: string): Promise<number> {
  const started = performance.now()
  const child = spawn(process.execPath, [command, address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let line = ''
  child.stdout.on('data', (part: Buffer) => {
    line += part.toString()
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`the command does not find the draw right: ${line}`)
  return secondsSince(started)
}

async function timePage(browser: Browser, address: string) {
  // A context of its own: nothing of an earlier check is in its cache.
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  try {
    await page.addInitScript(watchLongTasks)
    await page.goto(`${address}/en/check-draw?draw=${draw}`, { waitUntil: 'networkidle' })
    const start = page.getByRole('button', { name: say('en', 'check-draw', 'start') })
    await start.waitFor({ timeout: patienceMs })
    await page.evaluate('globalThis.longestTask = 0')
    const started = performance.now()
    await start.click()
    const holds = page.getByRole('heading', { name: say('en', 'draw-check', 'holds') })
    const wrong = page.getByRole('heading', { name: say('en', 'draw-check', 'wrong') })
    await holds.or(wrong).waitFor({ timeout: patienceMs })
    const seconds = secondsSince(started)
    if (await wrong.isVisible()) throw new Error(await page.innerText('main'))
    return { seconds, longestTaskMs: await longestTask(page) }
  } finally {
    await context.close()
  }
}

/** Runs in the page, before anything of it. */
function watchLongTasks(): void {
  const kept = globalThis as { longestTask?: number }
  kept.longestTask = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      kept.longestTask = Math.max(kept.longestTask ?? 0, duration)
    }
  }).observe({ type: 'longtask', buffered: true })
}

/** What was observed is told a moment later. */
async function longestTask(page: Page): Promise<number> {
  await page.waitForTimeout(300)
  return Math.round(Number(await page.evaluate('globalThis.longestTask')))
}

const secondsSince = (started: number): number => round((performance.now() - started) / 1000)
const round = (value: number): number => Math.round(value * 1000) / 1000

// A morning's list of 500 groups at one port, on PostgreSQL, as the console asks for it every two
// seconds, and as it looks in Chromium. `npm run build -w web` comes first.
//
// coldFirstMs: the first `arrivals` of all, keys read from disk and every name opened. coldP50Ms: names
// forgotten, keys still open. warmP50Ms: somebody came, so that all is read anew, with names from memory.
// unchangedP50Ms: nothing moved. All over HTTP on one connection, to the last byte.
// bytes, bytesCompressed: of a full answer. firstPaintMs: from the navigation of a signed-in officer to
// the frame after the first rows are in the page. longestTaskMs: the longest task of the page's main thread
// while the list is scrolled and moves four times a second, 0 where none took over 50 ms.

import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Page } from 'playwright-core'
import { openBrowser } from '../e2e/browser.ts'
import { say } from '../e2e/say.ts'
import { readConfig } from '../server/src/config.ts'
import type { DemoAnswer } from '../server/src/demo/pages.ts'
import { forgetDays } from '../server/src/desk-memory.ts'
import { type House, runHouse } from '../server/src/run.ts'
import { insertArrivals, type ManyArrivals } from '../server/test/many-arrivals.ts'
import { freePort, startPostgres } from '../server/test/postgres.ts'

const port = '2504'
const looks = 25
const scrollSeconds = 6

/** Options: `--groups <n>`, 500 by default; `--no-browser` leaves the page out. */
export async function run(options: string[]): Promise<object> {
  const at = options.indexOf('--groups')
  const groups = at === -1 ? 500 : Number(options[at + 1])
  const postgres = await startPostgres()
  const folder = mkdtempSync(join(tmpdir(), 'garita-bench-'))
  const config = readConfig({
    DATABASE_URL: await postgres.database('arrivals'),
    GARITA_DATA: folder,
    GARITA_CLOCK: '2023-01-10T18:00:00Z',
    GARITA_DEMO_GROUPS: '0',
    PORT: String(await freePort()),
  })
  const house = await runHouse(config, () => {})
  try {
    const sizeOf = (index: number) => 1 + ((Math.imul(index + 1, 20230112) >>> 8) % 5)
    const day = await insertArrivals(house.world, port, { groups, here: groups * 0.4, sizeOf })
    await house.world.database.pool.query('analyze')
    const server = await measureServer(house, day)
    const page = options.includes('--no-browser') ? {} : await measurePage(house, day)
    return { groups, ...server, ...page, load: round(loadavg()[0] ?? 0) }
  } finally {
    await house.stop()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureServer(house: House, day: ManyArrivals) {
  const first = await timed(house)
  const repeated = async (before: () => Promise<void>, known?: () => string) => {
    const took: number[] = []
    for (let look = 0; look < looks; look++) {
      await before()
      took.push((await timed(house, known?.())).ms)
    }
    return median(took)
  }
  const coldP50Ms = await repeated(async () => forgetDays(house.world))
  const warmP50Ms = await repeated(async () => await move(house, day))
  const { version } = JSON.parse((await timed(house)).text) as { version: string }
  const unchangedP50Ms = await repeated(
    async () => {},
    () => version,
  )
  const { text } = await timed(house, version)
  if (!(JSON.parse(text) as { unchanged: boolean }).unchanged) throw new Error('it moved')
  return {
    coldFirstMs: first.ms,
    ...{ coldP50Ms, warmP50Ms, unchangedP50Ms },
    bytes: Buffer.byteLength(first.text),
    bytesCompressed: first.compressed,
    bytesUnchanged: Buffer.byteLength(text),
  }
}

async function timed({ address, accounts, world }: House, known?: string) {
  const { rows } = await world.database.pool.query<{ accountId: string }>(
    `select account_id as "accountId" from staff where role = 'officer' and ports = $1`,
    [[port]],
  )
  const account = rows[0]?.accountId ?? ''
  const seen = accounts.seen({ session: `s-${account}`, account, kind: 'staff' })
  const headers = { cookie: seen.split(';')[0] ?? '' }
  const query = new URLSearchParams({ port, ...(known ? { known } : {}) })
  const started = performance.now()
  const answer = await fetch(`${address}/api/asks/arrivals?${query}`, { headers })
  const text = await answer.text()
  const ms = round(performance.now() - started)
  if (!answer.ok) throw new Error(`arrivals answers ${answer.status}: ${text}`)
  return { ms, text, compressed: brotli(text) }
}

/** What the bytes come to as a browser is sent them: brotli at the quality of answers on the fly. */
function brotli(text: string): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length
}

/** Something that every console has to hear of: another appointment is of another version. */
async function move({ world }: Pick<House, 'world'>, { appointments }: ManyArrivals) {
  const id = appointments[Math.floor(Math.random() * appointments.length)]
  await world.database.pool.query('update appointments set version = version + 1 where id = $1', [
    id,
  ])
}

async function measurePage(house: House, day: ManyArrivals) {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await signIn(page, house.address)
    await page.addInitScript(watch)
    await page.goto(`${house.address}/en/officer/arrivals`)
    const firstPaintMs = await painted(page)
    await page.waitForTimeout(2500)
    await page.evaluate('globalThis.watched.longest = 0')
    const moving = setInterval(() => void move(house, day), 250)
    await page.mouse.move(500, 500)
    const until = Date.now() + scrollSeconds * 1000
    for (let step = 0; Date.now() < until; step++) {
      await page.mouse.wheel(0, step % 40 < 20 ? 600 : -600)
      await page.waitForTimeout(30)
    }
    clearInterval(moving)
    // What was observed is told a moment later.
    await page.waitForTimeout(500)
    const longestTaskMs = Math.round(Number(await page.evaluate('globalThis.watched.longest')))
    return { firstPaintMs, longestTaskMs }
  } finally {
    await browser.close()
  }
}

/** Looks again and again, at most half a minute: the page's policy forbids it to wait by itself. */
async function painted(page: Page): Promise<number> {
  for (let tries = 0; tries < 300; tries++) {
    const at = Number(await page.evaluate('globalThis.watched.paintedAt'))
    if (at > 0) return Math.round(at)
    await page.waitForTimeout(100)
  }
  throw new Error(`no row is shown: ${await page.innerText('body')}`)
}

async function signIn(page: Page, address: string): Promise<void> {
  const t = (key: string) => say('en', 'officer-sign-in', key)
  await page.goto(`${address}/en/officer/sign-in`)
  const { staff } = (await (await fetch(`${address}/api/demo`)).json()) as DemoAnswer
  const officer = staff.find((one) => one.role === 'officer' && one.ports.length === 1)
  if (!officer) throw new Error('the demo has no officer')
  await page.getByLabel(t('user')).fill(officer.user)
  await page.getByLabel(t('password')).fill(officer.password)
  await page.getByLabel(t('code')).fill(officer.code ?? '')
  await page.getByRole('button', { name: t('send') }).click()
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'))
}

/** Runs in the page, before anything of it: when rows are there, and how long tasks take. */
function watch(): void {
  const watched = { paintedAt: 0, longest: 0 }
  Object.assign(globalThis, { watched })
  const look = () => {
    const isThere = document.querySelector('main')?.textContent?.includes('Ejemplo 1')
    if (!isThere) return requestAnimationFrame(look)
    return requestAnimationFrame(() => {
      watched.paintedAt = performance.now()
    })
  }
  requestAnimationFrame(look)
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      watched.longest = Math.max(watched.longest, duration)
  }).observe({ type: 'longtask', buffered: true })
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

const round = (value: number): number => Math.round(value * 10) / 10

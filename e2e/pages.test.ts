// Every page there is, in both languages, on a small phone and at a desk (`npm test`: in Spanish on
// the phone, in English at the desk; `npm run test:long`: both at both): axe finds nothing, the
// console says nothing, nothing scrolls sideways. And a place is picked by keyboard alone.

import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawnFace } from '../server/seed/faces.ts'
import { languages } from '../web/src/lib/language.ts'
import { openBrowser } from './browser.ts'
import { type RunningHouse, runHouse } from './running-house.ts'
import { open, type State } from './state.ts'
import { states } from './states.ts'
import { gatherViewers, looking, type Viewers, widths } from './viewers.ts'
import { openVisitor, type Visitor } from './visit.ts'

let house: RunningHouse
let browser: Browser
let viewers: Viewers

beforeAll(async () => {
  house = await runHouse({ env: { GARITA_DEMO_GROUPS: '120' } })
  browser = await openBrowser(await drawnFace(3))
  viewers = await gatherViewers(browser, house)
})
afterAll(async () => {
  await browser?.close()
  await viewers?.leave()
  await house?.stop()
})

test('the list of pages to look at names every page', () => {
  const cwd = fileURLToPath(new URL('../web/src/routes/[language]/', import.meta.url))
  const pages = globSync('**/+page.svelte', { cwd })
  const routes = pages.map((page) => page.replace(/\/?\+page\.svelte$/, '')).filter(Boolean)
  const listed = new Set(states.map(({ path }) => path.split('?')[0]))
  expect(routes.length).toBeGreaterThan(20)
  expect(routes.filter((route) => !listed.has(route))).toEqual([])
})

const isLong = process.env.GARITA_LONG === 'yes'
/** In the long run each language at each width; else half of them: each language and each width once. */
const looks = languages
  .flatMap((language) => widths.map((width) => ({ language, width })))
  .filter(({ language, width }) => isLong || (language === 'es') === (width === 320))

/** More than a hundred states, four sweeps at once on two processors. */
const sweepMs = 1_200_000
const shares = 4 / looks.length
const byViewer = [...Map.groupBy(states, ({ as }) => as)]
const sweeps = looks.flatMap((look) =>
  Array.from({ length: shares }, (_, share) => ({
    ...{ ...look, share: share + 1 },
    viewed: byViewer.filter((__, nth) => nth % shares === share),
  })),
)

for (const { language, width, share, viewed } of sweeps) {
  const name = `every page is sound in ${language} at ${width} pixels (${share} of ${shares})`
  test.concurrent(name, { timeout: sweepMs }, async () => {
    const problems: string[] = []
    for (const [viewer, shown] of viewed) {
      const { house: looked, kept } = await viewers.of(viewer)
      const visitor = await openVisitor(browser, looked, looking(width, language, kept))
      for (const state of shown) problems.push(...(await problemsOf(visitor, state)))
      await visitor.close()
    }
    expect(problems, house.output().slice(-2000)).toEqual([])
  })
}

test('what is looked for is found: a page spoiled on purpose does not pass', async () => {
  const visitor = await openVisitor(browser, house, looking(320, 'en'))
  await visitor.visit('/en/start')
  await visitor.page.evaluate(() => {
    const wide = document.createElement('h1')
    wide.style.width = '2000px'
    wide.append(new Image())
    document.querySelector('main')?.append(wide)
    reportError(new Error('spoiled'))
  })
  const report = await visitor.check().then(String, String)
  await visitor.close()
  for (const found of ['scrolls sideways', '2 headings', 'axe image-alt', 'spoiled']) {
    expect(report).toContain(found)
  }
})

async function problemsOf(visitor: Visitor, state: State): Promise<string[]> {
  try {
    await open(visitor, state)
    await visitor.check()
    return []
  } catch (error) {
    return [`${state.name}: ${error instanceof Error ? error.message : error}`]
  }
}

test('a place is picked by keyboard alone', async () => {
  const { kept } = await viewers.of('ready')
  const options = looking(1280, 'es', kept)
  const visitor = await openVisitor(browser, house, options)
  const { page } = visitor
  const say = (key: string, args = {}) => visitor.say('pick-slot', key, args)
  await page.goto(`${house.address}/es/pick-slot`)
  const port = visitor.link('San Ysidro')
  await port.waitFor()
  await tabTo(page, port)
  await page.keyboard.press('Enter')
  const days = page.getByRole('group', { name: say('day'), exact: true })
  await days.waitFor()
  await tabTo(page, days.getByRole('radio', { disabled: false }).first())
  await page.keyboard.press('ArrowRight')
  const day = days.getByRole('radio', { checked: true })
  await day.waitFor()
  expect(await isFocused(day)).toBe(true)
  const times = page.locator('[name=slot]:enabled')
  await times.first().waitFor()
  await tabTo(page, times.first())
  await page.keyboard.press('Space')
  await page.locator('[name=slot]:checked').waitFor()
  await visitor.check()
  await tabTo(page, visitor.button(say('pick', { count: 3 })))
  await page.keyboard.press('Enter')
  await visitor.sees(visitor.say('pass', 'title'))
  await visitor.check()
  await visitor.close()
})

/** Presses Tab until this has the keyboard; fails where it is out of reach. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 100; presses += 1) {
    await page.keyboard.press('Tab')
    if (await isFocused(wanted)) return
  }
  throw new Error(`the keyboard does not reach ${wanted}`)
}

async function isFocused(wanted: Locator): Promise<boolean> {
  return await wanted.evaluate((element) => element === document.activeElement)
}

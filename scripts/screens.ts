// `npm run screens`: draws every page in the states worth looking at, in both languages, on a small
// phone and at a desk, into docs/screens. The photos in them are drawn faces. `npm run screens -- cases
// ../looked-at` draws only the states whose name holds a word, and into another folder.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { openBrowser } from '../e2e/browser.ts'
import { type RunningHouse, runHouse } from '../e2e/running-house.ts'
import { open, type State } from '../e2e/state.ts'
import { states } from '../e2e/states.ts'
import { gatherViewers, looking, type Viewers, widths } from '../e2e/viewers.ts'
import { openVisitor, picturesOf, type Visitor } from '../e2e/visit.ts'
import { drawnFace } from '../server/seed/faces.ts'
import { languages } from '../web/src/lib/language.ts'
import { ensureChromium } from './chromium.ts'
import { buildSite } from './site.ts'

const book = fileURLToPath(new URL('../docs/screens/', import.meta.url))
/** Elsewhere, to look before anything in the book is replaced. */
const folder = process.argv[3] ? `${resolve(process.argv[3])}/` : book
/** Only states whose name holds one of these words, where some are given. */
const only = process.argv[2]?.split(',')
const longestPixels = 2000
const largestBytes = 40_000
/** From the best to the smallest: quality, and the share of the width that is kept. */
const sizes = [
  [60, 1],
  [60, 0.75],
  [40, 0.75],
  [45, 0.6],
  [25, 0.6],
  [20, 0.45],
] as const

if (!buildSite()) process.exit(1)
process.env.GARITA_CHROMIUM = ensureChromium()
const wanted = states.filter(({ name }) => !only || only.some((word) => name.includes(word)))
if (!only && folder === book) rmSync(folder, { recursive: true, force: true })
const house = await runHouse()
try {
  await drawIn(house)
} finally {
  await house.stop()
}
if (folder === book) writeFileSync(`${folder}README.md`, indexText())

/** Whatever fails on the way, nothing that was begun here goes on. */
async function drawIn(house: RunningHouse): Promise<void> {
  const browser = await openBrowser(await drawnFace(3))
  try {
    const viewers = await gatherViewers(browser, house)
    await drawAll(browser, viewers).finally(() => viewers.leave())
  } finally {
    await browser.close()
  }
}

async function drawAll(browser: Browser, viewers: Viewers): Promise<void> {
  const byViewer = Map.groupBy(wanted, ({ as }) => as)
  const looks = languages.flatMap((language) => widths.map((width) => ({ language, width })))
  await Promise.all(
    looks.map(async ({ language, width }) => {
      mkdirSync(`${folder}${language}`, { recursive: true })
      for (const [viewer, shown] of byViewer) {
        const { house, kept } = await viewers.of(viewer)
        const visitor = await openVisitor(browser, house, looking(width, language, kept))
        for (const state of shown) await draw(visitor, state, width)
        await visitor.close()
      }
      console.log(`${language}, ${width} pixels: ${wanted.length} pages`)
    }),
  )
}

async function draw(visitor: Visitor, state: State, width: number): Promise<void> {
  const { page, language } = visitor
  await open(visitor, state)
  await page.waitForLoadState('networkidle')
  await picturesOf(page)
  await page.evaluate(() => scrollTo(0, 0))
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  const picture = await page.screenshot({
    fullPage: true,
    clip: { x: 0, y: 0, width, height: Math.min(height, longestPixels) },
    animations: 'disabled',
    // A picture is for good; a demo's password is one installation's.
    mask: [page.locator('.secret')],
    maskColor: '#c9cdd3',
  })
  writeFileSync(`${folder}${language}/${state.name}-${width}.webp`, await shrunk(picture, width))
}

/** As good as fits into the limit. */
async function shrunk(picture: Buffer, width: number): Promise<Buffer> {
  let drawn = picture
  for (const [quality, share] of sizes) {
    const smaller = sharp(picture).resize({ width: Math.round(width * share) })
    drawn = await smaller.webp({ quality, effort: 4 }).toBuffer()
    if (drawn.length <= largestBytes) break
  }
  return drawn
}

function indexText(): string {
  const head = languages.flatMap((language) => widths.map((width) => `${language} ${width}`))
  const rows = states.map(({ name, path }) => {
    const pictures = languages.flatMap((language) =>
      widths.map((width) => `[see](${language}/${name}-${width}.webp)`),
    )
    return `| ${name} | \`${path}\` | ${pictures.join(' | ')} |`
  })
  return [
    '# Screens',
    '',
    'Every page in the states worth looking at, drawn by `npm run screens`. The data is made up, and the',
    'faces are drawn. Pages longer than 2,000 pixels are cut.',
    '',
    `| state | address | ${head.join(' | ')} |`,
    `| --- | --- | ${head.map(() => '---').join(' | ')} |`,
    ...rows,
    '',
  ].join('\n')
}

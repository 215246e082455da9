// A house for learning the work, as `npm run training` starts it: nothing in it is real, and every
// page that an officer can come to says so, above everything and in the title of its tab.

import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { languages } from '../web/src/lib/language.ts'
import { openBrowser } from './browser.ts'
import * as desk from './officer.ts'
import { type RunningHouse, runHouse } from './running-house.ts'
import { say } from './say.ts'
import { storyOf } from './story.ts'
import { openVisitor, screen, type Visitor } from './visit.ts'

const cwd = fileURLToPath(new URL('../web/src/routes/[language]/', import.meta.url))
/** Where officers and supervisors work, and what they hang on the wall. */
const pages = [
  ...globSync('officer/*/+page.svelte', { cwd }).map((page) => page.replace('/+page.svelte', '')),
  'waiting-area?port=2504',
]

let house: RunningHouse
let browser: Browser
let officer: Visitor
const everybody = () => [officer].filter(Boolean)
const story = storyOf({ visitors: everybody, house: () => house })

beforeAll(async () => {
  house = await runHouse({ training: true, env: { GARITA_DEMO_GROUPS: '20' } })
  browser = await openBrowser()
  officer = await openVisitor(browser, house, screen)
  await desk.signInStaff(officer, 'supervisor')
  await officer.page.waitForURL('**/officer/arrivals')
})
afterAll(async () => {
  await browser?.close()
  await house?.stop()
})

/** The bar is seen, striped and first; the tab says it too. */
async function isMarked(visitor: Visitor): Promise<void> {
  const { page } = visitor
  const bar = page.locator('aside.training:visible')
  expect(await bar.innerText()).toBe(visitor.say('shell', 'training'))
  const { top, stripes, isFirst } = await bar.evaluate((one) => ({
    top: one.getBoundingClientRect().top,
    stripes: getComputedStyle(one).backgroundImage,
    isFirst: [...document.body.children].find((each) => each.checkVisibility()) === one,
  }))
  expect({ top, isFirst }).toEqual({ top: 0, isFirst: true })
  expect(stripes).toContain('repeating-linear-gradient')
  expect(await page.title()).toMatch(new RegExp(`^${visitor.say('shell', 'training-title')}`))
}

story('every page of the officers is marked, in each language', async () => {
  expect(pages.length).toBeGreaterThan(5)
  for (const language of languages) {
    const visitor: Visitor = { ...officer, language, say: (...said) => say(language, ...said) }
    for (const page of pages) {
      await visitor.visit(`/${language}/${page}`)
      await isMarked(visitor)
    }
  }
})

story('the mark stays on a page that was reached from another, and on a locked desk', async () => {
  const { page } = officer
  await officer.visit('/en/officer/cases')
  await officer.link(officer.say('desk', 'go-arrivals')).click()
  await officer.sees(officer.say('arrivals', 'title'))
  await page.locator('[data-appointment]').first().waitFor()
  await isMarked(officer)
  await page.keyboard.press('z')
  await officer.sees(officer.say('desk-offline', 'locked-title'))
  await isMarked(officer)
  await officer.check()
})

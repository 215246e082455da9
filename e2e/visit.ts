// A visitor whom nothing escapes. Every page opened is checked by axe, for errors in the console,
// for a horizontal scroll and for one heading; a page that fails fails the test.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export type Visitor = {
  readonly page: Page
  /** Opens an address and checks what stands there. */
  visit(path: string): Promise<void>
  /** Checks the page as it is now. */
  check(): Promise<void>
  close(): Promise<void>
}

/** What a browser says of things we do on purpose: a refusal is an answer with status 409. */
const expected = [/Failed to load resource: the server responded with a status of 4\d\d/]

export async function openVisitor(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ ...options, bypassCSP: false })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    if (!expected.some((one) => one.test(message.text()))) errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))

  async function check(): Promise<void> {
    const where = page.url()
    const problems = [...errors.splice(0), ...(await shapeOf(page)), ...(await axeOf(page))]
    if (problems.length > 0) throw new Error(`${where}\n${problems.join('\n')}`)
  }

  async function visit(path: string): Promise<void> {
    await page.goto(new URL(path, address).href, { waitUntil: 'networkidle' })
    await check()
  }

  return { page, visit, check, close: () => context.close() }
}

async function shapeOf(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const headings = document.querySelectorAll('h1').length
    return [
      scrollWidth > clientWidth ? `scrolls sideways: ${scrollWidth} in ${clientWidth}` : '',
      headings === 1 ? '' : `${headings} headings of the first level`,
      document.documentElement.lang ? '' : 'no language',
      document.title ? '' : 'no title',
    ].filter(Boolean)
  })
}

type Violation = {
  id: string
  help: string
  nodes: { target: unknown[]; failureSummary?: string }[]
}

async function axeOf(page: Page): Promise<string[]> {
  // The policy forbids injected scripts in the page itself; the debugger's evaluation is exempt.
  await page.evaluate(axe)
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(root: Document, options: object): Promise<{ violations: Violation[] }> }
    }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    return (await axe.run(document, { runOnly: tags })).violations
  })
  return violations.map((one) => {
    const nodes = one.nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`)
    return `axe ${one.id}: ${one.help}\n  ${nodes.join('\n  ')}`
  })
}

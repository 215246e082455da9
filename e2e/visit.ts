// A visitor whom nothing escapes. Every page opened is checked by axe, for errors in the console,
// for a horizontal scroll and for one heading; a page that fails fails the test.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { Language } from '../web/src/lib/language.ts'
import type { RunningHouse } from './running-house.ts'
import { beginning, say } from './say.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export type Visitor = {
  readonly page: Page
  readonly context: BrowserContext
  readonly language: Language
  readonly house: RunningHouse
  /** Opens an address and checks what stands there. */
  visit(path: string): Promise<void>
  /** Waits until the page is quiet and checks it as it is now. */
  check(): Promise<void>
  /** A sentence of the page in the visitor's language. */
  say(page: string, key: string, args?: Record<string, string | number>): string
  button(name: string): Locator
  link(name: string): Locator
  /** By its label. */
  field(label: string): Locator
  /** Waits for the page's question. */
  sees(heading: string): Promise<void>
  /** What is said in this text, anywhere on the page. */
  reads(text: string): Promise<void>
  /** Errors of the console since the last check. */
  troubles(): readonly string[]
  /** From here on, lost connections are meant and are no errors. */
  cutNetwork(cut: boolean): Promise<void>
  close(): Promise<void>
}

export type VisitorOptions = BrowserContextOptions & {
  readonly language: Language
  /** What else the console may say, where something is made to fail. */
  readonly expects?: RegExp
}

/** A small phone in Tijuana, in Spanish. */
export const phone: VisitorOptions = {
  language: 'es',
  viewport: { width: 320, height: 640 },
  deviceScaleFactor: 2,
  locale: 'es-MX',
  timezoneId: 'America/Tijuana',
  hasTouch: true,
  geolocation: { latitude: 32.514, longitude: -117.038, accuracy: 30 },
  permissions: ['geolocation', 'camera'],
}

/** A screen at a desk in San Ysidro, in English. */
export const screen: VisitorOptions = {
  language: 'en',
  viewport: { width: 1280, height: 800 },
  locale: 'en-US',
  timezoneId: 'America/Los_Angeles',
  permissions: ['camera'],
}

/** What a browser says of things we do on purpose: a refusal is an answer with status 409. */
const expected = [/Failed to load resource: the server responded with a status of 4\d\d/]
/** And of a network that is not there. */
const offline = /net::ERR_INTERNET_DISCONNECTED|net::ERR_FAILED|Failed to fetch/

const patienceMs = 45_000

export async function openVisitor(
  browser: Browser,
  house: RunningHouse,
  { language, expects, ...options }: VisitorOptions,
): Promise<Visitor> {
  const context = await browser.newContext({ ...options, bypassCSP: false })
  context.setDefaultTimeout(patienceMs)
  const page = await context.newPage()
  const errors: string[] = []
  let isCut = false
  const note = (text: string) => {
    if (expected.some((one) => one.test(text)) || expects?.test(text)) return
    if (isCut && offline.test(text)) return
    errors.push(text)
  }
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') note(message.text())
  })
  page.on('pageerror', (error) => note(error.message))

  async function check(): Promise<void> {
    await page.waitForLoadState('networkidle')
    await picturesOf(page)
    const problems = [...(await shapeOf(page)), ...(await axeOf(page)), ...errors.splice(0)]
    if (problems.length > 0) throw new Error(`${page.url()}\n${problems.join('\n')}`)
  }

  const visitor: Visitor = {
    page,
    context,
    language,
    house,
    check,
    visit: async (path) => {
      await page.goto(new URL(path, house.address).href, { waitUntil: 'networkidle' })
      await check()
    },
    say: (name, key, args) => say(language, name, key, args),
    button: (name) => page.getByRole('button', { name }),
    link: (name) => page.getByRole('link', { name }),
    field: (label) => page.getByLabel(beginning(label)),
    sees: async (heading) => {
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    },
    reads: async (text) => {
      await page.getByText(text).first().waitFor()
    },
    troubles: () => errors,
    cutNetwork: async (cut) => {
      isCut = cut
      await context.setOffline(cut)
    },
    close: () => context.close(),
  }
  return visitor
}

/** Opens an address anew until this stands there: what everybody reads may be a second old. */
export async function visitUntil(visitor: Visitor, path: string, wanted: Locator): Promise<void> {
  const until = Date.now() + patienceMs
  do {
    await visitor.visit(path)
    if (await wanted.isVisible()) return
  } while (Date.now() < until)
  throw new Error(`${path} does not show ${wanted}`)
}

/** Waits until every picture stands or failed. */
export async function picturesOf(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await Promise.allSettled([...document.images].map((image) => image.decode()))
  })
}

async function shapeOf(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    // Behind a locked desk's screen stands another, which nobody sees or reaches.
    const headings = [...document.querySelectorAll('h1')].filter((one) =>
      one.checkVisibility(),
    ).length
    const lost = [...document.images].filter(({ naturalWidth }) => naturalWidth === 0)
    return [
      ...lost.map(({ src }) => `a picture that does not show: ${src}`),
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
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(root: Document, options: object): Promise<{ violations: Violation[] }> }
    }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    return (await axe.run(document, { runOnly: tags, resultTypes: ['violations'] })).violations
  })
  return violations.map((one) => {
    const nodes = one.nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`)
    return `axe ${one.id}: ${one.help}\n  ${nodes.join('\n  ')}`
  })
}

/** Waits until the service worker has kept the page that is open: it fetches it once more for that. */
export async function untilKept(page: Page): Promise<void> {
  await page.waitForFunction(() => caches.match(location.pathname).then(Boolean))
}

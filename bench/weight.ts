// What the whole way costs a family with little data left: from the first page to the pass, on a phone that has never
// been here, a mother and her daughter, one photo sent and one left to the port. The same through the draw: asking, and
// on the day it is drawn taking the places. And how long the first page takes on an old phone with a bad network.
// `npm run build` comes first.

import { portOf } from '@garita/domain/port'
import type { Browser } from 'playwright-core'
import * as walk from '../e2e/applicant.ts'
import { wordsOf } from '../e2e/applicant.ts'
import * as asking from '../e2e/asking.ts'
import { openBrowser } from '../e2e/browser.ts'
import { daughter, mother } from '../e2e/family.ts'
import { photoNamed } from '../e2e/photos.ts'
import { type RunningHouse, runHouse } from '../e2e/running-house.ts'
import { openVisitor, phone, type Visitor } from '../e2e/visit.ts'
import { median } from './load.ts'
import { type Meter, openMeter, type Reading } from './meter.ts'

/** As Chrome's "Slow 3G": 400 kbit/s both ways, 400 ms there and back; and a processor six times slower. */
const slow = { bytesPerSecond: 50_000, latencyMs: 400, cpu: 6 }
const looks = 3

/** A draw of the demo's launch: asked for in the morning, frozen at noon in New York. */
const draw = { id: '2023-01-10', morning: '2023-01-10T15:00:00Z', noon: '2023-01-10T16:59:50Z' }
const drawPatienceMs = 120_000
const groupsDrawn = '24'

export async function run(): Promise<object> {
  const house = await runHouse({ env: { GARITA_DEMO_GROUPS: '24' } })
  const browser = await openBrowser()
  const meter = await openMeter(house.address)
  try {
    const startSeconds: number[] = []
    for (let look = 0; look < looks; look++) startSeconds.push(await timeOfStart(browser, house))
    return {
      ...(await weighTheWay(browser, house, meter)),
      ...(await weighTheDraw(browser)),
      startSecondsSlow3g: median(startSeconds),
    }
  } finally {
    meter.close()
    await browser.close()
    await house.stop()
  }
}

async function weighTheWay(browser: Browser, house: RunningHouse, meter: Meter): Promise<object> {
  const visitor = await openVisitor(browser, { ...house, address: meter.address }, phone)
  // Checking each page is for tests.
  const family: Visitor = { ...visitor, check: async () => {} }
  await visitor.page.goto(`${meter.address}/es/start`, { waitUntil: 'networkidle' })
  const first = meter.read()
  await register(family)
  const registered = meter.read()
  await prepare(family)
  const ready = meter.read()
  await book(family)
  const booked = meter.read()
  await visitor.close()
  return {
    ...kilobytes(booked),
    start: kilobytes(first),
    register: kilobytes(registered, first),
    prepare: kilobytes(ready, registered),
    book: kilobytes(booked, ready),
  }
}

/** Asking for places with a look at the ticket and the odds; and, drawn, from the home of the group to its pass. */
async function weighTheDraw(browser: Browser): Promise<object> {
  const settings = {
    keep: true,
    env: { GARITA_CLOCK: draw.morning, GARITA_DEMO_GROUPS: groupsDrawn },
  }
  let house = await runHouse(settings)
  const meter = await openMeter(house.address)
  try {
    const visitor = await openVisitor(browser, { ...house, address: meter.address }, phone)
    const family: Visitor = { ...visitor, check: async () => {} }
    await visitor.page.goto(`${meter.address}/es/start`, { waitUntil: 'networkidle' })
    await register(family)
    await prepare(family)
    await visitor.page.waitForLoadState('networkidle')
    const ready = meter.read()
    await ask(family)
    const asked = meter.read()
    await house.stop()
    const { folder, port } = house
    house = await runHouse({ env: { ...settings.env, GARITA_CLOCK: draw.noon }, folder, port })
    await untilPublished(house)
    const drawn = meter.read()
    await visitor.page.goto(`${meter.address}/es/journey`)
    await asking.acceptOffer(family, 2)
    await visitor.page.waitForLoadState('networkidle')
    const accepted = meter.read()
    await visitor.close()
    return { ask: kilobytes(asked, ready), accept: kilobytes(accepted, drawn) }
  } finally {
    meter.close()
    await house.stop()
    house.remove()
  }
}

async function ask(family: Visitor): Promise<void> {
  await family.link(family.say('pick-slot', 'back')).first().click()
  await asking.askForPlaces(family, { ports: ['San Ysidro'] })
  await family.link(family.say('journey', 'go-my-draws')).click()
  await family.sees(family.say('my-draws', 'title'))
  await asking.readTicket(family)
  await family.page.waitForLoadState('networkidle')
}

async function untilPublished({ address }: RunningHouse): Promise<void> {
  const until = Date.now() + drawPatienceMs
  while (Date.now() < until) {
    const answer = await fetch(`${address}/api/asks/draws`)
    const { draws } = (await answer.json()) as { draws: { draw: string; state: string }[] }
    if (draws.some((one) => one.draw === draw.id && one.state === 'published')) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error(`the draw ${draw.id} was not published in time`)
}

async function register(family: Visitor): Promise<void> {
  const email = 'peso.ejemplo@example.org'
  await family.link(family.say('start', 'register')).click()
  await walk.typeGroup(family, [mother, daughter], email)
  await family.button(family.say('register-group', 'send')).click()
  await walk.signIn(family, email)
  await family.button(family.say('register-group', 'send')).click()
  await walk.readRecoveryCode(family)
}

async function prepare(family: Visitor): Promise<void> {
  const t = wordsOf(family, 'journey')
  const photo = wordsOf(family, 'add-photo')
  await family.link(t('go-attest')).click()
  await walk.attest(family, [mother, daughter])
  await family.link(t('go-add-photo')).click()
  const buffer = await photoNamed('002_ref')
  await walk.chooseFile(family, { name: 'foto.jpg', mimeType: 'image/jpeg', buffer })
  await walk.sendPhoto(family, mother)
  await family.link(photo('next')).click()
  await walk.leaveToPort(family, daughter)
  await family.link(photo('done')).click()
  await family.link(t('go-confirm-location')).click()
  await walk.confirmLocation(family)
}

async function book({ page, link, say }: Visitor): Promise<void> {
  await link(portOf('2504')?.name ?? '').click()
  for (const [name, index] of [
    ['day', 4],
    ['slot', 0],
  ] as const) {
    const open = page.locator(`input[name=${name}]:enabled`)
    await page.locator('label').filter({ has: open }).nth(index).click()
  }
  await page.locator('form button[type=submit]').click()
  await page.getByRole('img', { name: say('pass', 'qr') }).waitFor()
  await page.waitForLoadState('networkidle')
}

/** Seconds until the first page can be used on an old phone, nothing of it kept. */
async function timeOfStart(browser: Browser, house: RunningHouse): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: slow.latencyMs,
    downloadThroughput: slow.bytesPerSecond,
    uploadThroughput: slow.bytesPerSecond,
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: slow.cpu })
  const began = performance.now()
  await page.goto(`${house.address}/es/start`, { waitUntil: 'commit' })
  // What the page asks once it is alive.
  await page.waitForResponse(/\/api\/asks\/open-places/)
  const seconds = (performance.now() - began) / 1000
  await context.close()
  return Math.round(seconds * 10) / 10
}

/** From one reading to the next; `up` holds the photo. */
function kilobytes(until: Reading, since?: Reading): object {
  const between = (of: (reading: Reading) => number) => of(until) - (since ? of(since) : 0)
  return {
    requests: between(({ requests }) => requests),
    kilobytesDown: Math.round(between(({ bytesDown }) => bytesDown) / 1000),
    kilobytesUp: Math.round(between(({ bytesUp }) => bytesUp) / 1000),
  }
}

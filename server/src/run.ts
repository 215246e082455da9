// Puts the house together from its settings: database, vault, door, clock, web server; and takes
// it down again in the opposite order, finishing what is under way.

import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unpackArea } from '@garita/domain/location'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type DemoPlace, type SeededDemo, seedDemo } from '../seed/seed-demo.ts'
import { type Accounts, openAccounts } from './accounts/accounts.ts'
import { reportsToRecords } from './accounts/reports.ts'
import { allActs } from './acts/all.ts'
import { openAsker } from './ask.ts'
import { allAsks } from './asks/all.ts'
import { type ClockState, startClock } from './clock/clock.ts'
import { troublesOf } from './clock/health.ts'
import { clockFrom } from './clock/now.ts'
import { type Config, ConfigError } from './config.ts'
import { migrate } from './database/migrate.ts'
import { type Database, openDatabase } from './database/open.ts'
import { startOffices } from './demo/custodians.ts'
import { greeting } from './demo/greeting.ts'
import { addDemo } from './demo/pages.ts'
import { openFaceEngine } from './faces/open-engine.ts'
import { closeServer } from './http/close.ts'
import { listen } from './http/listen.ts'
import { openMetrics } from './http/metrics.ts'
import { type MoreRoutes, openServer } from './http/serve.ts'
import { keysFit } from './keys-fit.ts'
import { startDelivery } from './notices/deliver.ts'
import { openSender } from './notices/sender.ts'
import { readWords } from './notices/words.ts'
import { type Door, type Observed, openDoor } from './perform.ts'
import { loadRules } from './store/rules.ts'
import { demoMasters, readMasters } from './vault/master.ts'
import { openProofs } from './vault/proof.ts'
import { pooledRandomBytes } from './vault/random.ts'
import { openVault } from './vault/vault.ts'
import type { World } from './world.ts'

export type House = {
  readonly server: FastifyInstance
  readonly world: World
  readonly door: Door
  readonly accounts: Accounts
  readonly address: string
  stop(): Promise<void>
}

/** Method, route and status: addresses carry ids and codes, so they stay out of the log. */
const logging = {
  serializers: {
    req: ({ method, routeOptions }: FastifyRequest) => ({ method, route: routeOptions?.url }),
    res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
  },
}
/** How soon a server signs with a pass key that another made, and knows rules approved there. */
const refreshEveryMs = 60_000

const areaFile = new URL('../data/area.json', import.meta.url)

/** @param more adds routes of a bench's or test's own. */
export async function runHouse(
  config: Config,
  say: (line: string) => void,
  more?: MoreRoutes,
): Promise<House> {
  const world = await openWorld(config, say)
  const words = readWords()
  const metrics = openMetrics()
  const observe = (observed: Observed) => {
    metrics.observe(observed)
    // What was approved here is known here at once.
    if (observed.act === 'approve-rules') world.reloadRules().catch(() => {})
  }
  const door = openDoor(world, allActs, { together: config.together, observe })
  const sender = openSender(config)
  const accounts = await openAccounts({
    pool: world.database.pool,
    keys: world.vault.keys,
    address: config.address,
    sender,
    words,
    listenUrl: config.databaseUrl,
    reports: reportsToRecords(door.perform),
  })
  const demo = await demoOf(config, { world, accounts, sender, say, perform: door.perform })
  const ask = openAsker(world, allAsks)
  const server = await openServer(
    {
      world,
      door,
      ask,
      accounts,
      words,
      metrics,
      health: () => healthOf(world, clock.state(), config),
      isSecure: config.address.startsWith('https://'),
      training: config.training,
      ...(more ? { more } : {}),
      ...(demo ? { demo: addDemo({ world, sender, accounts, signIns: demo.signIns }) } : {}),
    },
    { logger: config.mode === 'production' ? logging : false, requestTimeout: 60_000 },
  )
  const troubleOf = (part: string) => (kind: string) => server.log.error({ kind }, `${part} failed`)
  const delivery = await startDelivery({
    ...{ world, words, sender, address: config.address },
    onTrouble: troubleOf('a look for notices'),
  })
  const onTrouble = troubleOf('a tick of the clock')
  const clock = startClock({ world, perform: door.perform, onTrouble })
  const places = { world, ask, perform: door.perform, offices: demo?.signIns.offices ?? [] }
  const offices = startOffices(places, troubleOf('a look of the demo’s custodians'))
  const refreshing = setInterval(() => {
    world.vault.passes.refresh().catch(() => {})
    world.reloadRules().catch(() => {})
  }, refreshEveryMs)
  const stop = async () => {
    clearInterval(refreshing)
    await closeServer(server, leave)
    await clock.stop()
    await offices.stop()
    await delivery.stop()
    await door.drain()
    await accounts.close()
    await world.faces.close()
    await world.database.close()
    await world.vault.keys.close()
  }
  const leave = await listen(server, config)
  // What comparisons of the demo a stop interrupts, the next start makes.
  void world.faces.start().then(() => demo?.compare().catch(() => {}))
  say(demo ? greeting(config.address, demo.signIns) : `Garita is at ${config.address}`)
  return { server, world, door, accounts, address: config.address, stop }
}

/** The demo, filled where it is empty; in production there is none. */
async function demoOf(
  config: Config,
  parts: Omit<DemoPlace, 'folder' | 'groups'>,
): Promise<SeededDemo | undefined> {
  const { mode, dataFolder: folder, demoGroups: groups } = config
  return mode === 'demo' ? await seedDemo({ ...parts, folder, groups }) : undefined
}

/** `ok`, or `trouble` with the names of what somebody has to look at. */
function healthOf({ faces, now }: World, clock: ClockState, config: Config): object {
  const upMs = Math.round(process.uptime() * 1000)
  const troubles = troublesOf(clock, now(), upMs, config.clock !== undefined)
  return { state: troubles.length > 0 ? 'trouble' : 'ok', troubles, faces: faces.state, clock }
}

/** Everything but the web server and the clock; the commands use it too. */
export async function openWorld(config: Config, say: (line: string) => void): Promise<World> {
  const database = await openDatabaseOf(config)
  if (config.mode === 'production' && !config.databaseUrl) {
    say('Warning: without DATABASE_URL this is the embedded database, which does not wait for the')
    say('disk: what is answered can be lost when the power goes. It is for trying out.')
  }
  const ran = await migrate(database.pool)
  if (ran.length > 0) say(`Database: ran ${ran.join(', ')}`)
  mkdirSync(config.dataFolder, { recursive: true })
  const masters = config.masterKey
    ? readMasters(config.masterKey, config.oldMasterKeys)
    : await demoMasters(config.dataFolder)
  const vault = await openVault(config.keysPlace, masters)
  if (!(await keysFit(database.db, vault.keys))) {
    await vault.keys.close()
    await database.close()
    throw new ConfigError('GARITA_KEYS is not the key store of this database: nothing in it opens.')
  }
  if (masters.old.length > 0) say(`Keys wrapped anew: ${await vault.keys.rewrap()}`)
  const now = clockFrom(config.clock)
  const rules = await loadRules(database.db)
  return {
    database,
    vault,
    faces: openFaceEngine(config.faces, (what) => say(`Warning: ${what}`)),
    now,
    newId: () => randomUUID(),
    randomBytes: pooledRandomBytes(),
    rulesAt: rules.at,
    reloadRules: rules.reload,
    area: unpackArea(JSON.parse(readFileSync(areaFile, 'utf8'))),
    proofs: await openProofs(vault.keys),
  }
}

async function openDatabaseOf({ databaseUrl, dataFolder }: Config): Promise<Database> {
  if (databaseUrl) return await openDatabase({ url: databaseUrl })
  return await openDatabase({ folder: join(dataFolder, 'database') })
}

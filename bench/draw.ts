// From the freeze to the published draw, on PostgreSQL with fsync and every check on: 1,450 places in
// 58 slots of 25 at eight ports, groups of 1–6 that name 1–8 ports, chances spread evenly over 1–16.
//
// seconds: `freeze-draw` and `run-draw` through the door, without what lies between (the secrets).
// hmacSeconds: the same lots alone on one thread, by the fastest of the ways below.
// cpuSeconds, hmacCpuSeconds: what all threads of the process used for each, without the database:
// where others use the machine too it tells more than the clock.
// load: how many were running or waiting for one of the processors, as the system averages it.
// rssMb: the largest resident memory of the process with its threads, without the database's.

import { createHmac, hash } from 'node:crypto'
import { loadavg } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { drawFreezesAt } from '@garita/domain/draw'
import { openLots } from '@garita/domain/lot'
import { ports } from '@garita/domain/port'
import { rulesAtLaunch } from '@garita/domain/programme'
import { daysMs } from '@garita/domain/time'
import { chancesAt, readShort, recordBytes, ticketAt } from '../server/src/draw/record.ts'
import { readParts } from '../server/src/store/draw-files.ts'
import { closeCommitments, commitTo, draw, insertWishers, newDay } from '../server/test/draws.ts'
import { granted, type House, openHouse } from '../server/test/house.ts'
import { startPostgres } from '../server/test/postgres.ts'

/** Options: `--groups <n>`; the figures of record use 300,000 and 3,000,000. */
export async function run(options: string[]): Promise<object> {
  const at = options.indexOf('--groups')
  const groups = at === -1 ? 300_000 : Number(options[at + 1])
  const postgres = await startPostgres()
  const house = await openHouse({ place: { url: await postgres.database('draw') } })
  try {
    await fill(house, groups)
    const measured = await measure(house)
    const { lots, hmacCpuSeconds, ...alone } = await timeLotsAlone(house)
    const hmacSeconds = Math.min(...Object.values(alone))
    return {
      groups,
      ...measured,
      hmacSeconds,
      ratio: round(measured.seconds / hmacSeconds),
      hmacCpuSeconds,
      cpuRatio: round(measured.cpuSeconds / hmacCpuSeconds),
      load: round(loadavg()[0] ?? 0),
      lots,
      ...alone,
    }
  } finally {
    await house.close()
    await postgres.stop()
  }
}

const setSize = 20_000

/** Half of the chances come from waiting, the rest from need: together 1 to 16, evenly. */
const rulesOfBench = { ...rulesAtLaunch, chances: { base: 1, need: 8, wait: 1, waitLimit: 7 } }

/** Groups with standing requests, and the slots of the new day. */
export async function fill(house: House, groups: number): Promise<void> {
  Object.assign(house.world, { rulesAt: () => rulesOfBench })
  const now = house.world.now()
  for (let from = 0; from < groups; from += setSize) {
    const count = Math.min(setSize, groups - from)
    await insertWishers(
      house,
      Array.from({ length: count }, (_, one) => wish(from + one, now)),
    )
  }
  await insertSlots(house)
  await house.world.database.pool.query('vacuum analyze')
  // What filling left to be written out is not the draw's.
  await house.world.database.pool.query('checkpoint')
}

/** Spread without chance: each figure has a stride of its own. */
function wish(n: number, now: number) {
  const first = (n * 7) % 8
  const count = 1 + ((n >> 3) % 8)
  return {
    size: 1 + ((n * 5) % 6),
    ports: Array.from({ length: count }, (_, one) => ports[(first + one) % 8]?.code ?? '2504'),
    pressing: (n >> 1) % 2 === 0,
    registeredAt: now - daysMs(30) * ((n >> 2) % 8) - daysMs(1),
  }
}

async function insertSlots({ world }: House): Promise<void> {
  const slots = Array.from({ length: 58 }, (_, one) => ({
    port: ports[one % 8]?.code ?? '2504',
    hour: 16 + Math.floor(one / 8),
  }))
  await world.database.pool.query(
    `insert into slots (id, port, day, starts_at, kind, places, waiting, opened_at)
     select port || '-' || $3 || '-' || lpad((hour - 8)::text, 2, '0') || '00', port, $3::date,
       $3::date + make_interval(hours => hour), 'general', 25, 25, now()
     from unnest($1::text[], $2::int[]) as fresh (port, hour)`,
    [slots.map((one) => one.port), slots.map((one) => one.hour), newDay],
  )
}

async function measure(house: House) {
  const custodians = await commitTo(house, draw)
  await closeCommitments(house)
  house.setNow(drawFreezesAt(draw, rulesOfBench))
  forgetFilling()
  const watch = watchMemory()
  const cpuBefore = process.cpuUsage()
  const freezeSeconds = await timed(async () => {
    granted(await house.perform(house.asClock(), 'freeze-draw', { draw }))
  })
  await custodians.reveal(draw)
  const runSeconds = await timed(async () => {
    granted(await house.perform(house.asClock(), 'run-draw', { draw }))
  })
  const cpuSeconds = cpuSince(cpuBefore)
  const { rssMb, stallMs } = watch.stop()
  const seconds = round(freezeSeconds + runSeconds)
  return { seconds, freezeSeconds, runSeconds, cpuSeconds, rssMb, stallMs }
}

/** What filling the database left in memory is not the draw's. */
function forgetFilling(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

/** The same lots on one thread, with nothing else: each way once, the quickest counts. */
async function timeLotsAlone(house: House) {
  const parts: Buffer[] = []
  for await (const part of readParts(house.db, draw, 'entries.bin')) parts.push(part)
  const records = Buffer.concat(parts)
  const seed = Buffer.alloc(32, 7)
  const { lot } = openLots(seed)
  const into = Buffer.alloc(32)
  let lots = 0
  const cpuBefore = process.cpuUsage()
  const product = await timed(() => {
    for (let at = 0; at < records.length; at += recordBytes) {
      const chances = readShort(records, at + chancesAt)
      lot(records, at + ticketAt, chances, into, 0)
      lots += chances
    }
  })
  const hmacCpuSeconds = cpuSince(cpuBefore)
  const oneShot = await timed(() => {
    const write = oneShotHmac(seed)
    for (let at = 0; at < records.length; at += recordBytes) {
      const chances = readShort(records, at + chancesAt)
      for (let i = 0; i < chances; i++) write(records, at + ticketAt, i)
    }
  })
  return { lots, hmacCpuSeconds, product, oneShot, createHmac: createHmacSeconds(seed, lots) }
}

/** Two one-shot hashes a lot. */
function oneShotHmac(seed: Buffer) {
  const inner = Buffer.alloc(64 + 20)
  const outer = Buffer.alloc(64 + 32)
  for (let at = 0; at < 64; at++) {
    inner[at] = (seed[at] ?? 0) ^ 0x36
    outer[at] = (seed[at] ?? 0) ^ 0x5c
  }
  return (records: Buffer, at: number, i: number) => {
    records.copy(inner, 64, at, at + 16)
    inner.writeUInt32BE(i, 80)
    outer.write(hash('sha256', inner, 'binary'), 64, 32, 'latin1')
    return hash('sha256', outer, 'binary')
  }
}

/** It is so much slower that a part of the lots is enough to know it. */
function createHmacSeconds(seed: Buffer, lots: number): number {
  const some = Math.min(lots, 200_000)
  const message = Buffer.alloc(20)
  const started = performance.now()
  for (let i = 0; i < some; i++) {
    message.writeUInt32BE(i, 16)
    createHmac('sha256', seed).update(message).digest()
  }
  return round(((performance.now() - started) / 1000) * (lots / some))
}

/** Resident memory, and the longest time for which the main thread answered nobody. */
function watchMemory() {
  let most = 0
  let stall = 0
  let last = performance.now()
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
    stall = Math.max(stall, performance.now() - last - 10)
    last = performance.now()
  }, 10)
  return {
    stop: () => {
      clearInterval(timer)
      return { rssMb: Math.round(most / 2 ** 20), stallMs: Math.round(stall) }
    },
  }
}

async function timed(work: () => void | Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return round((performance.now() - started) / 1000)
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return round((user + system) / 1e6)
}

const round = (value: number): number => Math.round(value * 1000) / 1000

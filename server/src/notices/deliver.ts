// Sends what acts have announced. A notice is a row that its act wrote; pg-boss gives each one to
// one server, tries again with growing pauses, and gives up after about a day. A message is
// composed at the moment of sending from the record as it is then, so it can announce nothing that
// does not stand, and the recipient's address is opened for that moment alone.

import { PgBoss } from 'pg-boss'
import { countTry, findNotice, findUnqueuedNotices, markNotice } from '../store/notices.ts'
import type { World } from '../world.ts'
import { compose } from './compose.ts'
import { jobsDatabase } from './jobs-database.ts'
import type { Sender } from './sender.ts'
import type { Words } from './words.ts'

export type DeliveryPlace = {
  readonly world: World
  readonly words: Words
  readonly sender: Sender
  /** For links in messages. */
  readonly address: string
  readonly pace?: Pace
  /** Told the kind of what failed, never its message, which may quote an address. */
  readonly onTrouble?: (kind: string) => void
}

export type Pace = {
  /** Between two looks for new notices and for jobs that are due; at least 500. */
  readonly lookEveryMs: number
  /** Before the second try; each pause after it is about twice as long. */
  readonly retrySeconds: number
  readonly tries: number
}

export type Delivery = { stop(): Promise<void> }

const queue = 'deliver-notice'
/** 10 s, 20 s, … 11 h: twelve more tries make about a day. */
const ordinaryPace: Pace = { lookEveryMs: 2_000, retrySeconds: 10, tries: 13 }
const enqueuedAtOnce = 200
/** Sent one after the other within one fetch of jobs. */
const sentAtOnce = 20

/** Starts the jobs; they have a schema of their own, `jobs`. */
export async function startDelivery(place: DeliveryPlace): Promise<Delivery> {
  const { lookEveryMs, retrySeconds, tries } = place.pace ?? ordinaryPace
  const { database } = place.world
  const boss = new PgBoss({
    db: jobsDatabase(database),
    backend: database.kind === 'embedded' ? 'pglite' : 'postgres',
    schema: 'jobs',
    schedule: false,
  })
  const { onTrouble = () => undefined } = place
  // A database that is away for a moment is no reason to end: the next look finds it again.
  boss.on('error', (error) => onTrouble(error.name))
  await boss.start()
  await boss.createQueue(queue)
  const retry = { retryLimit: tries - 1, retryBackoff: true, retryDelay: retrySeconds }
  await boss.updateQueue(queue, retry)
  const options = {
    pollingIntervalSeconds: lookEveryMs / 1000,
    batchSize: sentAtOnce,
    perJobResults: true,
    includeMetadata: true,
  } as const
  type Data = { readonly notice: string }
  await boss.work<Data, unknown, typeof options>(queue, options, async (jobs) => {
    const results = []
    for (const { id, data, retryCount, retryLimit } of jobs) {
      const status = await deliver(place, data.notice, retryCount >= retryLimit)
      results.push({ id, status })
    }
    return results
  })
  const stopLooking = lookOften(() => enqueue(place, boss), lookEveryMs, onTrouble)
  return {
    stop: async () => {
      await stopLooking()
      await boss.stop({ graceful: true, timeout: 10_000 })
    },
  }
}

/** Looks again and again, never twice at once; gives the function that stops it and waits. */
function lookOften(
  look: () => Promise<void>,
  everyMs: number,
  onTrouble: (kind: string) => void,
): () => Promise<void> {
  let looking: Promise<void> | undefined
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: Error) => onTrouble(error.name))
      .finally(() => {
        looking = undefined
      })
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await looking
  }
}

/** A job a notice, under the notice's own id: a second server's is the same job. */
async function enqueue({ world }: DeliveryPlace, boss: PgBoss): Promise<void> {
  const found = await findUnqueuedNotices(world.database.db, queue, enqueuedAtOnce)
  if (found.length === 0) return
  await boss.insert(
    queue,
    found.map(({ id }) => ({ id, data: { notice: id } })),
  )
}

/** A try that does not get through fails its job alone; the last one gives the notice up. */
async function deliver(
  place: DeliveryPlace,
  id: string,
  isLastTry: boolean,
): Promise<'completed' | 'failed'> {
  const { world, sender } = place
  const { db } = world.database
  const notice = await findNotice(db, id)
  if (!notice || notice.sentAt !== null || notice.failedAt !== null) return 'completed'
  try {
    const message = await compose(place, notice)
    if (message) await sender.send(message)
    await markNotice(db, id, message ? 'sentAt' : 'failedAt', world.now())
    return 'completed'
  } catch {
    // What the next server said may quote the address, so nothing of it is kept.
    if (isLastTry) await markNotice(db, id, 'failedAt', world.now())
    else await countTry(db, id)
    return 'failed'
  }
}

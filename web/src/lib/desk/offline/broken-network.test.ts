import { expect, test } from 'vitest'
import { choosePin, type DayStore } from './day-store.ts'
import { FakeServer, fakeRemote, type Random, seeded } from './fake-desk.ts'
import { fakeList, hex, nineMs } from './fake-list.ts'
import { fakeShelf } from './fake-shelf.ts'
import { openWire } from './open-wire.ts'
import type { Shelf } from './shelf.ts'
import type { SwitchingWire } from './switching-wire.ts'

// Two lanes, one morning: the network loses questions and answers, sends twice, goes away and comes back; now and then
// a desk is switched off. 200 mornings with GARITA_RUNS=200; the seed is in the title.
const runs = Number(process.env.GARITA_RUNS ?? 20)

type Told = { desk: string; act: string; doneAt: number }

test.each(Array.from({ length: runs }, (_, index) => index + 1))(
  '[R18] through a broken network every act is done once or asked about, none is lost (seed %i)',
  async (seed) => {
    const random = seeded(seed)
    const server = new FakeServer(fakeList(6))
    const network = { up: true, bad: 0.4, random }
    const lanes = [
      await openLane('lane-1', server, network),
      await openLane('lane-2', server, network),
    ]
    await morning(lanes, network)
    await afternoon(lanes, network)

    expect(lanes.map(({ wire }) => wire.outbox.entries)).toEqual([[], []])
    const did = server.done.flatMap(toldOf).sort(inOrder)
    const told = lanes.flatMap((lane) => lane.told).sort(inOrder)
    // What was refused on the spot may have been done before its answer was lost; nothing else comes beside.
    expect(did.filter((one) => !lanes.some((lane) => lane.refused.has(nameOf(one))))).toEqual(told)
    expect(server.done.flatMap(whyOf)).not.toContain('photo-unknown')
  },
)

type Network = { up: boolean; bad: number; random: Random }

async function morning(lanes: readonly Lane[], network: Network): Promise<void> {
  const { random } = network
  for (let step = 0; step < 60; step += 1) {
    if (random() < 0.12) network.up = !network.up
    const lane = pick(lanes, random)
    if (random() < 0.05) await lane.restart()
    else if (random() < 0.15) await lane.wire.probe('2504')
    else await lane.doSomething(random)
  }
}

/** The network is there again, bad at first. */
async function afternoon(lanes: readonly Lane[], network: Network): Promise<void> {
  network.up = true
  for (let tries = 0; tries < 400 && lanes.some((one) => one.wire.net !== 'with'); tries += 1) {
    if (tries === 300) network.bad = 0
    for (const { wire } of lanes) await wire.probe('2504')
  }
}

type Lane = Awaited<ReturnType<typeof openLane>>

async function openLane(name: string, server: FakeServer, network: Network) {
  const shelf: Shelf = fakeShelf()
  const store = await choosePin(shelf, name, '481516', 1)
  const at = { now: nineMs + (name === 'lane-1' ? 0 : 500_000_000) }
  const remote = fakeRemote(server, name, network, () => at.now)
  let photos = name === 'lane-1' ? 0 : 100_000
  const lane = {
    told: [] as Told[],
    refused: new Set<string>(),
    wire: await open(),
    async restart() {
      lane.wire = await open()
    },
    async doSomething(random: Random) {
      const group = pick(server.list.groups, random)
      const named = { group: group.group, appointment: group.appointment }
      const { member } = pick(group.members, random)
      const present = group.members.filter(() => random() < 0.7).map((one) => one.member)
      const what = Math.floor(random() * 5)
      if (what === 0) await tell('check-in', { ...named, port: '2504', present })
      if (what === 1) await tell('note', { ...named, words: 'Ejemplo' })
      if (what === 2)
        await tell('confirm-identity', { ...named, member, verdict: 'same', ground: 'known' })
      if (what === 3) {
        const reason = 'humanitarian-need' as const
        await tell('determine', { ...named, member, outcome: 'excepted', reason })
      }
      if (what === 4) await takePhoto(named, member)
    },
  }

  async function open(): Promise<SwitchingWire> {
    const wire = await openWire(shelf, remote, {
      account: name,
      clock: () => at.now,
      changed: () => {},
      compareHere: async () => ({ band: 'cannot-compare', score: null, reason: null, flags: [] }),
      say: () => undefined,
    })
    await wire.unlock(store satisfies DayStore)
    const { up } = network
    network.up = true
    while (!wire.day) await wire.refresh('2504')
    network.up = up
    return wire
  }

  async function takePhoto(named: { group: string; appointment: string }, member: string) {
    photos += 1
    const id = hex(photos)
    const sent = await lane.wire.sendPhoto({
      id,
      group: named.group,
      bytes: new Uint8Array([1, 2]),
    })
    expect(sent).toEqual({ kind: 'sent' })
    await tell('take-photo', { ...named, member, photo: { id, sha256: '0'.repeat(64) } })
  }

  const tell: <N extends 'check-in' | 'note' | 'confirm-identity' | 'determine' | 'take-photo'>(
    act: N,
    input: Parameters<typeof lane.wire.perform<N>>[1],
  ) => Promise<void> = async (act, input) => {
    at.now += 1000
    const result = await lane.wire.perform(act, input)
    const one = { desk: name, act, doneAt: at.now + (lane.wire.day?.ahead ?? 0) }
    if (result.kind === 'allowed') lane.told.push(one)
    else lane.refused.add(nameOf(one))
  }

  return lane
}

/** What the server did, or put before a supervisor, by desk and instant. */
function toldOf({ desk, act, input }: FakeServer['done'][number]): Told[] {
  if (act === 'compare' || !('doneAt' in input) || input.doneAt === undefined) return []
  return [{ desk, act: 'content' in input ? input.act : act, doneAt: input.doneAt }]
}

function whyOf({ input }: FakeServer['done'][number]): string[] {
  return 'refusals' in input ? [...input.refusals] : []
}

const nameOf = ({ desk, act, doneAt }: Told) => `${desk}/${act}/${doneAt}`
const inOrder = (one: Told, other: Told) => (nameOf(one) < nameOf(other) ? -1 : 1)

function pick<T>(from: readonly T[], random: Random): T {
  const one = from[Math.floor(random() * from.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

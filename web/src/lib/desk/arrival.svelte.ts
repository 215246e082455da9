// The group that stands at the desk: what is known of it, and the acts of its arrival in their order. What was typed
// for a person who is not decided on yet stays while the officer looks at another.

import type { AskAnswerOf, InputOf } from '@garita/contract'
import type { DeterminationReason, Outcome } from '@garita/domain/determination'
import { newKey } from '../key.ts'
import { ask, perform } from '../perform.ts'
import type { Problem } from '../problem.ts'
import { hashOf, sendPhoto } from '../send-photo.ts'

export type Arrival = AskAnswerOf<'arrival'>
export type Member = Arrival['members'][number]
export type Named = { readonly group: string; readonly appointment: string }

/** A determination as it is being typed. */
export type Plan = {
  outcome: Outcome | undefined
  reason: DeterminationReason | undefined
  note: string
}

const emptyPlan: Plan = { outcome: undefined, reason: undefined, note: '' }

export type Work = 'opening' | 'check-in' | 'sending' | 'comparing' | 'determine'

export type Desk = ReturnType<typeof openDesk>

export function openDesk() {
  let named = $state.raw<Named>()
  let arrival = $state.raw<Arrival>()
  let problem = $state.raw<Problem>()
  let work = $state<Work>()
  let chosen = $state<string>()
  let version = $state<number | null>(null)
  let sent = $state(0)
  const plans = $state<Record<string, Plan>>({})

  const member = $derived(arrival?.members.find((one) => one.member === chosen))

  function isStill(asked: Named): boolean {
    return named?.appointment === asked.appointment
  }

  /** Reads the group anew. A problem shown before stays until the next act. */
  async function refresh(): Promise<void> {
    if (!named) return
    const asked = named
    const result = await ask('arrival', asked)
    if (!isStill(asked)) return
    if (result.kind !== 'answered') {
      if (!arrival) problem = result
      return
    }
    arrival = result.answer
    chosen ??= nextToDecide(arrival.members)?.member ?? arrival.members[0]?.member
  }

  /** Does one piece of work after the other; while one is under way, another does not begin. */
  async function working<T>(what: Work, task: () => Promise<T>): Promise<T | undefined> {
    if (work) return undefined
    work = what
    problem = undefined
    try {
      return await task()
    } finally {
      work = undefined
    }
  }

  async function done(result: { kind: string }): Promise<boolean> {
    if (result.kind !== 'allowed') problem = result as Problem
    await refresh()
    return result.kind === 'allowed'
  }

  async function compareOf(at: Named, of: string): Promise<void> {
    work = 'comparing'
    const compared = await perform('compare', { ...at, member: of })
    if (compared.kind !== 'allowed') problem = compared
    await refresh()
  }

  return {
    get named() {
      return named
    },
    get arrival() {
      return arrival
    },
    get member() {
      return member
    },
    get problem() {
      return problem
    },
    get work() {
      return work
    },
    /** Of the photo on its way, 0 to 1. */
    get sent() {
      return sent
    },
    /** Which version of the appointment the scanned pass shows; null where it was found otherwise. */
    get version() {
      return version
    },
    refresh,

    /** Opens a group. `scanned` is the version on the pass, where one was scanned. */
    async open(group: Named, scanned: number | null = null): Promise<void> {
      named = { group: group.group, appointment: group.appointment }
      version = scanned
      arrival = undefined
      chosen = undefined
      problem = undefined
      work = undefined
      for (const id of Object.keys(plans)) delete plans[id]
      await working('opening', refresh)
    },
    close() {
      named = undefined
      arrival = undefined
      problem = undefined
      chosen = undefined
    },
    /** After the officer saw that the pass is an older one and looked at the people instead. */
    forgetPass() {
      version = null
      problem = undefined
    },
    choose(id: string) {
      chosen = id
      problem = undefined
    },
    /** The person before or after, in the order of the group. */
    step(by: 1 | -1) {
      const members = arrival?.members ?? []
      const at = members.findIndex((one) => one.member === chosen)
      chosen = members[Math.min(members.length - 1, Math.max(0, at + by))]?.member ?? chosen
      problem = undefined
    },
    planOf(id: string): Plan {
      return plans[id] ?? emptyPlan
    },
    plan(id: string, change: Partial<Plan>) {
      plans[id] = { ...emptyPlan, ...plans[id], ...change }
    },

    async checkIn(port: InputOf<'check-in'>['port'], present: readonly string[]): Promise<boolean> {
      const at = named
      if (!at) return false
      const input = { ...at, port, present: [...present], ...(version ? { version } : {}) }
      const came = await working('check-in', async () => done(await perform('check-in', input)))
      const next = arrival && nextToDecide(arrival.members)
      if (came && next) chosen = next.member
      return came ?? false
    },

    /** Sends the photo, names it, and compares. What goes wrong with comparing stops nothing. */
    async takePhoto(of: string, photo: Blob): Promise<void> {
      const at = named
      if (!at) return
      await working('sending', async () => {
        sent = 0
        const bytes = new Uint8Array(await photo.arrayBuffer())
        const id = newKey()
        const received = await sendPhoto(
          { id, group: at.group, bytes },
          {
            onProgress: (share) => {
              sent = share
            },
          },
        )
        if (received.kind !== 'sent') {
          problem = received
          return
        }
        const ref = { id, sha256: await hashOf(bytes) }
        const taken = await perform('take-photo', { ...at, member: of, photo: ref })
        if (await done(taken)) await compareOf(at, of)
      })
    },
    async compare(of: string): Promise<void> {
      const at = named
      if (at) await working('comparing', () => compareOf(at, of))
    },

    /** Records a decision and goes to the next person who is here and not decided on. */
    async determine(of: string): Promise<boolean> {
      const at = named
      const plan = plans[of]
      if (!at || !plan?.outcome || !plan.reason) return false
      const { outcome, reason } = plan
      const note = plan.note.trim()
      const said = { ...at, member: of, outcome, reason, ...(note ? { note } : {}) }
      const decided = await working('determine', async () => done(await perform('determine', said)))
      if (!decided) return false
      delete plans[of]
      const next = arrival && nextToDecide(arrival.members)
      if (next) chosen = next.member
      return true
    },
  }
}

/** The first who is here and not decided on; none before the check-in and after the last. */
export function nextToDecide(members: readonly Member[]): Member | undefined {
  return members.find((one) => one.present && !one.determination)
}

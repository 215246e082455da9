// How arrivals went over some days, for those who run ports: a supervisor's own, a planner's all. No
// names, and counts below ten are told as such.

import type { AskAnswerOf } from '@garita/contract'
import { bandLines, figuresSpan, noticeLines, spreadOf } from '@garita/domain/arrival-figures'
import { allowed } from '@garita/domain/decision'
import { ports as allPorts } from '@garita/domain/port'
import { fewerThan10 } from '@garita/domain/tally'
import { ask } from '../ask.ts'
import {
  countArrivals,
  countBands,
  countNotice,
  measureSteps,
  measureWaits,
  type Span,
  type StepName,
} from '../store/arrival-figures.ts'
import { mayShape } from '../works-at.ts'

type Line = AskAnswerOf<'arrival-figures'>['ports'][number]

const stepNames: readonly StepName[] = ['photo', 'identity', 'determination']
const nothing = { count: 0, median: null, ninth: null }

export default ask('arrival-figures', async ({ db, who }, query) => {
  const asked = figuresSpan(query.from, query.to) // [Y20]
  if (!asked.ok) return asked
  // The contract's port codes are those of `domain/src/port.ts`: a test holds it.
  const mine = allPorts.filter((port) => mayShape(who, port.code)).map((port) => port.code)
  const span: Span = { ports: mine, ...asked.value }
  const counted = {
    arrivals: Map.groupBy(await countArrivals(db, span), ({ port }) => port),
    steps: Map.groupBy(await measureSteps(db, span), ({ port }) => port),
    waits: Map.groupBy(await measureWaits(db, span), ({ port }) => port),
    notice: Map.groupBy(await countNotice(db, span), ({ port }) => port),
    bands: Map.groupBy(await countBands(db, span), ({ port }) => port),
  }
  const ports = mine.map((port): Line => {
    const { groups = 0, people = 0, absent = 0 } = counted.arrivals.get(port)?.[0] ?? {}
    const steps = counted.steps.get(port) ?? []
    const waits = counted.waits.get(port) ?? []
    return {
      port: port as Line['port'],
      groups: fewerThan10(groups),
      people: fewerThan10(people),
      absent: fewerThan10(absent),
      steps: stepNames.map((step) => {
        const found = steps.find((one) => one.step === step)
        return { step, ...spreadOf(found ?? nothing) }
      }),
      waits: waits.map(({ hour, ...minutes }) => ({ hour, ...spreadOf(minutes) })),
      notice: noticeLines(counted.notice.get(port) ?? []),
      bands: bandLines(counted.bands.get(port) ?? []),
    }
  })
  return allowed({ ...asked.value, ports })
})

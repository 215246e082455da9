// What the engineer watches: acts by name and outcome, how long, how many together; nothing about
// a person. Names come from the contract, so the number of series is bounded.

import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Observed } from '../perform.ts'

export type Metrics = { readonly registry: Registry; readonly observe: (one: Observed) => void }

export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'garita_' })
  const acts = new Counter({
    name: 'garita_acts_total',
    help: 'Acts performed, by name and outcome (allowed, or the first reason of a refusal)',
    labelNames: ['act', 'outcome'],
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'garita_act_seconds',
    help: 'From the door to the answer',
    labelNames: ['act'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  const together = new Histogram({
    name: 'garita_acts_together',
    help: 'How many calls shared a transaction',
    labelNames: ['act'],
    buckets: [1, 4, 16, 64, 256, 512],
    registers: [registry],
  })
  const observe = ({ act, outcome, milliseconds, together: size }: Observed) => {
    acts.inc({ act, outcome: outcome.split(' ')[0] ?? outcome })
    seconds.observe({ act }, milliseconds / 1000)
    together.observe({ act }, size)
  }
  return { registry, observe }
}

export function addMetrics(server: FastifyInstance, { registry }: Metrics): void {
  server.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    return await reply.type(registry.contentType).send(await registry.metrics())
  })
}

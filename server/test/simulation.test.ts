// Days of random acts by applicants, officers, supervisors, planners, custodians and the clock, all
// through the door, and after each the question whether everything still holds: no slot overfull;
// places taken are live appointments and open offers; one live appointment a group; one ticket a
// person in a draw; no group split; registration dates never change; every act recorded once; nobody
// of a held group is determined; one number a group, one determination that counts a member.
// GARITA_SEED repeats a run; a failure prints the seed and the shortest list found that fails.

import { expect, test } from 'vitest'
import { runSteps, shorten, tellFailure } from './simulation/run.ts'
import { stepsOf } from './simulation/steps.ts'

const isLong = process.env.GARITA_LONG === 'yes'
const days = isLong ? 60 : 7
const actsADay = 60
const seed = Number(process.env.GARITA_SEED ?? 20230110)
/** How many shorter lists are tried after a failure. */
const tries = 24

/** What has to have happened in days of life, or the simulation has shown nothing about it. */
const happened = [
  'register-group allowed',
  'pick-slot allowed',
  'pick-slot refused',
  'make-request allowed',
  'run-draw allowed',
  'accept-offer allowed',
  'cancel-appointment allowed',
  'check-in allowed',
  'determine allowed',
  'determine refused',
  'settle-question allowed',
  'end-arrivals allowed',
  'confirm-identity allowed',
  'close-places allowed',
]
const happenedInTheEnd = [
  'decline-offer allowed',
  'expire-offers allowed',
  'change-appointment allowed',
  'report-trouble allowed',
  'settle-trouble allowed',
  'settle-duplicate allowed',
  'correct-group allowed',
  'reopen-places allowed',
  'change-places allowed',
  'plan-places allowed',
  're-seat allowed',
  'mark-absent allowed',
  'call-group allowed',
  'note allowed',
  'countersign allowed',
  'amend-determination allowed',
  'undo-absent allowed',
  'void-draw allowed',
  'suspend-programme allowed',
  'withdraw-request allowed',
]

test(`everything holds through ${days} days of seed ${seed}`, { timeout: 1_800_000 }, async () => {
  const steps = stepsOf(seed, days, actsADay)
  const ran = await runSteps(seed, steps)
  if (ran.broken) {
    const failing = await shorten(seed, steps.slice(0, ran.broken.index + 1), tries)
    throw new Error(tellFailure(seed, failing, ran.broken.what))
  }
  process.stdout.write(`Simulation: ${days} days, ${ran.acts} acts, seed ${seed}\n`)
  const wanted = isLong ? [...happened, ...happenedInTheEnd] : happened
  expect(wanted.filter((line) => !ran.tally.has(line))).toEqual([])
})

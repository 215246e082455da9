// Runs a list of steps in a house of its own and looks after each act whether all still holds.

import { nextDraw } from '@garita/domain/draw'
import { addDays } from '@garita/domain/time'
import { startClock } from '../../src/clock/clock.ts'
import { openHouse } from '../house.ts'
import { applicantsDo } from './applicants.ts'
import { bytesFrom, chanceOf, idsFrom } from './chance.ts'
import { watch } from './invariants.ts'
import { planDays, staffDo } from './staff.ts'
import { beginsAt, type Step, tell } from './steps.ts'
import { commitAhead, openTown, revealDue, type Town, townPorts } from './town.ts'

export type Ran = {
  readonly tally: ReadonlyMap<string, number>
  readonly acts: number
  /** What did not hold, and after which step; undefined where all held to the end. */
  readonly broken?: { readonly step: Step; readonly index: number; readonly what: string }
}

/** More than an hour between ticks of its own: the list has the ticks. */
const neverMs = 2_000_000_000

export async function runSteps(seed: number, steps: readonly Step[]): Promise<Ran> {
  const newId = idsFrom(`${seed}`)
  const house = await openHouse({ now: beginsAt, newId, randomBytes: bytesFrom(`${seed}`) })
  const town = openTown(house)
  const faults: string[] = []
  const clock = startClock({
    ...{ world: house.world, perform: town.perform, everyMs: neverMs },
    onTrouble: (what) => void faults.push(`the clock: ${what}`),
  })
  const seen = watch(house.db, town.performed)
  try {
    for (const port of townPorts) await planDays(town, port, 0, 15, chanceOf(`${seed} ${port}`))
    for (const [index, step] of steps.entries()) {
      // Acts at the desks move the clock on a little; it never goes back.
      house.setNow(Math.max(step.at, house.world.now()))
      const what = await doStep(town, step, clock.tick).then(
        () => undefined,
        (error: Error) => `a fault: ${error.message}`,
      )
      const wrong = [what ?? [], faults, await seen.look()].flat()
      if (wrong[0]) return { ...told(town), broken: { step, index, what: wrong[0] } }
    }
    return told(town)
  } finally {
    await clock.stop()
    await house.close()
  }
}

const told = (town: Town) => ({ tally: town.tally, acts: town.performed() })

async function doStep(town: Town, step: Step, tick: () => Promise<void>): Promise<void> {
  if (step.does === 'tick') return await tick()
  if (step.does === 'reveal') return await revealDue(town, step.custodians)
  if (step.does === 'commit') {
    const { world } = town.house
    const next = nextDraw(world.now(), world.rulesAt(world.now()))
    await commitAhead(
      town,
      [1, 2, 3].map((ahead) => addDays(next, ahead)),
    )
    for (const port of townPorts) await planDays(town, port, 15, 1, chanceOf(`${step.at} ${port}`))
    return
  }
  const does = applicantsDo[step.does] ?? staffDo[step.does]
  if (!does) throw new Error(`nobody does ${step.does}`)
  await does(town, chanceOf(step.chance))
}

/**
 * A shorter list that fails too: ever smaller pieces are left out as long as it still does. Within a
 * number of tries, since each runs the days anew.
 */
export async function shorten(
  seed: number,
  steps: readonly Step[],
  tries: number,
): Promise<readonly Step[]> {
  let left = tries
  let failing = steps
  for (
    let size = Math.ceil(failing.length / 2);
    size >= 1 && left > 0;
    size = Math.floor(size / 2)
  ) {
    for (let from = 0; from < failing.length && left > 0; ) {
      const without = [...failing.slice(0, from), ...failing.slice(from + size)]
      left -= 1
      const ran = await runSteps(seed, without)
      if (ran.broken) failing = without.slice(0, ran.broken.index + 1)
      else from += size
    }
  }
  return failing
}

export function tellFailure(seed: number, steps: readonly Step[], what: string): string {
  return [`seed ${seed}: ${what}`, ...steps.map(tell)].join('\n')
}

import { allowed } from '@garita/domain/decision'
import { drawFreezesAt, nextDraw } from '@garita/domain/draw'
import { isDay } from '@garita/domain/time'
import { ask } from '../ask.ts'
import { listDraws } from '../store/draws.ts'
import { drawLine } from './draw-line.ts'

const drawsAtOnce = 100

export default ask('draws', async ({ db, now, rules }, { before }) => {
  const isPossible = before === undefined || isDay(before)
  const draws = isPossible ? await listDraws(db, before, drawsAtOnce) : []
  const nextAt = drawFreezesAt(nextDraw(now, rules), rules)
  return allowed({ now, nextAt, draws: draws.map(drawLine) })
})

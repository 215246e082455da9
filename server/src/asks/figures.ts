import type { AskAnswerOf } from '@garita/contract'
import { allowed } from '@garita/domain/decision'
import { ask } from '../ask.ts'
import { readWeekly } from '../weekly-memory.ts'

type PortCode = AskAnswerOf<'figures'>['weeks'][number]['port']

export default ask('figures', async ({ world }) => {
  const { asOf, weeks } = await readWeekly(world)
  // The constraint `slot_is_at_a_port` holds it.
  return allowed({ asOf, weeks: weeks.map((one) => ({ ...one, port: one.port as PortCode })) })
})

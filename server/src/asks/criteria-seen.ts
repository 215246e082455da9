import { allowed } from '@garita/domain/decision'
import { ask } from '../ask.ts'
import { readCriteriaSeen } from '../criteria-seen.ts'

export default ask('criteria-seen', async ({ world }) => {
  const months = await readCriteriaSeen(world)
  return allowed({
    months: months.map(({ criteria, ...month }) => ({ ...month, criteria: [...criteria] })),
  })
})

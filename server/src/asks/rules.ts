import { allowed } from '@garita/domain/decision'
import { ask } from '../ask.ts'

export default ask('rules', async ({ rules }) =>
  allowed({ ...rules, inForceFrom: new Date(rules.inForceFrom).toISOString() }),
)
